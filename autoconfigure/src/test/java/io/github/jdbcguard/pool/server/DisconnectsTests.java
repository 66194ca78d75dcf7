package io.github.jdbcguard.pool.server;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;

import com.zaxxer.hikari.HikariDataSource;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link Disconnects}.
 */
class DisconnectsTests {

	private static SQLException failure(@Nullable String state, int code) {
		return new SQLException("refused", state, code);
	}

	@Nested
	class OfAnyServer {

		@ParameterizedTest
		@ValueSource(strings = { "08000", "08003", "08006", "08S01", "08P01" })
		void areTheStatesOfClass08(String state) {
			for (DatabaseServer server : DatabaseServer.values()) {
				assertThat(Disconnects.isDisconnect(failure(state, 0), server)).isTrue();
				assertThat(Disconnects.losesConnection(failure(state, 0), server)).isTrue();
			}
		}

		@ParameterizedTest
		@ValueSource(strings = { "42601", "23505", "40001", "HYT00", "80800", "" })
		void areNoOtherStates(String state) {
			for (DatabaseServer server : DatabaseServer.values()) {
				assertThat(Disconnects.isDisconnect(failure(state, 0), server)).isFalse();
				assertThat(Disconnects.losesConnection(failure(state, 0), server)).isFalse();
			}
			assertThat(Disconnects.losesConnection(failure(null, 0), DatabaseServer.MYSQL)).isFalse();
		}

		@Test
		void areNoTimeouts() {
			assertThat(Disconnects.isDisconnect(new SQLTimeoutException("late", "08000", 2013), DatabaseServer.MARIADB))
				.isFalse();
			assertThat(Disconnects.isDisconnect(failure("HYT00", 3113), DatabaseServer.ORACLE)).isFalse();
		}

	}

	@Nested
	class OfOneServer {

		@ParameterizedTest
		@ValueSource(strings = { "57P01", "57P02", "57P03" })
		void areTheEndsOfPostgresSessions(String state) {
			assertThat(Disconnects.isDisconnect(failure(state, 0), DatabaseServer.POSTGRESQL)).isTrue();
			assertThat(Disconnects.isDisconnect(failure(state, 0), DatabaseServer.OTHER)).isFalse();
		}

		@ParameterizedTest
		@ValueSource(ints = { 1927, 2006, 2013, 2014, 2045, 2055, 4031 })
		void areTheCodesOfMySqlAndMariaDb(int code) {
			assertThat(Disconnects.isDisconnect(failure("HY000", code), DatabaseServer.MYSQL)).isTrue();
			assertThat(Disconnects.isDisconnect(failure("HY000", code), DatabaseServer.MARIADB)).isTrue();
			assertThat(Disconnects.isDisconnect(failure("HY000", code), DatabaseServer.POSTGRESQL)).isFalse();
			assertThat(Disconnects.isDisconnect(failure("HY000", code), DatabaseServer.ORACLE)).isFalse();
		}

		@ParameterizedTest
		@ValueSource(ints = { 28, 1033, 2396, 3113, 3114, 3135 })
		void areTheCodesOfOracle(int code) {
			assertThat(Disconnects.isDisconnect(failure("72000", code), DatabaseServer.ORACLE)).isTrue();
			assertThat(Disconnects.isDisconnect(failure("72000", code), DatabaseServer.MYSQL)).isFalse();
			assertThat(Disconnects.isDisconnect(failure("72000", code), DatabaseServer.OTHER)).isFalse();
		}

	}

	@Nested
	class Wrapped {

		@Test
		void areSeenInTheNextException() {
			SQLException batch = new BatchUpdateException("refused", "22000", new int[0]);
			batch.setNextException(failure("42601", 0));
			batch.setNextException(failure("57P01", 0));
			assertThat(Disconnects.isDisconnect(batch, DatabaseServer.POSTGRESQL)).isTrue();
		}

		@Test
		void areSeenInACause() {
			SQLException failure = new SQLException("refused",
					new IllegalStateException(new SQLException(failure("08006", 0))));
			assertThat(Disconnects.isDisconnect(failure, DatabaseServer.OTHER)).isTrue();
		}

		@Test
		void areLookedForInACircleOnlyOnce() {
			SQLException one = failure("42601", 0);
			SQLException two = failure("42602", 0);
			one.initCause(two);
			two.initCause(one);
			two.setNextException(one);
			assertThat(Disconnects.losesConnection(one, DatabaseServer.MYSQL)).isFalse();
			two.setNextException(failure("08006", 0));
			assertThat(Disconnects.isDisconnect(one, DatabaseServer.MYSQL)).isTrue();
		}

