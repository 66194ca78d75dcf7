package io.github.jdbcguard.faults.policy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;

import com.zaxxer.hikari.HikariConfig;
import io.github.jdbcguard.faults.TestPool;
import io.github.jdbcguard.pool.CheckoutTimeoutException;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.EmbeddedDatabases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLErrorCodeSQLExceptionTranslator;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;
import org.springframework.transaction.CannotCreateTransactionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What an application that uses Spring sees of a timeout is of the type that it is
 * without the guard.
 */
class CheckoutTimeoutInSpringTests {

	private final Database database = EmbeddedDatabases.postgres();

	private final TestPool bare = TestPool.bare(this.database, CheckoutTimeoutInSpringTests::configure);

	private final TestPool guarded = TestPool.guarded(this.database, PoolPolicy.defaults(),
			CheckoutTimeoutInSpringTests::configure);

	private Connection fromBare;

	private Connection fromGuarded;

	private static void configure(HikariConfig config) {
		config.setMaximumPoolSize(1);
		config.setConnectionTimeout(250);
		// Opens the connection before anybody waits for it
		config.setInitializationFailTimeout(20_000);
	}

	private static Throwable failure(Work work) {
		return catchThrowable(work::run);
	}

	@BeforeEach
	void holdTheOnlyConnection() throws SQLException {
		this.fromBare = this.bare.take();
		this.fromGuarded = this.guarded.take();
	}

	@AfterEach
	void close() throws SQLException {
		this.fromBare.close();
		this.fromGuarded.close();
		this.bare.close();
		this.guarded.close();
	}

	@Test
	void isTranslatedAsBeforeByDefault() {
		assertThat(translated(this.bare, new SQLExceptionSubclassTranslator()::translate))
			.isExactlyInstanceOf(TransientDataAccessResourceException.class);
		assertThat(translated(this.guarded, new SQLExceptionSubclassTranslator()::translate))
			.isExactlyInstanceOf(TransientDataAccessResourceException.class)
			.hasCauseExactlyInstanceOf(CheckoutTimeoutException.class);
	}

	@Test
	void isTranslatedAsBeforeByTheCodesOfTheDatabase() {
		SQLErrorCodeSQLExceptionTranslator codes = new SQLErrorCodeSQLExceptionTranslator("PostgreSQL");
		assertThat(translated(this.guarded, codes::translate)).hasSameClassAs(translated(this.bare, codes::translate));
	}

	/**
	 * Without a failure to connect HikariCP's exception has no state, and Spring has
	 * nothing to say of it. It must not take ours for a query that took too long: its
	 * name has "Timeout" in it, and the state comes first.
	 */
	@Test
	void isAFailedResourceByItsStateAlone() {
		SQLStateSQLExceptionTranslator states = new SQLStateSQLExceptionTranslator();
		assertThat(translated(this.bare, states::translate)).isNull();
		assertThat(translated(this.guarded, states::translate))
			.isExactlyInstanceOf(DataAccessResourceFailureException.class);
	}

	@Test
	void comesOutOfSpringAsBefore() {
		assertSame((pool) -> failure(() -> DataSourceUtils.getConnection(pool.dataSource())),
				CannotGetJdbcConnectionException.class);
		assertSame(
				(pool) -> failure(() -> new JdbcTemplate(pool.dataSource()).queryForObject("select 1", Integer.class)),
				CannotGetJdbcConnectionException.class);
		assertSame((pool) -> failure(() -> new DataSourceTransactionManager(pool.dataSource()).getTransaction(null)),
				CannotCreateTransactionException.class);
	}

	private void assertSame(Function<TestPool, Throwable> failing, Class<? extends Throwable> expected) {
		assertThat(failing.apply(this.bare)).isExactlyInstanceOf(expected);
		assertThat(failing.apply(this.guarded)).isExactlyInstanceOf(expected)
			.hasCauseExactlyInstanceOf(CheckoutTimeoutException.class);
	}

	private static DataAccessException translated(TestPool pool, Translator translator) {
		SQLException timeout = (SQLException) failure(pool::take);
		return translator.translate("checkout", null, timeout);
	}

	/**
	 * Something that fails.
	 */
	@FunctionalInterface
	private interface Work {

		void run() throws Exception;

	}

	/**
	 * Translates a failure.
	 */
	@FunctionalInterface
	private interface Translator {

		DataAccessException translate(String task, String sql, SQLException failure);

	}

}
