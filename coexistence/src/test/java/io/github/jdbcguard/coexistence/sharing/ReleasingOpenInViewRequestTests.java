package io.github.jdbcguard.coexistence.sharing;

import io.github.jdbcguard.coexistence.GuardedApplication;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * {@link RequestTests} with JPA, open-in-view, and a Hibernate that is told to give its
 * connection back after each transaction.
 */
class ReleasingOpenInViewRequestTests extends RequestTests {

	@RegisterExtension
	static final GuardedApplication application = JpaRequestTests.onJpa()
		.set("spring.jpa.open-in-view", true)
		.set("spring.jpa.properties.hibernate.connection.handling_mode",
				"DELAYED_ACQUISITION_AND_RELEASE_AFTER_TRANSACTION");

}
