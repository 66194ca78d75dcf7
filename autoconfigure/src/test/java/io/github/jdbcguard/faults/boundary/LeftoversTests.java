package io.github.jdbcguard.faults.boundary;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Function;

import com.zaxxer.hikari.HikariConfig;
import io.github.jdbcguard.faults.Dialect;
import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.faults.TestPool;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.pool.PoolPolicy.ResetOnReturn;
import io.github.jdbcguard.testing.Database;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tests for what the pool tells of what a borrower leaves on a connection (B3, B9).
 */
@ParameterizedClass
@EnumSource(Driver.class)
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class LeftoversTests {

	private static final String INSERT = "insert into ledger values (1)";

	@Parameter
	private Driver driver;

	private final RecordingWatch watch = new RecordingWatch();

	private Database database;

	@BeforeEach
	void createTable() throws SQLException {
		this.database = this.driver.database();
		this.database.execute("create table ledger (number integer primary key)");
	}

	private void lease(Function<PoolPolicy.Builder, PoolPolicy.Builder> policy, boolean autoCommit, Use... uses)
			throws SQLException {
		try (TestPool pool = TestPool.guarded(this.database, policy.apply(PoolPolicy.builder()).build(),
				(guarded) -> this.watch, (config) -> single(config, autoCommit))) {
			for (Use use : uses) {
				try (Connection connection = pool.take()) {
					use.of(connection);
				}
			}
		}
	}

	private void lease(Use... uses) throws SQLException {
		lease((policy) -> policy, false, uses);
	}

	private static void single(HikariConfig config, boolean autoCommit) {
		config.setMaximumPoolSize(1);
		config.setAutoCommit(autoCommit);
	}

	private static void insert(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.executeUpdate(INSERT);
		}
	}

	@Nested
	class AnUpdateThatWasNotCommittedIsSeen {

		@Test
		void byExecuteUpdate() throws SQLException {
			lease(LeftoversTests::insert);
			assertSeen();
		}

		@Test
		void byExecute() throws SQLException {
			lease((connection) -> {
				try (Statement statement = connection.createStatement()) {
					statement.execute(INSERT);
				}
			});
			assertSeen();
		}

		@Test
		void byABatch() throws SQLException {
			lease((connection) -> {
				try (Statement statement = connection.createStatement()) {
					statement.addBatch(INSERT);
					statement.executeBatch();
				}
			});
			assertSeen();
		}

		@Test
		void byAPreparedStatement() throws SQLException {
			lease((connection) -> {
				try (PreparedStatement statement = connection.prepareStatement("insert into ledger values (?)")) {
					statement.setInt(1, 1);
					statement.execute();
				}
			});
			assertSeen();
		}

		@Test
		void byAResult() throws SQLException {
			LeftoversTests.this.database.execute(INSERT);
			lease((connection) -> {
				try (Statement statement = connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE,
						ResultSet.CONCUR_UPDATABLE);
						ResultSet result = statement.executeQuery("select number from ledger")) {
					result.next();
					result.updateInt(1, 2);
					result.updateRow();
				}
			});
			assertSeen();
		}

		@Test
		void whereTheBorrowerSwitchedAutocommitOff() throws SQLException {
			lease((policy) -> policy, true, (connection) -> {
				connection.setAutoCommit(false);
				insert(connection);
			});
			assertSeen();
		}

		@Test
		void andTheFailureComesWhenTheConnectionIsBack() throws SQLException {
			LeftoversTests.this.watch.refuse();
			try (TestPool pool = TestPool.guarded(LeftoversTests.this.database, PoolPolicy.defaults(),
					(guarded) -> LeftoversTests.this.watch, (config) -> single(config, false))) {
				long session = pool.session();
				Connection connection = pool.take();
				insert(connection);
				assertThatExceptionOfType(SQLException.class).isThrownBy(connection::close)
					.withMessage("in transaction");
				assertThat(pool.session()).isEqualTo(session);
				assertThat(pool.guarded().leases()).isEmpty();
				assertThat(LeftoversTests.this.database.number("select count(*) from ledger")).isZero();
			}
		}

		private void assertSeen() throws SQLException {
			assertThat(LeftoversTests.this.watch.seen()).containsExactly("in transaction");
			assertThat(LeftoversTests.this.database.number("select count(*) from ledger where number = 1"))
				.isLessThanOrEqualTo(1);
		}

	}

	@Nested
	class NothingIsSeen {

		@Test
		void ofAReadThatIsNotCommitted() throws SQLException {
			lease((connection) -> Dialect.echo(connection, 1));
			assertNothingSeen();
		}

		@Test
		void ofAnUpdateThatWasCommittedOrRolledBack() throws SQLException {
			lease((connection) -> {
				insert(connection);
				connection.commit();
				Dialect.echo(connection, 1);
			}, (connection) -> {
				connection.createStatement().executeUpdate("delete from ledger");
				connection.rollback();
				Dialect.echo(connection, 1);
			});
			assertNothingSeen();
		}

		@Test
		void ofAnUpdateInAutocommit() throws SQLException {
			lease((policy) -> policy, true, LeftoversTests::insert);
			assertNothingSeen();
		}

		@Test
		void whereTheConnectionIsCommittedOnReturn() throws SQLException {
			lease((policy) -> policy.resetOnReturn(ResetOnReturn.COMMIT), false, LeftoversTests::insert);
			assertNothingSeen();
			assertThat(LeftoversTests.this.database.number("select count(*) from ledger")).isEqualTo(1);
		}

		@Test
		void ofASettingOfTheSession() throws SQLException {
			lease((connection) -> {
				try (Statement statement = connection.createStatement()) {
					statement.execute((LeftoversTests.this.driver == Driver.PGJDBC) ? " SET time zone 'UTC'"
							: " set time_zone = '+00:00'");
				}
			});
			assertNothingSeen();
		}

		@Test
		void ofWhatTheBorrowerEndsInSql() throws SQLException {
			lease((connection) -> {
				try (Statement statement = connection.createStatement()) {
					statement.execute("set\n" + ((LeftoversTests.this.driver == Driver.PGJDBC) ? "statement_timeout = 0"
							: "max_statement_time = 0"));
					statement.execute("savepoint here");
					statement.execute("release savepoint here");
					statement.execute("Rollback");
				}
			});
			assertNothingSeen();
		}

		@Test
		void ofTheBorrowerWhoComesAfterOne() throws SQLException {
			lease(LeftoversTests::insert, (connection) -> Dialect.echo(connection, 1));
			assertThat(LeftoversTests.this.watch.seen()).hasSize(1);
		}

		@Test
		void whereAutocommitIsLeftToThePoolAsInTextbooks() throws SQLException {
			lease((policy) -> policy, true, (connection) -> {
				connection.setAutoCommit(false);
				insert(connection);
				connection.commit();
			});
			assertNothingSeen();
		}

		@Test
		void ofSettingsThatTheBorrowerHasBroughtBack() throws SQLException {
			lease((policy) -> policy, true, (connection) -> {
				int isolation = connection.getTransactionIsolation();
				String schema = connection.getSchema();
				connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
				connection.setReadOnly(true);
				connection.setAutoCommit(false);
				Dialect.echo(connection, 1);
				connection.rollback();
				connection.setAutoCommit(true);
				connection.setReadOnly(false);
				connection.setTransactionIsolation(isolation);
				if (schema != null) {
					connection.setSchema("pg_catalog");
					connection.setSchema(schema);
				}
			});
			assertNothingSeen();
		}

		private void assertNothingSeen() {
			assertThat(LeftoversTests.this.watch.seen()).isEmpty();
		}

	}

	@Nested
	class ASettingThatIsLeftChanged {

		@Test
		void isNamedWithBothItsValues() throws SQLException {
			lease((policy) -> policy, true, (connection) -> {
				connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
				connection.setReadOnly(true);
			});
			String isolation = (LeftoversTests.this.driver == Driver.PGJDBC) ? "READ_COMMITTED" : "REPEATABLE_READ";
			assertThat(LeftoversTests.this.watch.seen())
				.containsExactly("readOnly false -> true, transactionIsolation " + isolation + " -> SERIALIZABLE");
		}

		@Test
		void isTheWholeSearchPathOnPostgres() throws SQLException {
			assumeThat(LeftoversTests.this.driver).isEqualTo(Driver.PGJDBC);
			lease((policy) -> policy, true, (connection) -> connection.setSchema("pg_catalog"));
			assertThat(LeftoversTests.this.watch.seen()).containsExactly("schema \"$user\", public -> pg_catalog");
		}

		@Test
		void mayHoldWhatIsNotToBeShown() throws SQLException {
			assumeThat(LeftoversTests.this.driver).isEqualTo(Driver.PGJDBC);
			lease((policy) -> policy, true, (connection) -> connection.setClientInfo("ApplicationName", "secret"));
			assertThat(LeftoversTests.this.watch.seen()).containsExactly("clientInfo (not shown) -> (not shown)");
		}

	}

	/**
	 * What is done with a connection.
	 */
	@FunctionalInterface
	private interface Use {

		void of(Connection connection) throws SQLException;

	}

}
