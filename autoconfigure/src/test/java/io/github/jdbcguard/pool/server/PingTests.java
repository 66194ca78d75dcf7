package io.github.jdbcguard.pool.server;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.jdbcguard.pool.server.Ping.Answer;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link Ping}.
 */
class PingTests {

	private static final int BUDGET = 5000;

	private static Stream<Arguments> driversInBothModes() {
		return Stream.of(Driver.values())
			.flatMap((driver) -> Stream.of(Arguments.of(driver, true), Arguments.of(driver, false)));
	}

	private static Answer ask(Driver driver, Connection raw, int budget, @Nullable String testQuery)
			throws SQLException {
		return Ping.ask(raw, driver.server, budget, testQuery, true);
	}

	@Nested
	class OfALiveConnection {

		@ParameterizedTest
		@EnumSource
		void isAnsweredInOneRoundTrip(Driver driver) throws Exception {
			try (Wire wire = Wire.to(driver.database()); Connection raw = wire.database().connect()) {
				raw.setAutoCommit(false);
				assertThat(wire.roundTripsOf(() -> assertThat(ask(driver, raw, 500, null)).isEqualTo(Answer.ALIVE)))
					.isOne();
			}
		}

		@ParameterizedTest
		@EnumSource
		void leavesTheNetworkTimeoutAsItWas(Driver driver) throws SQLException {
			try (Connection raw = driver.connect()) {
				assertThat(ask(driver, raw, 250, null)).isEqualTo(Answer.ALIVE);
				assertThat(raw.getNetworkTimeout()).isZero();
				raw.setNetworkTimeout(Runnable::run, 77_000);
				assertThat(ask(driver, raw, 250, null)).isEqualTo(Answer.ALIVE);
				assertThat(raw.getNetworkTimeout()).isEqualTo(77_000);
				assertThat(ask(driver, raw, 250, "select 1")).isEqualTo(Answer.ALIVE);
				assertThat(raw.getNetworkTimeout()).isEqualTo(77_000);
			}
		}

		@Test
		void leavesNoTransactionOpenOnPostgres() throws SQLException {
			try (Connection raw = Driver.PGJDBC.connect()) {
				raw.setAutoCommit(false);
				long id = Driver.PGJDBC.id(raw);
				String idle = "select count(*) from pg_stat_activity where state = 'idle' and pid = " + id;
				ask(Driver.PGJDBC, raw, 500, null);
				assertThat(Driver.PGJDBC.database().number(idle)).isOne();
				ask(Driver.PGJDBC, raw, 500, "select 1");
				assertThat(Driver.PGJDBC.database().number(idle)).isOne();
				Ping.ask(raw, DatabaseServer.POSTGRESQL, 500, "select 1", false);
				assertThat(Driver.PGJDBC.database().number(idle)).isZero();
			}
		}

		@ParameterizedTest
		@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PGJDBC")
		void leavesNoTransactionOpenOnMariaDb(Driver driver) throws SQLException {
			try (Connection raw = driver.connect()) {
				raw.setAutoCommit(false);
				ask(driver, raw, 500, null);
				assertThat(Driver.ask(raw, "select @@in_transaction")).isEqualTo("0");
			}
		}

		@ParameterizedTest
		@EnumSource
		void endsNoTransactionThatIsOpen(Driver driver) throws SQLException {
			try (Connection raw = driver.connect()) {
				Driver.execute(raw, "drop table if exists ping", "create table ping (id int)");
				raw.setAutoCommit(false);
				Driver.execute(raw, "insert into ping values (1)");
				assertThat(ask(driver, raw, 500, null)).isEqualTo(Answer.ALIVE);
				assertThat(driver.database().number("select count(*) from ping")).isZero();
				raw.commit();
				assertThat(driver.database().number("select count(*) from ping")).isOne();
			}
		}

		@ParameterizedTest
		@MethodSource("io.github.jdbcguard.pool.server.PingTests#driversInBothModes")
		void surfacesATestQueryThatIsWrong(Driver driver, boolean autoCommit) throws SQLException {
			try (Connection raw = driver.connect()) {
				raw.setAutoCommit(autoCommit);
				assertThatExceptionOfType(SQLException.class).isThrownBy(() -> ask(driver, raw, 500, "selec 1"))
					.satisfies((ex) -> assertThat(ex.getSQLState()).startsWith("42"));
				assertThat(raw.getNetworkTimeout()).isZero();
			}
		}

	}

