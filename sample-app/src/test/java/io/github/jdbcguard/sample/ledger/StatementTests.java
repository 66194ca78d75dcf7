package io.github.jdbcguard.sample.ledger;

import java.math.BigDecimal;

import io.github.jdbcguard.sample.ledger.statement.Posting;
import io.github.jdbcguard.sample.ledger.statement.Statement;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Drawing up statements.
 */
@LedgerTest
class StatementTests {

	private final LedgerClient ledger;

	private final String ada;

	private final String grace;

	StatementTests(@Autowired RestTestClient client) {
		this.ledger = new LedgerClient(client);
		this.ada = this.ledger.open("100.00");
		this.grace = this.ledger.open("50.00");
		this.ledger.transfer(this.ada, this.grace, "30.00");
		this.ledger.transfer(this.grace, this.ada, "75.50");
	}

	private Statement statement(String query) {
		return this.ledger.statement(this.ada, query);
	}

	private String path(String query) {
		return "/accounts/" + this.ada + "/statement" + query;
	}

	private static Tuple line(String amount, String balance) {
		return tuple(new BigDecimal(amount), new BigDecimal(balance));
	}

	@Nested
	class OfAnAccountThatWasUsed {

		@Test
		void everyLineHasTheBalanceAfterIt() {
			Statement statement = statement("");
			assertThat(statement.postings()).extracting(Posting::amount, Posting::balance)
				.containsExactly(line("100.00", "100.00"), line("-30.00", "70.00"), line("75.50", "145.50"));
			assertThat(statement.account().balance()).isEqualByComparingTo("145.50");
		}

		@Test
		void bothSidesOfATransferNameIt() {
			assertThat(statement("").postings()).extracting(Posting::transferId)
				.last()
				.isEqualTo(StatementTests.this.ledger.statement(StatementTests.this.grace, "")
					.postings()
					.get(2)
					.transferId());
		}

		@Test
		void itIsReadPageByPage() {
			Statement first = statement("?limit=2");
			assertThat(first.postings()).extracting(Posting::postingNo).containsExactly(1L, 2L);
			assertThat(first.next()).isEqualTo(2L);
			Statement second = statement("?limit=2&after=" + first.next());
			assertThat(second.postings()).extracting(Posting::postingNo).containsExactly(3L);
			assertThat(second.next()).isNull();
		}

		@Test
		void aPageCannotBeTooLong() {
			assertThat(StatementTests.this.ledger.get(path("?limit=201"))).hasStatus(400)
				.bodyJson()
				.extractingPath("$.errors[0].field")
				.isEqualTo("limit");
		}

	}

	@Nested
	class OfNoAccount {

		@Test
		void isAProblem() {
			assertThat(StatementTests.this.ledger.get("/accounts/NOBODY/statement")).hasStatus(404)
				.bodyJson()
				.extractingPath("$.type")
				.isEqualTo("urn:ledger:unknown-account");
		}

	}

}
