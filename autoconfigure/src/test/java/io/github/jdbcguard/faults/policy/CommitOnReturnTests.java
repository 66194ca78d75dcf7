package io.github.jdbcguard.faults.policy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import io.github.jdbcguard.faults.Dialect;
import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.faults.TestPool;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.pool.PoolPolicy.ResetOnReturn;
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
import static org.awaitility.Awaitility.await;

/**
 * What is open when a connection comes back is committed, with
 * {@code reset-on-return: commit}.
 */
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class CommitOnReturnTests {

	private static TestPool pool(Database database) {
		return TestPool.guarded(database, PoolPolicy.builder().resetOnReturn(ResetOnReturn.COMMIT).build(),
				(config) -> config.setMaximumPoolSize(1));
	}

	@ParameterizedTest
	@EnumSource(Driver.class)
	void whatWasDoneIsThere(Driver driver) throws SQLException {
		Database database = driver.database();
		database.execute("create table ledger (number integer)");
		try (TestPool pool = pool(database)) {
			long session;
			try (Connection connection = pool.take(); Statement statement = connection.createStatement()) {
				connection.setAutoCommit(false);
				statement.execute("insert into ledger values (7)");
				session = driver.dialect().session(connection);
			}
			assertThat(database.number("select number from ledger")).isEqualTo(7);
			try (Connection next = pool.take()) {
				assertThat(driver.dialect().session(next)).isEqualTo(session);
				assertThat(next.getAutoCommit()).isTrue();
			}
		}
	}

	@Test
	void aCommitThatFailsIsNeverSilent() throws SQLException {
		Database database = EmbeddedDatabases.postgres();
		database.execute("create table parent (number integer primary key)");
		database.execute("create table child (parent integer references parent deferrable initially deferred)");
		try (TestPool pool = pool(database)) {
			Connection connection = pool.take();
			connection.setAutoCommit(false);
			try (Statement statement = connection.createStatement()) {
				statement.execute("insert into child values (1)");
			}
			long session = Dialect.POSTGRES.session(connection);
			assertThatExceptionOfType(SQLException.class).isThrownBy(connection::close)
				.satisfies((ex) -> assertThat(ex.getSQLState()).isEqualTo("23503"));
			assertThatCode(connection::close).doesNotThrowAnyException();
			assertThat(database.number("select count(*) from child")).isZero();
			assertThat(pool.session()).isNotEqualTo(session);
			assertThat(pool.snapshot().active()).isZero();
			await().until(() -> !Dialect.POSTGRES.isAlive(database, session));
		}
	}

	@ParameterizedTest
	@EnumSource(Driver.class)
	void aCommitWhoseAnswerIsLostIsNeverSilent(Driver driver) throws Exception {
		Database database = driver.database();
		database.execute("create table ledger (number integer)");
		try (FaultProxy proxy = FaultProxy.before(database); TestPool pool = pool(proxy.database())) {
			Connection connection = pool.take();
			connection.setAutoCommit(false);
			try (Statement statement = connection.createStatement()) {
				statement.execute("insert into ledger values (7)");
			}
			long session = driver.dialect().session(connection);
			proxy.cutAfter("COMMIT");
			assertThatExceptionOfType(SQLException.class).isThrownBy(connection::close);
			assertThat(pool.session()).isNotEqualTo(session);
			assertThat(pool.snapshot().active()).isZero();
		}
	}

}
