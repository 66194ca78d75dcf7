package io.github.jdbcguard.sample.ledger;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.assertj.RestTestClientResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Opening and finding accounts.
 */
@LedgerTest
class AccountTests {

	private final LedgerClient ledger;

	AccountTests(@Autowired RestTestClient client) {
		this.ledger = new LedgerClient(client);
	}

	@Nested
	class WhenAnAccountIsOpened {

		@Test
		void itIsFoundWhereTheAnswerSaysItIs() {
			RestTestClientResponse answer = AccountTests.this.ledger.post("/accounts",
					LedgerClient.account("NEW-1", "Barbara", "12.30"));
			assertThat(answer).hasStatus(201).hasHeader("Location", "/accounts/NEW-1");
			assertThat(AccountTests.this.ledger.get("/accounts/NEW-1")).hasStatusOk()
				.bodyJson()
				.isLenientlyEqualTo("{accountNo: 'NEW-1', owner: 'Barbara', balance: 12.30, postings: 1}");
		}

		@Test
		void anEmptyOneHasNoPosting() {
			String accountNo = AccountTests.this.ledger.open("0");
			assertThat(AccountTests.this.ledger.get("/accounts/" + accountNo)).bodyJson()
				.isLenientlyEqualTo("{balance: 0.00, postings: 0}");
		}

		@Test
		void aNumberThatIsTakenIsRefused() {
			String accountNo = AccountTests.this.ledger.open("1.00");
			assertThat(AccountTests.this.ledger.post("/accounts", LedgerClient.account(accountNo, "Thief", "9.00")))
				.hasStatus(409)
				.hasHeader("Content-Type", "application/problem+json")
				.bodyJson()
				.isLenientlyEqualTo("{type: 'urn:ledger:duplicate-account', status: 409}");
			assertThat(AccountTests.this.ledger.balance(accountNo)).isEqualByComparingTo("1.00");
		}

		@Test
		void everyFieldThatIsWrongIsNamed() {
			assertThat(AccountTests.this.ledger.post("/accounts", LedgerClient.account("no good", " ", "-0.001")))
				.hasStatus(400)
				.hasHeader("Content-Type", "application/problem+json")
				.bodyJson()
				.extractingPath("$.errors[*].field")
				.asArray()
				.contains("accountNo", "owner", "openingBalance");
		}

	}

	@Nested
	class WhenAccountsAreLookedFor {

		@Test
		void oneThatDoesNotExistIsAProblem() {
			assertThat(AccountTests.this.ledger.get("/accounts/NOBODY")).hasStatus(404)
				.hasHeader("Content-Type", "application/problem+json")
				.bodyJson()
				.isLenientlyEqualTo("{type: 'urn:ledger:unknown-account', title: 'Unknown account', status: 404,"
						+ " detail: 'There is no account NOBODY', instance: '/accounts/NOBODY'}");
		}

		@Test
		void aLedgerThatWasEmptyHasTheSampleAccounts() {
			assertThat(AccountTests.this.ledger.get("/accounts?limit=3")).hasStatusOk()
				.bodyJson()
				.isLenientlyEqualTo("[{accountNo: '1001', balance: 864.50}, {accountNo: '1002', balance: 540.25},"
						+ " {accountNo: '1003', balance: 95.25}]");
		}

		@Test
		void theListGoesOnAfterTheLastNumberSeen() {
			assertThat(AccountTests.this.ledger.get("/accounts?after=1001&limit=1")).bodyJson()
				.extractingPath("$[*].accountNo")
				.asArray()
				.containsExactly("1002");
		}

		@Test
		void aPageCannotBeTooLong() {
			assertThat(AccountTests.this.ledger.get("/accounts?limit=201")).hasStatus(400)
				.bodyJson()
				.extractingPath("$.errors[0].field")
				.isEqualTo("limit");
		}

	}

}
