package io.github.jdbcguard.faults.disconnect;

import java.sql.SQLException;

import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.faults.TestPool;
import io.github.jdbcguard.testing.Database;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * The server ends a session while a transaction of Spring's is nested in another, and
 * Spring rolls back to a savepoint that is gone.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class NestedTransactionTests {

	@ParameterizedTest
	@EnumSource(Driver.class)
	void theOriginalExceptionComesOutOfBoth(Driver driver) throws SQLException {
		Database database = driver.database();
		database.execute("create table ledger (number integer)");
		try (TestPool pool = TestPool.guarded(database)) {
			DataSourceTransactionManager manager = new DataSourceTransactionManager(pool.dataSource());
			TransactionTemplate outer = new TransactionTemplate(manager);
			TransactionTemplate nested = new TransactionTemplate(manager);
			nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
			JdbcTemplate jdbc = new JdbcTemplate(pool.dataSource());
			Throwable[] original = new Throwable[1];
			Throwable thrown = catchThrowable(() -> outer.executeWithoutResult((status) -> {
				insert(jdbc, 1);
				nested.executeWithoutResult((inner) -> {
					insert(jdbc, 2);
					terminate(driver, database, jdbc);
					original[0] = catchThrowable(() -> insert(jdbc, 3));
					throw (RuntimeException) original[0];
				});
			}));
			assertThat(original[0]).isInstanceOf(DataAccessException.class);
			assertThat(thrown).isSameAs(original[0]);
			assertThat(jdbc.queryForObject("select count(*) from ledger", Long.class)).isZero();
			outer.executeWithoutResult((status) -> nested.executeWithoutResult((inner) -> insert(jdbc, 9)));
			assertThat(jdbc.queryForObject("select sum(number) from ledger", Long.class)).isEqualTo(9);
			assertThat(pool.snapshot().active()).isZero();
		}
	}

	private static void insert(JdbcTemplate jdbc, int number) {
		jdbc.update("insert into ledger values (?)", number);
	}

	private static void terminate(Driver driver, Database database, JdbcTemplate jdbc) {
		long session = jdbc.execute(driver.dialect()::session);
		try {
			driver.dialect().terminate(database, session);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
		await().until(() -> !driver.dialect().isAlive(database, session));
	}

}
