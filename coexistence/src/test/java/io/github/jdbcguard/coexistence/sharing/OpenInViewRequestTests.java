package io.github.jdbcguard.coexistence.sharing;

import io.github.jdbcguard.coexistence.GuardedApplication;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * {@link RequestTests} with JPA and open-in-view: Hibernate keeps the connection of the
 * request's first transaction until the request ends, whoever has begun it.
 */
class OpenInViewRequestTests extends RequestTests {

	@RegisterExtension
	static final GuardedApplication application = JpaRequestTests.onJpa().set("spring.jpa.open-in-view", true);

	@Override
	int kept() {
		return 1;
	}

}
