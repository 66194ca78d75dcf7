package io.github.jdbcguard.pool.server;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServerTimeouts}.
 */
class ServerTimeoutsTests {

	@ParameterizedTest
	@CsvSource({ "0,0,PT0S,PT0S", "60s,1500ms,PT1M,PT1.5S", "2h,3min,PT2H,PT3M" })
	void areThoseOfThePostgresSession(String idle, String inTransaction, Duration expectedIdle,
			Duration expectedInTransaction) throws SQLException {
		try (Connection raw = Driver.PGJDBC.connect()) {
			Driver.execute(raw, "set idle_session_timeout = '%s'".formatted(idle),
					"set idle_in_transaction_session_timeout = '%s'".formatted(inTransaction));
			assertThat(ServerTimeouts.ask(raw, DatabaseServer.POSTGRESQL)).isEqualTo(
					new ServerTimeouts(DatabaseServer.POSTGRESQL, expectedIdle, expectedInTransaction, Duration.ZERO));
		}
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PGJDBC")
	void areThoseOfTheMariaDbSession(Driver driver) throws SQLException {
		try (Connection raw = driver.connect()) {
			assertThat(ServerTimeouts.ask(raw, driver.server))
				.isEqualTo(new ServerTimeouts(driver.server, Duration.ofHours(8), Duration.ZERO, Duration.ZERO));
			Driver.execute(raw, "set wait_timeout = 60", "set idle_transaction_timeout = 30",
					"set idle_write_transaction_timeout = 20");
			raw.setNetworkTimeout(Runnable::run, 4500);
			assertThat(ServerTimeouts.ask(raw, driver.server)).isEqualTo(new ServerTimeouts(driver.server,
					Duration.ofSeconds(60), Duration.ofSeconds(20), Duration.ofMillis(4500)));
		}
	}

	@ParameterizedTest
	@EnumSource
	void areAskedForInOneRoundTrip(Driver driver) throws Exception {
		try (Wire wire = Wire.to(driver.database()); Connection raw = wire.database().connect()) {
			raw.setAutoCommit(false);
			assertThat(wire.roundTripsOf(() -> ServerTimeouts.ask(raw, driver.server))).isOne();
		}
	}

	@Test
	void leaveNoTransactionOpen() throws SQLException {
		try (Connection raw = Driver.PGJDBC.connect()) {
			raw.setAutoCommit(false);
			ServerTimeouts.ask(raw, DatabaseServer.POSTGRESQL);
			assertThat(PostgresTransaction.isPossiblyOpen(raw)).isFalse();
			assertThat(raw.getAutoCommit()).isFalse();
		}
		try (Connection raw = Driver.MARIADB_CONNECTOR.connect()) {
			raw.setAutoCommit(false);
			ServerTimeouts.ask(raw, DatabaseServer.MARIADB);
			assertThat(Driver.ask(raw, "select @@in_transaction")).isEqualTo("0");
		}
	}

	/**
	 * Each is asked as if it were the other.
	 */
	@ParameterizedTest
	@EnumSource
	void areUnknownWhereTheServerDoesNotTell(Driver driver) throws SQLException {
		DatabaseServer wrong = (driver == Driver.PGJDBC) ? DatabaseServer.MYSQL : DatabaseServer.POSTGRESQL;
		for (boolean autoCommit : new boolean[] { true, false }) {
			try (Connection raw = driver.connect()) {
				raw.setAutoCommit(autoCommit);
				assertThat(ServerTimeouts.ask(raw, wrong))
					.isEqualTo(new ServerTimeouts(wrong, Duration.ZERO, Duration.ZERO, Duration.ZERO));
				assertThat(Driver.ask(raw, "select 1")).isEqualTo("1");
			}
		}
	}

	@Test
	void areUnknownOfOtherServersAndClosedConnections() throws SQLException {
		Connection closed = Driver.PGJDBC.connect();
		closed.close();
		assertThat(ServerTimeouts.ask(closed, DatabaseServer.POSTGRESQL))
			.isEqualTo(new ServerTimeouts(DatabaseServer.POSTGRESQL, Duration.ZERO, Duration.ZERO, null));
		try (Connection raw = DriverManager.getConnection("jdbc:h2:mem:")) {
			ServerTimeouts timeouts = ServerTimeouts.ask(raw, DatabaseServer.OTHER);
			assertThat(timeouts.idle()).isZero();
			assertThat(timeouts.advice()).isEmpty();
		}
	}

	@ParameterizedTest
	@CsvSource({ "PGJDBC,=60 (seconds),2,PT2S", "MARIADB_CONNECTOR,=60000 (milliseconds),2000,PT2S",
			"MYSQL_CONNECTOR,=60000 (milliseconds),2000,PT2S" })
	void adviseToSetASocketTimeoutInTheUnitOfTheDriver(Driver driver, String advice, String twoSeconds, Duration socket)
			throws SQLException {
		try (Connection raw = driver.connect()) {
			assertThat(ServerTimeouts.ask(raw, driver.server).advice()).hasValueSatisfying((text) -> assertThat(text)
				.contains("no socketTimeout", "data-source-properties.socketTimeout" + advice));
		}
		try (Connection raw = driver.with("socketTimeout=" + twoSeconds).connect()) {
			ServerTimeouts timeouts = ServerTimeouts.ask(raw, driver.server);
			assertThat(timeouts.socket()).isEqualTo(socket);
			assertThat(timeouts.advice()).isEmpty();
		}
	}

	@Test
	void adviseNothingWhereTheSocketTimeoutIsUnknown() {
		assertThat(new ServerTimeouts(DatabaseServer.MYSQL, Duration.ZERO, Duration.ZERO, null).advice()).isEmpty();
	}

}
