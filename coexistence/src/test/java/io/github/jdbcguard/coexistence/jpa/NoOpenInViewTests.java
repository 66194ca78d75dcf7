package io.github.jdbcguard.coexistence.jpa;

import io.github.jdbcguard.coexistence.GuardedApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link JpaTests} without open-in-view: each transaction has an entity manager of its
 * own.
 */
class NoOpenInViewTests extends JpaTests {

	@RegisterExtension
	static final GuardedApplication application = application().set("spring.jpa.open-in-view", false);

	@Test
	void whatIsReadTooLateFailsAsEver() {
		assertThat(application.get("/1/lazy").statusCode()).isEqualTo(500);
	}

}
