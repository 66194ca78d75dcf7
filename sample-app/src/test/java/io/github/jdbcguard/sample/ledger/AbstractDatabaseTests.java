package io.github.jdbcguard.sample.ledger;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import io.github.jdbcguard.boundary.BoundaryRule;
import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.PoolSnapshot;
import io.github.jdbcguard.session.SessionRegistry;
import io.github.jdbcguard.test.ConnectionWatch;
import io.github.jdbcguard.test.GuardedConnections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.assertj.RestTestClientResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the ledger does on every database.
 */
@LedgerTest
abstract class AbstractDatabaseTests {

	private final String product;

	@Autowired
	private DataSource dataSource;

	@Autowired
	private SessionRegistry sessions;

	@Autowired
	private RestTestClient client;

	AbstractDatabaseTests(String product) {
		this.product = product;
	}

	private LedgerClient ledger() {
		return new LedgerClient(this.client);
	}

	private Checkouts checkouts() throws SQLException {
		return new Checkouts(this.dataSource.unwrap(GuardedDataSource.class));
	}

	@Test
	void theLedgerIsOnThatDatabase() throws Exception {
		try (Connection connection = this.dataSource.getConnection()) {
			assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo(this.product);
		}
	}

	@Test
	void theConnectionsAreGuarded() throws Exception {
		PoolSnapshot pool = this.dataSource.unwrap(GuardedDataSource.class).snapshot();
		assertThat(pool.connections()).isNotEmpty()
			.allSatisfy((connection) -> assertThat(connection.incarnation()).isEqualTo(pool.incarnation().number()));
	}

	@Test
	void theApplicationIsHealthy() {
		assertThat(ledger().get("/actuator/health")).hasStatusOk()
			.bodyJson()
			.extractingPath("$.status")
			.isEqualTo("UP");
	}

	@Test
	void theMetricsOfThePoolAreThere() {
		assertThat(ledger().get("/actuator/metrics/hikaricp.connections")).hasStatusOk()
			.bodyJson()
			.extractingPath("$.measurements[0].value")
			.asNumber()
			.isNotEqualTo(0.0);
	}

	@Test
	@GuardedConnections
	void transfersAtTheSameTimeLoseNothingAndBreakNoRuleAtAll() throws Exception {
		ManyTransfers transfers = new ManyTransfers(ledger());
		long retries = this.sessions.counters().retries();
		try (Checkouts checkouts = checkouts()) {
			transfers.make();
			assertThat(checkouts.number()).as("one for each request, and one for each retry")
				.isEqualTo(ManyTransfers.NUMBER + this.sessions.counters().retries() - retries);
		}
		transfers.nothingWasLostOrMade();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/accounts", "/accounts/1001", "/accounts/1001/statement", "/accounts/NOBODY",
			"/transfers/00000000-0000-0000-0000-000000000000" })
	void aRequestThatReadsTakesOneConnection(String path) throws Exception {
		try (Checkouts checkouts = checkouts()) {
			ledger().get(path);
			assertThat(checkouts.number()).isOne();
		}
	}

	@Test
	void aRequestThatWritesTakesOneConnection() throws Exception {
		try (Checkouts checkouts = checkouts()) {
			ledger().open("1.00");
			assertThat(checkouts.number()).isOne();
		}
	}

	@Test
	void aRequestWithoutSqlTakesNoConnection() throws Exception {
		try (Checkouts checkouts = checkouts()) {
			assertThat(ledger().get("/boundary")).hasStatusOk();
			assertThat(ledger().transfer("1001", "1001", "1.00")).hasStatus(422);
			assertThat(ledger().transfer("1001", "1002", "0.00")).hasStatus(400);
			assertThat(checkouts.number()).isZero();
		}
	}

	@Test
	void aTransferThatIsRefusedChangesNothing() {
		String ada = ledger().open("10.00");
		String grace = ledger().open("0.00");
		assertThat(ledger().transfer(ada, grace, "10.01")).hasStatus(409);
		assertThat(ledger().balance(ada)).isEqualByComparingTo("10.00");
		assertThat(ledger().statement(grace, "").postings()).isEmpty();
	}

	@Test
	void aNumberThatIsTakenIsRefused() {
		String accountNo = ledger().open("1.00");
		assertThat(ledger().post("/accounts", LedgerClient.account(accountNo, "Thief", "9.00"))).hasStatus(409);
	}

	@ParameterizedTest
	@EnumSource
	void theGuardSaysWhereEachRuleIsBroken(BoundaryRule rule, ConnectionWatch watch) {
		watch.tolerate(BoundaryRule.values());
		RestTestClientResponse answer = ledger().post("/boundary/" + rule.key(), "");
		assertThat(answer).hasStatusOk().bodyJson().extractingPath("$.rule").isEqualTo(rule.key());
		assertThat(answer).bodyJson()
			.extractingPath("$.message")
			.asString()
			.startsWith(rule.key() + ": ")
			.contains("sample.ledger.mistake.Mistakes.");
	}

}
