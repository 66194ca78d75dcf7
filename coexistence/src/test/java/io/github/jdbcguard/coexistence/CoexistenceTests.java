package io.github.jdbcguard.coexistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import io.github.jdbcguard.boundary.BoundaryRule;
import io.github.jdbcguard.boundary.BoundaryViolationException;
import io.github.jdbcguard.boundary.Violation;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests of an application that does nothing wrong (B12). That no rule was broken says
 * little where none is looked after: here some are broken on purpose, in each of the
 * applications, and with its own transaction manager.
 */
public abstract class CoexistenceTests {

	@Test
	void useOfAConnectionThatWasGivenBackWouldBeSeen(GuardedApplication application) throws SQLException {
		application.assertNothingWasBroken();
		Connection connection = take(application);
		connection.close();
		assertThatExceptionOfType(BoundaryViolationException.class).isThrownBy(connection::createStatement);
		assertSeen(application, BoundaryRule.USE_AFTER_CLOSE);
	}

	@Test
	void useOfATransactionsConnectionByAnotherThreadWouldBeSeen(GuardedApplication application) {
		application.assertNothingWasBroken();
		inTransaction(application, (connection) -> assertThatExceptionOfType(BoundaryViolationException.class)
			.isThrownBy(() -> inAnotherThread(connection)));
		assertSeen(application, BoundaryRule.CROSS_THREAD);
	}

	@Test
	void aConnectionThatOutlivesItsTransactionWouldBeSeen(GuardedApplication application) throws SQLException {
		application.assertNothingWasBroken();
		AtomicReference<Connection> leaked = new AtomicReference<>();
		try {
			inTransaction(application, (connection) -> leaked.set(take(application)));
		}
		catch (RuntimeException ex) {
			assertThat(ex).hasRootCauseInstanceOf(BoundaryViolationException.class);
		}
		// At once, unless Hibernate has given back the transaction's own before its end
		List<Violation> seen = new ArrayList<>();
		await().atMost(Duration.ofSeconds(10)).until(() -> seen.addAll(application.takeViolations()));
		assertThat(seen).extracting(Violation::rule).containsExactly(BoundaryRule.LEAKED_LEASE);
		assertThat(leaked.get().isClosed()).isTrue();
	}

	/**
	 * Do something many times, each time in a thread of its own, all at a time.
	 * @param <T> what comes of it
	 * @param times how many times
	 * @param work what to do, told which time it is
	 * @return what came of it
	 */
	protected static <T> List<T> atOnce(int times, IntFunction<T> work) {
		return IntStream.range(0, times)
			.mapToObj((i) -> CompletableFuture.supplyAsync(() -> work.apply(i), (task) -> new Thread(task).start()))
			.toList()
			.stream()
			.map(CompletableFuture::join)
			.toList();
	}

	/**
	 * Take a connection, and not only a proxy that takes one when it is used.
	 * @param application the application
	 * @return the connection, without any proxy around it
	 * @throws SQLException if there is none to be had
	 */
	private static Connection take(GuardedApplication application) throws SQLException {
		Connection connection = application.bean(DataSource.class).getConnection();
		try (Statement statement = connection.createStatement()) {
			return statement.getConnection();
		}
	}

	private static void inTransaction(GuardedApplication application, Work work) {
		new TransactionTemplate(application.bean(PlatformTransactionManager.class)).executeWithoutResult((status) -> {
			DataSource dataSource = application.bean(DataSource.class);
			new JdbcTemplate(dataSource).queryForObject("select 1", Integer.class);
			Connection connection = DataSourceUtils.getConnection(dataSource);
			try {
				work.with(connection);
			}
			catch (SQLException ex) {
				throw new IllegalStateException(ex);
			}
			finally {
				DataSourceUtils.releaseConnection(connection, dataSource);
			}
		});
	}

	private static void inAnotherThread(Connection connection) throws SQLException {
		SQLException refused = CompletableFuture.supplyAsync(() -> {
			try {
				connection.createStatement().execute("select 1");
				return null;
			}
			catch (SQLException ex) {
				return ex;
			}
		}).join();
		if (refused != null) {
			throw refused;
		}
	}

	private static void assertSeen(GuardedApplication application, BoundaryRule rule) {
		assertThat(application.takeViolations()).extracting(Violation::rule).containsExactly(rule);
	}

	/**
	 * What is done with the connection of a transaction.
	 */
	private interface Work {

		void with(Connection connection) throws SQLException;

	}

}