		@Test
		void areLookedForInTenExceptions() {
			SQLException failure = failure("42601", 0);
			for (int i = 1; i < 9; i++) {
				failure.setNextException(failure("42601", 0));
			}
			failure.setNextException(failure("08006", 0));
			assertThat(Disconnects.isDisconnect(failure, DatabaseServer.OTHER)).isTrue();
			assertThat(Disconnects.isDisconnect(new SQLException("refused", failure), DatabaseServer.OTHER)).isFalse();
		}

	}

	@Nested
	class OfHikariCp {

		@ParameterizedTest
		@CsvSource({ "0A000,0", "01002,0", "JZ0C0,0", "JZ0C1,0", "HY000,500150", "HY000,2399", "HY000,1105" })
		void loseTheirOneConnectionOnly(String state, int code) {
			assertThat(Disconnects.losesConnection(failure(state, code), DatabaseServer.OTHER)).isTrue();
			assertThat(Disconnects.isDisconnect(failure(state, code), DatabaseServer.OTHER)).isFalse();
		}

		/**
		 * By HikariCP itself.
		 */
		@Test
		void includeAStatementThatTheServerDoesNotSupport() throws SQLException {
			try (HikariDataSource pool = new HikariDataSource()) {
				pool.setJdbcUrl(Driver.PGJDBC.database().url());
				pool.setUsername(Driver.PGJDBC.database().user());
				pool.setPassword(Driver.PGJDBC.database().password());
				try (Connection connection = pool.getConnection()) {
					SQLException failure = catchThrowableOfType(SQLException.class,
							() -> Driver.execute(connection, "create assertion a check (true)"));
					assertThat(failure.getSQLState()).isEqualTo("0A000");
					assertThat(Disconnects.losesConnection(failure, DatabaseServer.POSTGRESQL)).isTrue();
					assertThat(Disconnects.isDisconnect(failure, DatabaseServer.POSTGRESQL)).isFalse();
					assertThat(connection.isClosed()).isTrue();
				}
			}
		}

	}

	@Nested
	class OnARealServer {

		@ParameterizedTest
		@EnumSource
		void areASessionThatWasKilled(Driver driver) throws SQLException {
			try (Connection raw = driver.connect()) {
				driver.kill(driver.id(raw));
				assertThatADisconnectFollows(driver, raw);
			}
		}

		@ParameterizedTest
		@EnumSource
		void areASessionThatWasKilledWhileItWorked(Driver driver) throws SQLException {
			try (Connection raw = driver.connect()) {
				long id = driver.id(raw);
				Thread killer = new Thread(() -> Awaitility.await().ignoreExceptions().until(() -> {
					driver.kill(id);
					return true;
				}));
				String sleep = (driver == Driver.PGJDBC) ? "select pg_sleep(20)" : "select sleep(20)";
				killer.start();
				assertThatExceptionOfType(SQLException.class).isThrownBy(() -> Driver.ask(raw, sleep))
					.satisfies((failure) -> assertThat(Disconnects.isDisconnect(failure, driver.server)).isTrue());
			}
		}

		@ParameterizedTest
		@EnumSource(mode = Mode.EXCLUDE, names = "PGJDBC")
		void areASessionThatWasIdleForTooLong(Driver driver) throws SQLException {
			try (Connection raw = driver.connect()) {
				Driver.execute(raw, "set session wait_timeout = 1");
				long id = driver.id(raw);
				String alive = "select count(*) from information_schema.processlist where id = " + id;
				Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> driver.database().number(alive) == 0);
				assertThatADisconnectFollows(driver, raw);
			}
		}

		@ParameterizedTest
		@EnumSource
		void areNoStatementsThatAreWrong(Driver driver) throws SQLException {
			try (Connection raw = driver.connect()) {
				assertThatExceptionOfType(SQLException.class).isThrownBy(() -> Driver.execute(raw, "selec 1"))
					.satisfies((failure) -> assertThat(Disconnects.losesConnection(failure, driver.server)).isFalse());
			}
		}

		@ParameterizedTest
		@EnumSource
		void areNoStatementsThatTakeTooLong(Driver driver) throws SQLException {
			String sleep = (driver == Driver.PGJDBC) ? "select pg_sleep(20)"
					: "select sleep(20) from (select sleep(20)) a";
			try (Connection raw = driver.connect(); Statement statement = raw.createStatement()) {
				statement.setQueryTimeout(1);
				assertThatExceptionOfType(SQLException.class).isThrownBy(() -> statement.executeQuery(sleep))
					.satisfies((failure) -> assertThat(Disconnects.losesConnection(failure, driver.server)).isFalse());
			}
		}

		private void assertThatADisconnectFollows(Driver driver, Connection raw) {
			assertThatExceptionOfType(SQLException.class).isThrownBy(() -> Driver.execute(raw, "select 1"))
				.satisfies((failure) -> assertThat(Disconnects.isDisconnect(failure, driver.server)).isTrue());
		}

	}

}
