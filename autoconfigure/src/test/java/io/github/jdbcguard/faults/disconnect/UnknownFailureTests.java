package io.github.jdbcguard.faults.disconnect;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import io.github.jdbcguard.faults.Dialect;
import io.github.jdbcguard.faults.TestPool;
import io.github.jdbcguard.pool.PendingRollbackException;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.EmbeddedDatabases;
import io.github.jdbcguard.testing.FaultyDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A driver closes its connection and says so with a code that nobody knows.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class UnknownFailureTests {

	@Test
	void aDatabaseThatWasShutDownCostsOneStatementItsConnection() throws SQLException {
		Database database = new Database("jdbc:h2:mem:shutdown", "sa", "");
		try (TestPool pool = TestPool.guarded(database)) {
			pool.touch(2);
			try (Connection connection = pool.take()) {
				execute(connection, "shutdown");
			}
			int failures = 0;
			for (int i = 0; i < 6; i++) {
				failures += fails(pool) ? 1 : 0;
			}
			assertThat(failures).isLessThanOrEqualTo(1);
			assertThat(pool.snapshot().active()).isZero();
		}
	}

	@Test
	void nobodyElseGetsAConnectionThatTheDriverHasClosed() throws SQLException {
		FaultyDriver driver = new FaultyDriver(EmbeddedDatabases.postgres());
		try (TestPool pool = TestPool.guarded(EmbeddedDatabases.postgres(), PoolPolicy.defaults(), driver::serve)) {
			List<Long> before = pool.sessions(3);
			try (Connection connection = pool.take()) {
				driver.before("Statement.execute", () -> {
					driver.heal("Statement.execute");
					driver.closeAll();
					throw new SQLException("something went wrong", "XY123");
				});
				assertThatExceptionOfType(SQLException.class).isThrownBy(() -> execute(connection, "select 2"))
					.withMessage("something went wrong");
			}
			assertThat(pool.sessions(3)).doesNotContainAnyElementsOf(before);
			assertThat(pool.snapshot().active()).isZero();
		}
	}

	@Test
	void aTransactionWhoseConnectionWasClosedIsPendingUntilItIsRolledBack() throws SQLException {
		Database database = EmbeddedDatabases.postgres();
		FaultyDriver driver = new FaultyDriver(database);
		try (TestPool pool = TestPool.guarded(database, PoolPolicy.defaults(), (config) -> {
			config.setMaximumPoolSize(1);
			driver.serve(config);
		}); Connection connection = pool.take()) {
			connection.setAutoCommit(false);
			execute(connection, "select 1");
			driver.before("Statement.execute", () -> {
				driver.heal("Statement.execute");
				driver.closeAll();
				throw new SQLException("something went wrong", "XY123");
			});
			assertThatExceptionOfType(SQLException.class).isThrownBy(() -> execute(connection, "select 2"))
				.withMessage("something went wrong");
			assertThatExceptionOfType(PendingRollbackException.class).isThrownBy(() -> execute(connection, "select 3"));
			connection.rollback();
			assertThat(Dialect.echo(connection, 4)).isEqualTo(4);
		}
	}

	@Test
	void aFailureThatLeavesTheConnectionOpenCostsNothing() throws SQLException {
		Database database = EmbeddedDatabases.postgres();
		FaultyDriver driver = new FaultyDriver(database);
		try (TestPool pool = TestPool.guarded(database, PoolPolicy.defaults(), driver::serve)) {
			long session = pool.session();
			try (Connection connection = pool.take()) {
				driver.before("Statement.execute", () -> {
					driver.heal("Statement.execute");
					throw new SQLException("something went wrong", "XY123");
				});
				assertThatExceptionOfType(SQLException.class).isThrownBy(() -> execute(connection, "select 2"));
			}
			assertThat(pool.session()).isEqualTo(session);
			assertThat(driver.opened()).isEqualTo(1);
		}
	}

	private static boolean fails(TestPool pool) {
		try (Connection connection = pool.take()) {
			Dialect.echo(connection, 1);
			return false;
		}
		catch (SQLException ex) {
			return true;
		}
	}

	private static void execute(Connection connection, String sql) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

}
