package io.github.jdbcguard.coexistence.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import javax.sql.DataSource;

import io.github.jdbcguard.coexistence.CoexistenceTests;
import io.github.jdbcguard.coexistence.GuardedApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Long statements, and another thread that looks after them: {@code cancel},
 * {@code abort}, {@code isClosed} and {@code isValid} are free for any thread, and a
 * transaction in which a statement runs is not idle.
 */
class WatchdogTests extends CoexistenceTests {

	private static final String CANCELED = "57014";

	@RegisterExtension
	static final GuardedApplication application = GuardedApplication.of(Observatory.class)
		.set("jdbc-guard.boundary.idle-in-transaction-after", "1s");

	private final DataSource dataSource = application.bean(DataSource.class);

	private final TransactionTemplate transactions = application.bean(TransactionTemplate.class);

	@Test
	void cancelsAStatement() throws SQLException {
		try (Connection connection = this.dataSource.getConnection();
				Statement statement = connection.createStatement()) {
			CompletableFuture<Void> watchdog = whenBusy("cancel", statement::cancel);
			assertThatExceptionOfType(SQLException.class)
				.isThrownBy(() -> statement.execute("select pg_sleep(30) /* cancel */"))
				.satisfies((ex) -> assertThat(ex.getSQLState()).isEqualTo(CANCELED));
			watchdog.join();
			assertThat(statement.execute("select 1")).isTrue();
		}
	}

	@Test
	void cancelsAStatementOfATransaction() {
		this.transactions.executeWithoutResult((status) -> {
			Connection connection = DataSourceUtils.getConnection(this.dataSource);
			try (Statement statement = connection.createStatement()) {
				CompletableFuture<Void> watchdog = whenBusy("transaction", () -> {
					assertThat(connection.isClosed()).isFalse();
					statement.cancel();
				});
				assertThatExceptionOfType(SQLException.class)
					.isThrownBy(() -> statement.execute("select pg_sleep(30) /* transaction */"));
				watchdog.join();
			}
			catch (SQLException ex) {
				throw new IllegalStateException(ex);
			}
			finally {
				DataSourceUtils.releaseConnection(connection, this.dataSource);
			}
			status.setRollbackOnly();
		});
	}

	@Test
	void abortsAConnection() throws SQLException {
		Connection connection = this.dataSource.getConnection();
		try (Statement statement = connection.createStatement()) {
			CompletableFuture<Void> watchdog = whenBusy("abort", () -> connection.abort(Runnable::run));
			assertThatExceptionOfType(SQLException.class)
				.isThrownBy(() -> statement.execute("select pg_sleep(30) /* abort */"));
			watchdog.join();
		}
		finally {
			connection.close();
		}
		assertThat(application.bean(JdbcClient.class).sql("select 1").query(Integer.class).single()).isOne();
	}

	@Test
	void isTheDriversOwnWhereAStatementHasATimeout() {
		JdbcTemplate impatient = new JdbcTemplate(this.dataSource);
		impatient.setQueryTimeout(1);
		assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> impatient.execute("select pg_sleep(30)"));
		assertThatExceptionOfType(DataAccessException.class).isThrownBy(
				() -> this.transactions.executeWithoutResult((status) -> impatient.execute("select pg_sleep(30)")));
	}

	@Test
	void hasNothingToDoWhereAStatementOfATransactionTakesLong() {
		this.transactions.executeWithoutResult((status) -> {
			JdbcTemplate patient = new JdbcTemplate(this.dataSource);
			patient.execute("select pg_sleep(0.7)");
			patient.execute("select pg_sleep(2.5)");
			patient.execute("select pg_sleep(0.7)");
		});
	}

	private static CompletableFuture<Void> whenBusy(String mark, Intervention intervention) {
		return CompletableFuture.runAsync(() -> {
			await().atMost(Duration.ofSeconds(20)).until(() -> isBusy(mark));
			try {
				intervention.run();
			}
			catch (SQLException ex) {
				throw new IllegalStateException(ex);
			}
		});
	}

	private static boolean isBusy(String mark) {
		return application.number(
				"select count(*) from pg_stat_activity where state = 'active' and query like '%%pg_sleep%% /* %s */'"
					.formatted(mark)) > 0;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Observatory {

	}

	/**
	 * What the other thread does.
	 */
	private interface Intervention {

		void run() throws SQLException;

	}

}
