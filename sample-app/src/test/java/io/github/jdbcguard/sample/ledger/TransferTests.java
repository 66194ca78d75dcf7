package io.github.jdbcguard.sample.ledger;

import java.util.UUID;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.assertj.RestTestClientResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Moving money.
 */
@LedgerTest
class TransferTests {

	private final LedgerClient ledger;

	private final String ada;

	private final String grace;

	TransferTests(@Autowired RestTestClient client) {
		this.ledger = new LedgerClient(client);
		this.ada = this.ledger.open("100.00");
		this.grace = this.ledger.open("5.00");
	}

	private void nothingHasChanged() {
		assertThat(this.ledger.balance(this.ada)).isEqualByComparingTo("100.00");
		assertThat(this.ledger.balance(this.grace)).isEqualByComparingTo("5.00");
		assertThat(this.ledger.statement(this.ada, "").postings()).hasSize(1);
		assertThat(this.ledger.statement(this.grace, "").postings()).hasSize(1);
	}

	private RestTestClientResponse transfer(String amount) {
		return this.ledger.transfer(this.ada, this.grace, amount);
	}

	private Object order(String id, String amount) {
		return LedgerClient.order(id, this.ada, this.grace, amount);
	}

	@Nested
	class WhenATransferIsMade {

		@Test
		void theAmountIsOnTheOtherAccount() {
			assertThat(transfer("30.25")).hasStatus(201);
			assertThat(TransferTests.this.ledger.balance(TransferTests.this.ada)).isEqualByComparingTo("69.75");
			assertThat(TransferTests.this.ledger.balance(TransferTests.this.grace)).isEqualByComparingTo("35.25");
		}

		@Test
		void anAccountCanBeEmptied() {
			assertThat(transfer("100.00")).hasStatus(201);
			assertThat(TransferTests.this.ledger.balance(TransferTests.this.ada)).isZero();
		}

		@Test
		void itIsFoundByTheIdThatTheSenderGaveIt() {
			String id = UUID.randomUUID().toString();
			assertThat(TransferTests.this.ledger.post("/transfers", order(id, "1.00"))).hasStatus(201)
				.hasHeader("Location", "/transfers/" + id);
			assertThat(TransferTests.this.ledger.get("/transfers/" + id)).hasStatusOk()
				.bodyJson()
				.isLenientlyEqualTo("{id: '%s', from: '%s', to: '%s', amount: 1.00, text: 'Test'}".formatted(id,
						TransferTests.this.ada, TransferTests.this.grace));
		}

		@Test
		void sendingItTwiceMakesItOnce() {
			String id = UUID.randomUUID().toString();
			assertThat(TransferTests.this.ledger.post("/transfers", order(id, "10.00"))).hasStatus(201);
			assertThat(TransferTests.this.ledger.post("/transfers", order(id, "10.00"))).hasStatus(409)
				.bodyJson()
				.extractingPath("$.type")
				.isEqualTo("urn:ledger:duplicate-transfer");
			assertThat(TransferTests.this.ledger.balance(TransferTests.this.ada)).isEqualByComparingTo("90.00");
		}

	}

	@Nested
	class WhenATransferIsRefused {

		@Test
		void tooLittleMoneyIsAProblemAndChangesNothing() {
			String id = UUID.randomUUID().toString();
			assertThat(TransferTests.this.ledger.post("/transfers", order(id, "100.01"))).hasStatus(409)
				.hasHeader("Content-Type", "application/problem+json")
				.bodyJson()
				.isLenientlyEqualTo("{type: 'urn:ledger:insufficient-funds', title: 'Insufficient funds', status: 409,"
						+ " detail: 'Account %s has 100.00, too little for 100.01'}".formatted(TransferTests.this.ada));
			nothingHasChanged();
			assertThat(TransferTests.this.ledger.get("/transfers/" + id)).hasStatus(404)
				.bodyJson()
				.extractingPath("$.type")
				.isEqualTo("urn:ledger:unknown-transfer");
		}

		@Test
		void anUnknownAccountIsAProblemAndChangesNothing() {
			assertThat(TransferTests.this.ledger.transfer(TransferTests.this.ada, "NOBODY", "1.00")).hasStatus(404)
				.bodyJson()
				.extractingPath("$.type")
				.isEqualTo("urn:ledger:unknown-account");
			nothingHasChanged();
		}

		@Test
		void anAccountCannotSendToItself() {
			assertThat(TransferTests.this.ledger.transfer(TransferTests.this.ada, TransferTests.this.ada, "1.00"))
				.hasStatus(422)
				.bodyJson()
				.extractingPath("$.type")
				.isEqualTo("urn:ledger:same-account");
			nothingHasChanged();
		}

		@Test
		void anAmountOfNothingIsInvalid() {
			assertThat(transfer("0.00")).hasStatus(400)
				.bodyJson()
				.isLenientlyEqualTo("{type: 'urn:ledger:invalid-request',"
						+ " errors: [{field: 'amount', message: 'must be greater than 0'}]}");
			nothingHasChanged();
		}

		@Test
		void aThirdDecimalIsInvalid() {
			assertThat(transfer("1.001")).hasStatus(400)
				.bodyJson()
				.extractingPath("$.errors[0].field")
				.isEqualTo("amount");
			nothingHasChanged();
		}

	}

}
