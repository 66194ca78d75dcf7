package io.github.jdbcguard.coexistence.sharing;

import io.github.jdbcguard.coexistence.GuardedApplication;
import io.github.jdbcguard.coexistence.Technology;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * {@link RequestTests} with Spring JDBC, and repositories of Spring Data JDBC.
 */
class DataJdbcRequestTests extends RequestTests {

	@RegisterExtension
	static final GuardedApplication application = application(Reception.class).with(Technology.DATA_JDBC);

	@Configuration(proxyBeanMethods = false)
	@Import({ DataJdbcSharingTests.Office.class, Counter.class, Parked.class })
	static class Reception {

	}

}
