package io.github.jdbcguard.sample.ledger;

import io.github.jdbcguard.boundary.BoundaryRule;
import io.github.jdbcguard.boundary.Violation;
import io.github.jdbcguard.test.ConnectionWatch;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Asking for mistakes.
 */
@LedgerTest
class BoundaryTests {

	private final LedgerClient ledger;

	BoundaryTests(@Autowired RestTestClient client) {
		this.ledger = new LedgerClient(client);
	}

	@Test
	void theRulesAreListed() {
		assertThat(this.ledger.get("/boundary")).hasStatusOk()
			.bodyJson()
			.extractingPath("$[*]")
			.asArray()
			.hasSameSizeAs(BoundaryRule.values())
			.contains("cross-thread");
	}

	@Test
	void aRuleThatThereIsNotIsAProblem() {
		assertThat(this.ledger.post("/boundary/be-nice", "")).hasStatus(404)
			.bodyJson()
			.isLenientlyEqualTo("{type: 'urn:ledger:unknown-rule', detail: 'There is no rule be-nice'}");
	}

	@Test
	void nothingOfTheMistakesIsLeft(ConnectionWatch watch) {
		this.ledger.post("/boundary/open-transaction-on-return", "");
		assertThat(watch.takeViolations()).extracting(Violation::rule)
			.containsExactly(BoundaryRule.OPEN_TRANSACTION_ON_RETURN);
		assertThat(this.ledger.get("/accounts/1001")).bodyJson().isLenientlyEqualTo("{owner: 'Ada'}");
	}

}
