package io.github.jdbcguard.faults.disconnect;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;

import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.faults.TestPool;
import io.github.jdbcguard.pool.Lease;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * A statement fails, the borrower goes on, and the server has rolled back the
 * transaction.
 */
@Timeout(30)
class UndoneTransactionTests {

	private static Throwable fail(Statement statement) {
		return catchThrowable(() -> statement.execute("select * from nowhere"));
	}

	private static Throwable undoneBy(Connection connection) throws SQLException {
		return connection.unwrap(Lease.class).undoneBy();
	}

	@Test
	void postgresHasRolledBackAfterAnyFailure() throws SQLException {
		try (TestPool pool = TestPool.guarded(Driver.PGJDBC.database())) {
			try (Connection connection = pool.take(); Statement statement = connection.createStatement()) {
				fail(statement);
				assertThat(undoneBy(connection)).isNull();
				connection.setAutoCommit(false);
				statement.execute("select 1");
				assertThat(undoneBy(connection)).isNull();
				Throwable failure = fail(statement);
				assertThat(fail(statement)).hasMessageContaining("transaction is aborted");
				assertThat(undoneBy(connection)).isSameAs(failure);
				connection.rollback();
				assertThat(undoneBy(connection)).isNull();
				fail(statement);
			}
			try (Connection connection = pool.take(); Statement statement = connection.createStatement()) {
				connection.setAutoCommit(false);
				statement.execute("select 1");
				assertThat(undoneBy(connection)).isNull();
			}
		}
	}

	@Test
	void whoHasGoneBackToASavepointHasLostNothing() throws SQLException {
		try (TestPool pool = TestPool.guarded(Driver.PGJDBC.database());
				Connection connection = pool.take();
				Statement statement = connection.createStatement()) {
			connection.setAutoCommit(false);
			Savepoint savepoint = connection.setSavepoint();
			fail(statement);
			assertThat(undoneBy(connection)).isNotNull();
			connection.rollback(savepoint);
			assertThat(undoneBy(connection)).isNull();
		}
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PGJDBC")
	void mariaDbHasRolledBackAfterADeadlockOnly(Driver driver) throws SQLException {
		try (TestPool pool = TestPool.guarded(driver.database());
				Connection connection = pool.take();
				Statement statement = connection.createStatement()) {
			connection.setAutoCommit(false);
			fail(statement);
			assertThat(undoneBy(connection)).isNull();
			catchThrowable(() -> statement.execute("signal sqlstate 'HY000' set mysql_errno = 1205"));
			assertThat(undoneBy(connection)).isNull();
			Throwable deadlock = catchThrowable(
					() -> statement.execute("signal sqlstate '40001' set mysql_errno = 1213"));
			assertThat(undoneBy(connection)).isSameAs(deadlock);
			connection.rollback();
			assertThat(undoneBy(connection)).isNull();
		}
	}

}
