package io.github.jdbcguard.test;

import java.lang.reflect.AnnotatedElement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

import org.springframework.context.ApplicationContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Fails each test that leaves a connection open or breaks a boundary rule. For Spring
 * tests it comes with {@link GuardedConnections}; elsewhere it is registered with what it
 * is to watch: <pre class="code">
 * &#064;RegisterExtension
 * static JdbcGuardExtension guard = JdbcGuardExtension.with(() -&gt; ConnectionWatch.of(dataSource));
 * </pre>
 * <p>
 * The test's {@link ConnectionWatch} can be had as a parameter of its methods.
 * Thread-safe; {@link GuardedConnections} says what holds for tests that run in parallel.
 */
public final class JdbcGuardExtension implements BeforeEachCallback, BeforeTestExecutionCallback, ParameterResolver {

	private final Namespace namespace = Namespace.create(JdbcGuardExtension.class, this);

	private final @Nullable Supplier<ConnectionWatch> source;

	/**
	 * Watch the pools of each test's {@code ApplicationContext}.
	 */
	public JdbcGuardExtension() {
		this.source = null;
	}

	private JdbcGuardExtension(Supplier<ConnectionWatch> source) {
		this.source = source;
	}

	/**
	 * Watch what is given.
	 * @param source gives a watch for each test, before its {@code @BeforeEach} methods
	 * @return the extension, to be registered by {@code @RegisterExtension}
	 */
	public static JdbcGuardExtension with(Supplier<ConnectionWatch> source) {
		return new JdbcGuardExtension(source);
	}

	@Override
	public void beforeEach(ExtensionContext test) {
		Supplier<ConnectionWatch> source = this.source;
		if (source != null) {
			begin(test, new Watched(source.get(), null));
		}
		else {
			begin(test, watch(SpringExtension.getApplicationContext(test), test));
		}
	}

	/**
	 * Where Spring was registered later it may have put another context in the place of
	 * one that is dirty.
	 */
	@Override
	public void beforeTestExecution(ExtensionContext test) {
		Watched watched = watched(test);
		if (watched == null || watched.context() == null) {
			return;
		}
		ApplicationContext context = SpringExtension.getApplicationContext(test);
		if (watched.context() != context) {
			watched.watch().stop();
			begin(test, watch(context, test));
		}
	}

	private static Watched watch(ApplicationContext context, ExtensionContext test) {
		ConnectionWatch watch = ConnectionWatch.of(context);
		GuardedConnections settings = settings(test);
		if (settings != null) {
			watch.tolerate(settings.tolerate()).grace(Duration.ofMillis(settings.graceMillis()));
		}
		return new Watched(watch, context);
	}

	/**
	 * What stands nearest to the test.
	 */
	private static @Nullable GuardedConnections settings(ExtensionContext test) {
		List<AnnotatedElement> places = new ArrayList<>();
		test.getTestMethod().ifPresent(places::add);
		places.add(test.getRequiredTestClass());
		List<Class<?>> enclosing = test.getEnclosingTestClasses();
		for (int i = enclosing.size() - 1; i >= 0; i--) {
			places.add(enclosing.get(i));
		}
		Stream<Optional<GuardedConnections>> found = places.stream()
			.map((place) -> AnnotationSupport.findAnnotation(place, GuardedConnections.class));
		return found.flatMap(Optional::stream).findFirst().orElse(null);
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
		return parameter.getParameter().getType() == ConnectionWatch.class && watched(test) != null;
	}

	@Override
	public @Nullable Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
		Watched watched = watched(test);
		return (watched != null) ? watched.watch() : null;
	}

	private void begin(ExtensionContext test, Watched watched) {
		test.getStore(this.namespace).put(Watched.class, watched);
	}

	private @Nullable Watched watched(ExtensionContext test) {
		return test.getStore(this.namespace).get(Watched.class, Watched.class);
	}

	/**
	 * What is watched during a test. Closed with its store, which is after all
	 * extensions: only then has Spring ended the test's transaction, whichever of the two
	 * was registered first.
	 *
	 * @param watch the watch
	 * @param context the application, {@code null} where the watch was given
	 */
	private record Watched(ConnectionWatch watch, @Nullable ApplicationContext context) implements AutoCloseable {

		@Override
		public void close() {
			this.watch.close();
		}

	}

}
