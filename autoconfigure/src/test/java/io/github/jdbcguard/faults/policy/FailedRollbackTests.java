package io.github.jdbcguard.faults.policy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.faults.TestPool;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.FaultProxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.jdbc.datasource.AbstractDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * A connection comes back in a transaction that cannot be rolled back.
 */
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class FailedRollbackTests {

	@ParameterizedTest
	@EnumSource(Driver.class)
	void becauseTheSessionHasEnded(Driver driver) throws SQLException {
		Database database = withLedger(driver);
		try (TestPool bare = TestPool.bare(database, FailedRollbackTests::single)) {
			Connection connection = bare.take();
			driver.dialect().terminate(database, begin(driver, connection));
			assertThatExceptionOfType(SQLException.class).isThrownBy(connection::close);
		}
		try (TestPool pool = TestPool.guarded(database, PoolPolicy.defaults(), FailedRollbackTests::single)) {
			Connection connection = pool.take();
			long session = begin(driver, connection);
			driver.dialect().terminate(database, session);
			assertThatItIsThrownAway(driver, pool, connection, session);
		}
	}

	@ParameterizedTest
	@EnumSource(Driver.class)
	void becauseTheNetworkFailsInTheRollback(Driver driver) throws Exception {
		try (FaultProxy proxy = FaultProxy.before(withLedger(driver));
				TestPool pool = TestPool.guarded(proxy.database(), PoolPolicy.defaults(),
						FailedRollbackTests::single)) {
			Connection connection = pool.take();
			long session = begin(driver, connection);
			proxy.cutAfter("ROLLBACK");
			assertThatItIsThrownAway(driver, pool, connection, session);
		}
	}

	/**
	 * No server refuses a rollback and lives on when it is told to: the refusal is put
	 * before a real connection.
	 */
	@Test
	void becauseItIsRefused() throws SQLException {
		Driver driver = Driver.PGJDBC;
		Database database = withLedger(driver);
		try (TestPool bare = TestPool.bare(database, (config) -> refusingRollbacks(config, database))) {
			Connection connection = bare.take();
			long session = begin(driver, connection);
			assertThatExceptionOfType(SQLException.class).isThrownBy(connection::close);
			assertThat(bare.session()).as("what bare HikariCP hands out next").isEqualTo(session);
		}
		try (TestPool pool = TestPool.guarded(database, PoolPolicy.defaults(),
				(config) -> refusingRollbacks(config, database))) {
			Connection connection = pool.take();
			assertThatItIsThrownAway(driver, pool, connection, begin(driver, connection));
		}
	}

	private static void assertThatItIsThrownAway(Driver driver, TestPool pool, Connection connection, long session)
			throws SQLException {
		assertThatCode(connection::close).doesNotThrowAnyException();
		assertThat(connection.isClosed()).isTrue();
		try (Connection next = pool.take()) {
			assertThat(driver.dialect().session(next)).isNotEqualTo(session);
			assertThat(next.getAutoCommit()).isTrue();
		}
		await().until(() -> pool.counters().closed() == 1);
		assertThat(pool.counters().opened()).isEqualTo(2);
		assertThat(pool.snapshot().active()).isZero();
		assertThat(pool.snapshot().total()).isEqualTo(1);
	}

	private static void single(HikariConfig config) {
		config.setMaximumPoolSize(1);
	}

	private static void refusingRollbacks(HikariConfig config, Database database) {
		single(config);
		config.setJdbcUrl(null);
		config.setDataSource(dataSourceRefusingRollbacks(database));
	}

	private static Database withLedger(Driver driver) throws SQLException {
		Database database = driver.database();
		database.execute("create table ledger (number integer)");
		return database;
	}

	private static long begin(Driver driver, Connection connection) throws SQLException {
		connection.setAutoCommit(false);
		try (Statement statement = connection.createStatement()) {
			// MariaDB's driver rolls back only what has begun
			statement.execute("insert into ledger values (1)");
		}
		return driver.dialect().session(connection);
	}

	private static DataSource dataSourceRefusingRollbacks(Database database) {
		return new AbstractDataSource() {

			@Override
			public Connection getConnection() throws SQLException {
				return refusingRollbacks(database.connect());
			}

			@Override
			public Connection getConnection(String user, String password) throws SQLException {
				return getConnection();
			}
		};
	}

	private static Connection refusingRollbacks(Connection connection) {
		return (Connection) Proxy.newProxyInstance(FailedRollbackTests.class.getClassLoader(),
				new Class<?>[] { Connection.class }, (proxy, method, arguments) -> {
					if (method.getName().equals("rollback")) {
						throw new SQLException("could not serialize access", "40001");
					}
					try {
						return method.invoke(connection, arguments);
					}
					catch (InvocationTargetException ex) {
						throw ex.getTargetException();
					}
				});
	}

}
