package io.github.jdbcguard.coexistence.jpa;

import io.github.jdbcguard.coexistence.GuardedApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link JpaTests} with open-in-view: the connection that a transaction has taken is kept
 * until the request ends, and goes with it to another thread.
 */
class OpenInViewTests extends JpaTests {

	@RegisterExtension
	static final GuardedApplication application = application().set("spring.jpa.open-in-view", true);

	@Test
	void whatIsReadAfterTheTransaction() {
		assertThat(getOfCustomer("lazy")).isEqualTo("pen,ink");
	}

	@Test
	void whatIsReadAfterTheTransactionByTheTaskOfTheRequest() {
		assertThat(getOfCustomer("lazy-callable")).isEqualTo("pen,ink");
	}

}
