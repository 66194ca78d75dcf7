package io.github.jdbcguard.coexistence.jpa;

import io.github.jdbcguard.coexistence.GuardedApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link JpaTests} with open-in-view and a pool without autocommit, as is advised to
 * spare Hibernate from switching it off: what is read after a transaction begins another,
 * which nobody ends.
 */
class OpenInViewWithoutAutoCommitTests extends JpaTests {

	@RegisterExtension
	static final GuardedApplication application = application().set("spring.jpa.open-in-view", true)
		.set("spring.datasource.hikari.auto-commit", false)
		.set("spring.jpa.properties.hibernate.connection.provider_disables_autocommit", true);

	@Test
	void whatIsReadAfterTheTransaction() {
		assertThat(getOfCustomer("lazy")).isEqualTo("pen,ink");
		assertThat(getOfCustomer("lazy-callable")).isEqualTo("pen,ink");
	}

}
