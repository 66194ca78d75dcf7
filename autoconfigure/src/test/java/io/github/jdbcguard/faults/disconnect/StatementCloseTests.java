package io.github.jdbcguard.faults.disconnect;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;

import com.zaxxer.hikari.HikariConfig;
import io.github.jdbcguard.faults.Dialect;
import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.faults.TestPool;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.EmbeddedDatabases;
import io.github.jdbcguard.testing.FaultyDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * The closing of a statement, which some drivers talk to the server for, is what finds a
 * connection lost.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class StatementCloseTests {

	/**
	 * The driver reads on to the end of a result before it closes its statement.
	 */
	@Test
	void theNextBorrowerGetsAConnectionThatWorksWhereAResultWasBeingStreamed() throws SQLException {
		Driver driver = Driver.MARIADB;
		Database database = driver.database();
		try (TestPool pool = TestPool.guarded(database, PoolPolicy.defaults(), StatementCloseTests::single)) {
			Connection connection = pool.take();
			long session = driver.dialect().session(connection);
			Statement statement = connection.createStatement();
			statement.setFetchSize(10);
			ResultSet result = statement.executeQuery("select seq, repeat('x', 1000) from seq_1_to_200000");
			result.next();
			driver.dialect().terminate(database, session);
			await().until(() -> !driver.dialect().isAlive(database, session));
			closeQuietly(statement);
			closeQuietly(connection);
			assertThat(pool.session()).isNotEqualTo(session);
			assertThat(pool.snapshot().active()).isZero();
		}
	}

	@Test
	void theConnectionIsReplacedWhereTheDriverReportsItLost() throws SQLException {
		Database database = EmbeddedDatabases.postgres();
		FaultyDriver driver = new FaultyDriver(database);
		try (TestPool pool = TestPool.guarded(database, PoolPolicy.defaults(), (config) -> {
			single(config);
			driver.serve(config);
		})) {
			try (Connection connection = pool.take()) {
				Statement statement = connection.createStatement();
				statement.execute("select 1");
				driver.before("Statement.close", () -> {
					driver.heal("Statement.close");
					throw new SQLNonTransientConnectionException("link failure", "08S01");
				});
				assertThatExceptionOfType(SQLException.class).isThrownBy(statement::close);
			}
			try (Connection next = pool.take()) {
				assertThat(Dialect.echo(next, 1)).isEqualTo(1);
			}
			assertThat(driver.opened()).isEqualTo(2);
			await().untilAsserted(() -> assertThat(driver.open()).isEqualTo(1));
		}
	}

	private static void single(HikariConfig config) {
		config.setMaximumPoolSize(1);
	}

	private static void closeQuietly(AutoCloseable closeable) {
		try {
			closeable.close();
		}
		catch (Exception ex) {
			// Whether it complains is for the driver to say
		}
	}

}
