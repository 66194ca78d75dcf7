package io.github.jdbcguard.faults.policy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import com.zaxxer.hikari.HikariConfig;
import io.github.jdbcguard.faults.Dialect;
import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.faults.TestPool;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.EmbeddedDatabases;
import io.github.jdbcguard.testing.FaultProxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A borrower changes a setting in the middle of a transaction, and the connection comes
 * back as the next one expects it.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class PristineSettingsTests {

	@Test
	void aSearchPathOfOneTransactionIsNotTakenForThatOfTheSession() throws SQLException {
		try (TestPool pool = TestPool.guarded(EmbeddedDatabases.postgres(), PoolPolicy.defaults(),
				(config) -> config.setMaximumPoolSize(1))) {
			String pristine;
			try (Connection connection = pool.take()) {
				pristine = searchPath(connection);
				connection.setAutoCommit(false);
				try (Statement statement = connection.createStatement()) {
					statement.execute("set local search_path to pg_catalog");
				}
				connection.setSchema("information_schema");
				connection.commit();
			}
			try (Connection next = pool.take()) {
				assertThat(searchPath(next)).isEqualTo(pristine);
			}
		}
	}

	private static String searchPath(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery("show search_path")) {
			result.next();
			return result.getString(1);
		}
	}

	@Test
	void noTransactionIsLeftOpenWhereTheSchemaOfThePoolIsRestored() throws SQLException {
		Database database = EmbeddedDatabases.postgres();
		try (TestPool pool = TestPool.guarded(database, PoolPolicy.defaults(), (config) -> {
			single(config);
			config.setSchema("public");
		})) {
			try (Connection connection = pool.take()) {
				connection.setSchema("pg_catalog");
				Dialect.echo(connection, 1);
				connection.commit();
			}
			assertThat(database.number("select count(*) from pg_stat_activity where datname = current_database() "
					+ "and state like 'idle in transaction%'"))
				.isZero();
			try (Connection next = pool.take()) {
				assertThat(next.getSchema()).isEqualTo("public");
			}
		}
	}

	@ParameterizedTest
	@EnumSource(Driver.class)
	void aReadOnlyConnectionWithoutATransactionCostsNoMoreThanWithoutTheGuard(Driver driver) throws Exception {
		costsNoMoreThanBare(driver, (connection) -> {
			Dialect.echo(connection, 1);
			connection.commit();
			connection.setReadOnly(true);
		});
	}

	@ParameterizedTest
	@EnumSource(Driver.class)
	void aReadOnlyTransactionThatWasCommittedCostsNoMoreThanWithoutTheGuard(Driver driver) throws Exception {
		costsNoMoreThanBare(driver, (connection) -> {
			connection.setReadOnly(true);
			Dialect.echo(connection, 1);
			connection.commit();
			connection.setReadOnly(false);
		});
	}

	private static void costsNoMoreThanBare(Driver driver, Work work) throws Exception {
		// However long a busy machine takes between two leases, nobody is pinged
		PoolPolicy policy = PoolPolicy.builder().pingAfterIdle(Duration.ofMinutes(1)).build();
		try (FaultProxy proxy = FaultProxy.before(driver.database())) {
			Cost bare = cost(proxy, TestPool.bare(proxy.database(), PristineSettingsTests::single), work);
			Cost guarded = cost(proxy, TestPool.guarded(proxy.database(), policy, PristineSettingsTests::single), work);
			assertThat(guarded.requests()).as("requests of a lease").isLessThanOrEqualTo(bare.requests());
			assertThat(guarded.bytes()).as("bytes of a lease").isLessThanOrEqualTo(bare.bytes());
		}
	}

	/**
	 * What a lease costs on a connection that is in use already.
	 */
	private static Cost cost(FaultProxy proxy, TestPool pool, Work work) throws SQLException {
		try (pool) {
			lease(pool, work);
			return Cost.of(proxy, () -> lease(pool, work));
		}
	}

	private static void lease(TestPool pool, Work work) throws SQLException {
		try (Connection connection = pool.take()) {
			work.on(connection);
		}
	}

	private static void single(HikariConfig config) {
		config.setMaximumPoolSize(1);
		config.setAutoCommit(false);
	}

	/**
	 * What is done with a connection.
	 */
	@FunctionalInterface
	private interface Work {

		void on(Connection connection) throws SQLException;

	}

}
