package io.github.jdbcguard.faults.policy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import io.github.jdbcguard.faults.Dialect;
import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.faults.TestPool;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.FaultProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What giving a connection back costs on the wire.
 */
@ParameterizedClass
@EnumSource(Driver.class)
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class RoundTripTests {

	private final Driver driver;

	private FaultProxy proxy;

	RoundTripTests(Driver driver) {
		this.driver = driver;
	}

	@BeforeEach
	void open() throws SQLException {
		Database database = this.driver.database();
		database.execute("create table ledger (number integer)");
		this.proxy = FaultProxy.before(database);
	}

	@AfterEach
	void close() throws Exception {
		this.proxy.close();
	}

	private TestPool pool(boolean autoCommit) {
		return TestPool.guarded(this.proxy.database(), PoolPolicy.defaults(),
				(config) -> config.setAutoCommit(autoCommit));
	}

	private Cost costOfClose(boolean autoCommit, Work work) throws SQLException {
		try (TestPool pool = pool(autoCommit)) {
			pool.session();
			Connection connection = pool.take();
			work.on(connection);
			return Cost.of(this.proxy, connection::close);
		}
	}

	@Nested
	class NothingIsSent {

		@Test
		void inAutocommit() throws SQLException {
			assertThat(costOfClose(true, (connection) -> Dialect.echo(connection, 1))).isEqualTo(Cost.NONE);
		}

		@Test
		void whereNothingRan() throws SQLException {
			assertThat(costOfClose(false, (connection) -> {
			})).isEqualTo(Cost.NONE);
		}

		@Test
		void afterACommit() throws SQLException {
			assertThat(costOfClose(false, (connection) -> {
				Dialect.echo(connection, 1);
				connection.commit();
			})).isEqualTo(Cost.NONE);
		}

		@Test
		void afterARollback() throws SQLException {
			assertThat(costOfClose(false, (connection) -> {
				Dialect.echo(connection, 1);
				connection.rollback();
			})).isEqualTo(Cost.NONE);
		}

		@Test
		void toTakeAConnectionThatWasJustUsed() throws SQLException {
			try (TestPool pool = pool(true)) {
				// Where the machine is busy, just now is not always within HikariCP's 500
				// ms
				await().untilAsserted(() -> {
					pool.session();
					assertThat(Cost.of(RoundTripTests.this.proxy, () -> pool.touch(1))).isEqualTo(Cost.NONE);
				});
			}
		}

	}

	@Nested
	class OneThingIsSent {

		@Test
		void whereATransactionIsOpen() throws SQLException {
			assertThat(costOfClose(false, (connection) -> {
				try (Statement statement = connection.createStatement()) {
					statement.execute("insert into ledger values (1)");
				}
			}).requests()).isEqualTo(1);
		}

	}

	/**
	 * What is done with a connection.
	 */
	@FunctionalInterface
	private interface Work {

		void on(Connection connection) throws SQLException;

	}

}
