package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.EmbeddedDatabases;
import io.github.jdbcguard.testing.FaultyDriver;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for calls that come at the wrong time, to a lease that has ended or that has no
 * transaction: they change nothing about it, and nothing for anybody else.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class EndedLeaseTests {

	private static void catchQuietly(Call call) {
		try {
			call.run();
		}
		catch (SQLException ex) {
			// Whether it complains is for the driver to say
		}
	}

	@Nested
	class ALeaseThatHasEnded {

		@Test
		void isNotRevivedByARollbackInAnotherIncarnation() throws SQLException {
			try (PoolFixture fixture = new PoolFixture()) {
				Connection connection = fixture.dataSource.getConnection();
				connection.close();
				fixture.watch.declareNewIncarnation("clone");
				catchQuietly(connection::rollback);
				assertThat(connection.isClosed()).isTrue();
				assertThatExceptionOfType(SQLException.class).isThrownBy(connection::createStatement);
				assertThat(fixture.dataSource.snapshot().active()).isZero();
			}
		}

		@Test
		void isNotRevivedByTheCancellationOfAStatement() throws SQLException {
			try (PoolFixture fixture = new PoolFixture(PoolPolicy.defaults(), (config) -> {
				config.setMaximumPoolSize(1);
				config.setAutoCommit(false);
			})) {
				Connection connection = fixture.dataSource.getConnection();
				Statement statement = connection.createStatement();
				connection.close();
				try (Connection next = fixture.dataSource.getConnection()) {
					catchQuietly(statement::cancel);
					assertThat(connection.isClosed()).isTrue();
					connection.close();
					assertThat(PoolFixture.ask(next, "select 1")).isEqualTo(1);
					assertThat(fixture.dataSource.snapshot().active()).isEqualTo(1);
				}
			}
		}

		@Test
		void passesNoSetterOnToTheConnectionOfTheNextBorrower() throws SQLException {
			FaultyDriver driver = new FaultyDriver(EmbeddedDatabases.postgres());
			try (PoolFixture fixture = new PoolFixture(PoolPolicy.defaults(), (config) -> {
				config.setMaximumPoolSize(1);
				driver.serve(config);
			})) {
				Connection ended = fixture.dataSource.getConnection();
				ended.close();
				try (Connection next = fixture.dataSource.getConnection()) {
					next.setAutoCommit(false);
					assertThat(PoolFixture.ask(next, "select 1")).isEqualTo(1);
					List<String> before = driver.calls();
					refusesSetters(ended);
					assertThat(driver.calls()).isEqualTo(before);
				}
			}
		}

		private static void refusesSetters(Connection ended) {
			for (Call setter : List.<Call>of(() -> ended.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE),
					() -> ended.setReadOnly(true), () -> ended.setSchema("pg_catalog"),
					() -> ended.setCatalog("postgres"), () -> ended.setNetworkTimeout(Runnable::run, 1000),
					() -> ended.setHoldability(1), () -> ended.setAutoCommit(true))) {
				assertThatExceptionOfType(SQLException.class).isThrownBy(setter::run);
			}
		}

	}

	@Nested
	class ALeaseInAutocommit {

		@Test
		void staysInAutocommitAfterARollbackInAnotherIncarnation() throws SQLException {
			Database database = EmbeddedDatabases.mariaDb();
			database.execute("create table ledger (number integer)");
			try (PoolFixture fixture = new PoolFixture(database, PoolPolicy.defaults(),
					(config) -> config.setMaximumPoolSize(1))) {
				try (Connection connection = fixture.dataSource.getConnection()) {
					insert(connection);
					fixture.watch.declareNewIncarnation("clone");
					catchQuietly(connection::rollback);
					assertThat(connection.getAutoCommit()).isTrue();
					insert(connection);
				}
				assertThat(database.number("select count(*) from ledger")).isEqualTo(2);
			}
		}

		private static void insert(Connection connection) throws SQLException {
			try (Statement statement = connection.createStatement()) {
				statement.execute("insert into ledger values (1)");
			}
		}

	}

	@Nested
	class ALeaseInATransaction {

		@Test
		void isDoneNoWorkInByTheCancellationOfAStatement() throws SQLException {
			FaultyDriver driver = new FaultyDriver(EmbeddedDatabases.postgres());
			try (PoolFixture fixture = new PoolFixture(PoolPolicy.defaults(), (config) -> {
				config.setAutoCommit(false);
				driver.serve(config);
			})) {
				Connection connection = fixture.dataSource.getConnection();
				connection.createStatement().cancel();
				assertThatCode(connection::close).doesNotThrowAnyException();
				assertThat(driver.calls()).doesNotContain("Connection.rollback");
			}
		}

	}

	/**
	 * What is called.
	 */
	@FunctionalInterface
	private interface Call {

		void run() throws SQLException;

	}

}
