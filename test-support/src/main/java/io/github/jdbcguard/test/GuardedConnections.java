package io.github.jdbcguard.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.jdbcguard.boundary.BoundaryRule;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * On a Spring test, {@code @SpringBootTest} or {@code @JdbcTest} for example: each of its
 * tests fails that leaves a connection open which it has taken, or during which a
 * boundary rule was broken, on any guarded {@code DataSource} of its
 * {@code ApplicationContext}.
 * <p>
 * A test lasts from before its {@code @BeforeEach} methods until after its
 * {@code @AfterEach} methods, and until after its transaction where it is
 * {@code @Transactional}. It may stand before or after Spring's annotations, on a method
 * too, which goes before what stands on the class. Where no {@code DataSource} is guarded
 * the test fails, for nothing could be said of it: {@code @JdbcTest} needs
 * {@code @AutoConfigureTestDatabase(replace = Replace.NONE)}.
 * <p>
 * Rules with the reaction {@code ignore} are not looked after, so what breaks them is not
 * seen. A test that breaks a rule on purpose has a parameter of type
 * {@link ConnectionWatch}, and takes the violations from it.
 * <p>
 * Tests that run in parallel on one {@code ApplicationContext} share its pools: what one
 * of them breaks or holds fails all that run at that time. Such tests need a
 * {@code @ResourceLock} in common. The same holds for what the application does by
 * itself: a violation of a scheduled task is blamed on the test that runs at the time.
 *
 * @see JdbcGuardExtension
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(JdbcGuardExtension.class)
public @interface GuardedConnections {

	/**
	 * How long to wait if nothing else is said, in milliseconds.
	 */
	long DEFAULT_GRACE_MILLIS = 1000;

	/**
	 * Rules that may be broken.
	 * @return the rules, none by default
	 */
	BoundaryRule[] tolerate() default {};

	/**
	 * How long to wait for connections that other threads are about to give back. Only
	 * waited for when something is open.
	 * @return the time in milliseconds
	 */
	long graceMillis() default DEFAULT_GRACE_MILLIS;

}
