package io.github.jdbcguard.faults.policy;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import com.zaxxer.hikari.HikariConfig;
import io.github.jdbcguard.faults.Dialect;
import io.github.jdbcguard.faults.TestPool;
import io.github.jdbcguard.pool.PendingRollbackException;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.EmbeddedDatabases;
import io.github.jdbcguard.testing.FaultyDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Work of a transaction that is not done by executing a statement.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class UnseenWorkTests {

	private final Database database = EmbeddedDatabases.postgres();

	private TestPool pool;

	@BeforeEach
	void open() throws SQLException {
		this.database.execute("create table ledger (id integer primary key, number integer)");
		this.database.execute("insert into ledger values (1, 0), (2, 0)");
		this.pool = TestPool.guarded(this.database, PoolPolicy.defaults(), (config) -> config.setMaximumPoolSize(1));
	}

	@AfterEach
	void close() {
		this.pool.close();
	}

	/**
	 * A result whose rows are changed after its transaction was committed.
	 */
	private static ResultSet resultKeptOverCommit(Connection connection) throws SQLException {
		connection.setAutoCommit(false);
		Statement statement = connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE,
				ResultSet.HOLD_CURSORS_OVER_COMMIT);
		ResultSet result = statement.executeQuery("select id, number from ledger order by id");
		result.next();
		connection.commit();
		return result;
	}

	private static void update(ResultSet result, int number) throws SQLException {
		result.updateInt("number", number);
		result.updateRow();
	}

	private long sum() throws SQLException {
		return this.database.number("select sum(number) from ledger");
	}

	private void terminate(long session) throws SQLException {
		Dialect.POSTGRES.terminate(this.database, session);
		await().until(() -> !Dialect.POSTGRES.isAlive(this.database, session));
	}

	@Nested
	class ChangesThroughAResult {

		@Test
		void areRolledBackWhenTheConnectionComesBack() throws SQLException {
			try (Connection connection = UnseenWorkTests.this.pool.take()) {
				update(resultKeptOverCommit(connection), 42);
			}
			assertThat(sum()).isZero();
		}

		@Test
		void areRolledBackWhenRowsWereInserted() throws SQLException {
			try (Connection connection = UnseenWorkTests.this.pool.take()) {
				ResultSet result = resultKeptOverCommit(connection);
				result.moveToInsertRow();
				result.updateInt("id", 3);
				result.updateInt("number", 42);
				result.insertRow();
			}
			assertThat(sum()).isZero();
		}

		@Test
		void areRolledBackWhenRowsWereDeleted() throws SQLException {
			try (Connection connection = UnseenWorkTests.this.pool.take()) {
				resultKeptOverCommit(connection).deleteRow();
			}
			assertThat(UnseenWorkTests.this.database.number("select count(*) from ledger")).isEqualTo(2);
		}

		@Test
		void areNotLostInSilence() throws SQLException {
			try (Connection connection = UnseenWorkTests.this.pool.take()) {
				ResultSet result = resultKeptOverCommit(connection);
				long session = Dialect.POSTGRES.session(connection);
				connection.commit();
				update(result, 42);
				terminate(session);
				result.next();
				assertThatExceptionOfType(SQLException.class).isThrownBy(() -> update(result, 43));
				assertThatExceptionOfType(PendingRollbackException.class).isThrownBy(() -> Dialect.echo(connection, 1));
				assertThatExceptionOfType(PendingRollbackException.class).isThrownBy(connection::commit);
				assertThatCode(connection::rollback).doesNotThrowAnyException();
				assertThat(Dialect.echo(connection, 1)).isEqualTo(1);
			}
			assertThat(sum()).isZero();
		}

	}

	@Nested
	class MetaDataReadInATransaction {

		@Test
		void isNotReadOnInAnotherTransactionAfterALoss() throws SQLException {
			try (Connection connection = UnseenWorkTests.this.pool.take()) {
				long session = Dialect.POSTGRES.session(connection);
				connection.setAutoCommit(false);
				DatabaseMetaData metaData = connection.getMetaData();
				metaData.getTables(null, null, "ledger", null).close();
				terminate(session);
				assertThatExceptionOfType(SQLException.class)
					.isThrownBy(() -> metaData.getTables(null, null, "ledger", null));
				assertThatExceptionOfType(PendingRollbackException.class).isThrownBy(() -> Dialect.echo(connection, 1));
				connection.rollback();
				assertThat(Dialect.echo(connection, 1)).isEqualTo(1);
			}
		}

		@Test
		void leavesNoTransactionOpenInThePool() throws SQLException {
			try (Connection connection = UnseenWorkTests.this.pool.take()) {
				connection.setAutoCommit(false);
				connection.getMetaData().getTables(null, null, "ledger", null).close();
			}
			assertThat(UnseenWorkTests.this.database.number("select count(*) from pg_stat_activity "
					+ "where datname = current_database() and state like 'idle in transaction%'"))
				.isZero();
		}

	}

	/**
	 * The next borrower waits already, and gets the connection the moment it comes back.
	 */
	@Nested
	class MetaDataReadOnAConnectionThatIsThenLost {

		@RepeatedTest(5)
		void doesNoHarmToTheNextBorrowerWhereTheSessionWasEnded() throws Exception {
			try (TestPool pool = TestPool.guarded(UnseenWorkTests.this.database, PoolPolicy.defaults(),
					MetaDataReadOnAConnectionThatIsThenLost::single)) {
				Connection connection = pool.take();
				long session = Dialect.POSTGRES.session(connection);
				connection.rollback();
				connection.getMetaData().getTables(null, null, "ledger", null).close();
				NextBorrower next = NextBorrower.of(pool);
				terminate(session);
				assertThatCode(connection::close).doesNotThrowAnyException();
				next.succeeds();
				assertThat(pool.snapshot().active()).isZero();
			}
		}

		@RepeatedTest(5)
		void doesNoHarmToTheNextBorrowerWhereTheRollbackIsRefused() throws Exception {
			FaultyDriver driver = new FaultyDriver(UnseenWorkTests.this.database);
			try (TestPool pool = TestPool.guarded(UnseenWorkTests.this.database, PoolPolicy.defaults(), (config) -> {
				single(config);
				driver.serve(config);
			})) {
				Connection connection = pool.take();
				connection.getMetaData().getTables(null, null, "ledger", null).close();
				driver.before("Connection.rollback", () -> {
					driver.heal("Connection.rollback");
					throw new SQLException("could not serialize access", "40001");
				});
				NextBorrower next = NextBorrower.of(pool);
				assertThatCode(connection::close).doesNotThrowAnyException();
				next.succeeds();
				assertThat(driver.opened()).isEqualTo(2);
			}
		}

		private static void single(HikariConfig config) {
			config.setMaximumPoolSize(1);
			config.setAutoCommit(false);
		}

	}

}