	@Nested
	class OfADeadConnection {

		@ParameterizedTest
		@EnumSource
		void isSeenWhenItWasClosed(Driver driver) throws SQLException {
			Connection raw = driver.connect();
			raw.close();
			assertThat(ask(driver, raw, BUDGET, null)).isEqualTo(Answer.DEAD);
			assertThat(ask(driver, raw, BUDGET, "select 1")).isEqualTo(Answer.DEAD);
		}

		@ParameterizedTest
		@MethodSource("io.github.jdbcguard.pool.server.PingTests#driversInBothModes")
		void isSeenWhenItWasKilled(Driver driver, boolean autoCommit) throws SQLException {
			for (String testQuery : new String[] { null, "select 1" }) {
				try (Connection raw = driver.connect()) {
					raw.setAutoCommit(autoCommit);
					driver.kill(driver.id(raw));
					assertThat(ask(driver, raw, BUDGET, testQuery)).isEqualTo(Answer.DEAD);
				}
				catch (SQLException ex) {
					// A connection that is gone may say so when it is closed
					assertThat(Disconnects.isDisconnect(ex, driver.server)).isTrue();
				}
			}
		}

	}

	@Nested
	@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
	class OfAFrozenServer {

		@ParameterizedTest
		@MethodSource("io.github.jdbcguard.pool.server.PingTests#driversInBothModes")
		void isGivenUpWhenTheBudgetHasElapsed(Driver driver, boolean autoCommit) throws Exception {
			for (int budget : new int[] { 250, 500, 1200 }) {
				assertThatNoAnswerTakes(budget, driver, autoCommit, null);
			}
		}

		@ParameterizedTest
		@EnumSource
		void isGivenUpWithATestQueryToo(Driver driver) throws Exception {
			assertThatNoAnswerTakes(500, driver, true, "select 1");
		}

		private void assertThatNoAnswerTakes(int budget, Driver driver, boolean autoCommit,
				@Nullable String testQuery) {
			// Again where the machine was too busy to go on in time
			await().until(() -> timeWithoutAnswer(budget, driver, autoCommit, testQuery) <= budget + 220);
		}

		private static long timeWithoutAnswer(int budget, Driver driver, boolean autoCommit, @Nullable String testQuery)
				throws Exception {
			Connection raw = driver.connect();
			raw.setAutoCommit(autoCommit);
			try (FrozenServer frozen = FrozenServer.behind(raw, driver)) {
				long start = System.nanoTime();
				assertThat(ask(driver, raw, budget, testQuery)).as(frozen.toString()).isEqualTo(Answer.NO_ANSWER);
				long time = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
				assertThat(time).isGreaterThanOrEqualTo(budget - 10L);
				raw.abort(Runnable::run);
				return time;
			}
		}

	}

	/**
	 * H2, whose network timeout does nothing.
	 */
	@Nested
	class OfAnotherServer {

		@Test
		void isAskedByTheDriver() throws SQLException {
			try (Connection raw = DriverManager.getConnection("jdbc:h2:mem:")) {
				assertThat(Ping.ask(raw, DatabaseServer.OTHER, 250, null, true)).isEqualTo(Answer.ALIVE);
				Driver.execute(raw, "shutdown");
				assertThat(Ping.ask(raw, DatabaseServer.OTHER, 250, null, true)).isEqualTo(Answer.DEAD);
			}
		}

		@Test
		void isAskedByTheTestQuery() throws SQLException {
			try (Connection raw = DriverManager.getConnection("jdbc:h2:mem:")) {
				assertThat(Ping.ask(raw, DatabaseServer.OTHER, 250, "select 1", true)).isEqualTo(Answer.ALIVE);
				assertThatExceptionOfType(SQLException.class)
					.isThrownBy(() -> Ping.ask(raw, DatabaseServer.OTHER, 250, "select * from nowhere", true))
					.satisfies((ex) -> assertThat(ex.getErrorCode())
						.isEqualTo(ErrorCode.TABLE_OR_VIEW_NOT_FOUND_DATABASE_EMPTY_1));
			}
		}

	}

}
