package io.github.jdbcguard.faults.disconnect;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.faults.TestPool;
import io.github.jdbcguard.pool.PendingRollbackException;
import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.EmbeddedDatabases;
import io.github.jdbcguard.testing.FaultProxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * The commit fails: because the database does not accept what was done, or because its
 * answer is lost.
 */
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class FailedCommitTests {

	/**
	 * Violated only when the transaction is committed.
	 */
	static final String CHILD_WITHOUT_PARENT = "insert into child values (1)";

	@Test
	void withoutTheGuardTheNextStatementBeginsATransactionUnnoticed() throws SQLException {
		Database database = withDeferredConstraint();
		try (TestPool pool = TestPool.bare(database, (config) -> {
		}); Connection connection = pool.take(); Statement statement = connection.createStatement()) {
			connection.setAutoCommit(false);
			statement.execute("insert into parent values (7)");
			statement.execute(CHILD_WITHOUT_PARENT);
			assertThatExceptionOfType(SQLException.class).isThrownBy(connection::commit);
			assertThatCode(() -> statement.execute("insert into parent values (8)")).doesNotThrowAnyException();
			connection.commit();
		}
		// Half of the work is there
		assertThat(database.number("select sum(number) from parent")).isEqualTo(8);
	}

	@Test
	void nothingMoreIsDoneUntilARollback() throws SQLException {
		Database database = withDeferredConstraint();
		try (TestPool pool = TestPool.guarded(database);
				Connection connection = pool.take();
				Statement statement = connection.createStatement()) {
			connection.setAutoCommit(false);
			statement.execute("insert into parent values (7)");
			statement.execute(CHILD_WITHOUT_PARENT);
			SQLException original = catchThrowableOfType(SQLException.class, connection::commit);
			assertThat(original.getSQLState()).isEqualTo("23503");
			assertThatExceptionOfType(PendingRollbackException.class)
				.isThrownBy(() -> statement.execute("insert into parent values (8)"))
				.withCause(original);
			assertThatExceptionOfType(PendingRollbackException.class).isThrownBy(connection::commit)
				.withCause(original);
			connection.rollback();
			assertThat(database.number("select count(*) from parent")).isZero();
			assertThat(connection.getAutoCommit()).isFalse();
			try (Statement next = connection.createStatement()) {
				next.execute("insert into parent values (9)");
			}
			connection.commit();
			assertThat(database.number("select sum(number) from parent")).isEqualTo(9);
		}
	}

	@ParameterizedTest
	@EnumSource(Driver.class)
	void whoseAnswerIsLostIsNeverSentAgain(Driver driver) throws Exception {
		Database database = driver.database();
		database.execute("create table ledger (number integer)");
		try (FaultProxy proxy = FaultProxy.before(database); TestPool pool = TestPool.guarded(proxy.database())) {
			try (Connection connection = pool.take(); Statement statement = connection.createStatement()) {
				connection.setAutoCommit(false);
				statement.execute("insert into ledger values (1)");
				proxy.cutAfter("COMMIT");
				SQLException original = catchThrowableOfType(SQLException.class, connection::commit);
				assertThat((Throwable) original).isNotNull().isNotInstanceOf(PendingRollbackException.class);
				assertThatExceptionOfType(PendingRollbackException.class).isThrownBy(connection::commit)
					.withCause(original);
				assertThatCode(connection::rollback).doesNotThrowAnyException();
			}
			assertThat(database.number("select count(*) from ledger")).isEqualTo(1);
			pool.session();
			assertThat(pool.snapshot().active()).isZero();
		}
	}

	/**
	 * A PostgreSQL database with a constraint that is looked at when a transaction ends.
	 * @return the database
	 * @throws SQLException if there is none to be had
	 */
	static Database withDeferredConstraint() throws SQLException {
		Database database = EmbeddedDatabases.postgres();
		database.execute("create table parent (number integer primary key)");
		database.execute("create table child (parent integer references parent deferrable initially deferred)");
		return database;
	}

}
