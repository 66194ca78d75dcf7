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

	private long requestsOfClose(boolean autoCommit, Work work) throws SQLException {
		try (TestPool pool = pool(autoCommit)) {
			pool.session();
			Connection connection = pool.take();
			work.on(connection);
			long requests = this.proxy.requests();
			connection.close();
			return this.proxy.requests() - requests;
		}
	}

	@Nested
	class NothingIsSent {

		@Test
		void inAutocommit() throws SQLException {
			assertThat(requestsOfClose(true, (connection) -> Dialect.echo(connection, 1))).isZero();
		}

		@Test
		void whereNothingRan() throws SQLException {
			assertThat(requestsOfClose(false, (connection) -> {
			})).isZero();
		}

		@Test
		void afterACommit() throws SQLException {
			assertThat(requestsOfClose(false, (connection) -> {
				Dialect.echo(connection, 1);
				connection.commit();
			})).isZero();
		}

		@Test
		void afterARollback() throws SQLException {
			assertThat(requestsOfClose(false, (connection) -> {
				Dialect.echo(connection, 1);
				connection.rollback();
			})).isZero();
		}

		@Test
		void toTakeAConnectionThatWasJustUsed() throws SQLException {
			try (TestPool pool = pool(true)) {
				pool.session();
				long requests = RoundTripTests.this.proxy.requests();
				pool.touch(1);
				assertThat(RoundTripTests.this.proxy.requests() - requests).isZero();
			}
		}

	}

	@Nested
	class OneThingIsSent {

		@Test
		void whereATransactionIsOpen() throws SQLException {
			assertThat(requestsOfClose(false, (connection) -> {
				try (Statement statement = connection.createStatement()) {
					statement.execute("insert into ledger values (1)");
				}
			})).isEqualTo(1);
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
