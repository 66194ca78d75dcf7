package io.github.jdbcguard.coexistence.sharing;

import io.github.jdbcguard.coexistence.GuardedApplication;
import io.github.jdbcguard.coexistence.Technology;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * {@link RequestTests} with Spring JDBC and JPA, without open-in-view.
 */
class JpaRequestTests extends RequestTests {

	@RegisterExtension
	static final GuardedApplication application = onJpa().set("spring.jpa.open-in-view", false);

	static GuardedApplication onJpa() {
		return application(Reception.class).with(Technology.JPA);
	}

	@Configuration(proxyBeanMethods = false)
	@Import({ JpaWays.class, Counter.class, Parked.class })
	static class Reception {

	}

}
