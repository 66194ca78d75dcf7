package io.github.jdbcguard.boundary;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.pool.Lease;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the rules about calls on a connection: B1, B2, B6 and B10.
 */
@ParameterizedClass
@EnumSource(value = Driver.class, names = { "PGJDBC", "MARIADB" })
@Timeout(30)
class CallRulesTests {

	private final ExecutorService other = Executors.newSingleThreadExecutor((work) -> new Thread(work, "other"));

	@Parameter
	private Driver driver;

	private Scene scene;

	@BeforeEach
	void open() {
		this.scene = new Scene(this.driver, 3, Scene.all(Reaction.FAIL));
	}

	@AfterEach
	void close() {
		this.other.shutdownNow();
		this.scene.close();
	}

	private <T> T inOtherThread(Callable<T> work) throws Exception {
		try {
			return this.other.submit(work).get();
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof Exception cause) {
				throw cause;
			}
			throw ex;
		}
	}

	private long count(BoundaryRule rule) {
		return this.scene.seen().count(rule);
	}

	private Violation only() {
		assertThat(this.scene.violations).hasSize(1);
		return this.scene.violations.get(0);
	}

	@Test
	void twoThreadsInsideOfCallsAtTheSameTimeAreNamedBoth() throws Exception {
		try (Connection connection = this.scene.take()) {
			connection.setAutoCommit(false);
			Future<Boolean> sleeper = this.other.submit(() -> sleep(connection));
			Awaitility.await().until(() -> connection.unwrap(Lease.class).isBusy());
			assertThatExceptionOfType(BoundaryViolationException.class).isThrownBy(() -> Scene.ask(connection))
				.withMessageStartingWith("concurrent-use: thread '" + Thread.currentThread().getName()
						+ "' calls a connection while thread 'other' is inside of a call on it at ")
				.withMessageContaining("CallRulesTests.sleep(")
				.satisfies((ex) -> assertThat(ex.violation().place()).asString().contains("Scene.ask("));
			assertThat(sleeper.get()).isTrue();
			connection.rollback();
			connection.setAutoCommit(true);
			assertThat(count(BoundaryRule.CONCURRENT_USE)).isOne();
		}
	}

	private static boolean sleep(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			String sql = connection.getMetaData().getURL().contains("postgresql") ? "select pg_sleep(1)"
					: "select sleep(1)";
			return statement.execute(sql);
		}
	}

	@Test
	void threadsThatTakeTurnsOnAPlainConnectionAreNotReported() throws Exception {
		try (Connection connection = this.scene.take()) {
			connection.setAutoCommit(false);
			for (int i = 0; i < 5; i++) {
				Scene.ask(connection);
				inOtherThread(() -> {
					Scene.ask(connection);
					return true;
				});
			}
			connection.rollback();
			connection.setAutoCommit(true);
		}
		assertThat(this.scene.violations).isEmpty();
	}

	@Test
	void theConnectionOfATransactionInAnotherThreadIsReported() {
		this.scene.transaction("com.acme.OrderService.place").executeWithoutResult((status) -> {
			Connection connection = DataSourceUtils.getConnection(this.scene.dataSource);
			assertThatExceptionOfType(BoundaryViolationException.class).isThrownBy(() -> inOtherThread(() -> {
				Scene.ask(connection);
				return true;
			}))
				.withMessageStartingWith("cross-thread: thread 'other' uses a connection that serves a transaction")
				.withMessageContaining("in transaction 'OrderService.place'");
		});
		assertThat(only().offender()).isEqualTo("other");
		assertThat(only().borrower()).isEqualTo(Thread.currentThread().getName());
	}

	@Test
	void aConnectionOfATransactionThatWasHandedOverIsNotReported() {
		this.scene.transaction("place").executeWithoutResult((status) -> {
			try {
				Connection connection = this.scene.take();
				connection.setAutoCommit(false);
				connection.unwrap(Lease.class).handOver();
				inOtherThread(() -> {
					Scene.ask(connection);
					connection.rollback();
					connection.setAutoCommit(true);
					connection.close();
					return true;
				});
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		});
		assertThat(this.scene.violations).isEmpty();
	}

	@Test
	void aConnectionThatWasGivenBackIsReported() throws SQLException {
		Connection connection = this.scene.take();
		connection.close();
		assertThatExceptionOfType(BoundaryViolationException.class).isThrownBy(connection::createStatement)
			.withMessageStartingWith("use-after-close: ");
		connection.close();
		connection.isClosed();
		assertThat(count(BoundaryRule.USE_AFTER_CLOSE)).isOne();
	}

	@Test
	void aStatementOutsideOfATransactionIsReported() {
		JdbcTemplate jdbc = new JdbcTemplate(this.scene.dataSource);
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> jdbc.execute("select 1"))
			.havingRootCause()
			.withMessageStartingWith("outside-transaction: ");
		this.scene.violations.clear();
		this.scene.transaction("place")
			.executeWithoutResult(
					(status) -> this.scene.transaction("audit", TransactionDefinition.PROPAGATION_NOT_SUPPORTED)
						.executeWithoutResult((none) -> assertThatExceptionOfType(RuntimeException.class)
							.isThrownBy(() -> jdbc.execute("select 1"))
							.havingRootCause()
							.isInstanceOf(BoundaryViolationException.class)));
		assertThat(only().scope()).isNull();
	}

	@Test
	void aStatementInATransactionIsNotReported() {
		JdbcTemplate jdbc = new JdbcTemplate(this.scene.dataSource);
		this.scene.transaction("place").executeWithoutResult((status) -> {
			jdbc.execute("select 1");
			try (Connection connection = this.scene.take()) {
				Scene.ask(connection);
			}
			catch (SQLException ex) {
				throw new IllegalStateException(ex);
			}
		});
		assertThat(this.scene.violations).isEmpty();
	}

	@Test
	void aStatementInATransactionThatNoListenerKnowsIsNotReported() throws SQLException {
		TransactionSynchronizationManager.setActualTransactionActive(true);
		try (Connection connection = this.scene.take()) {
			Scene.ask(connection);
		}
		finally {
			TransactionSynchronizationManager.clear();
		}
		assertThat(this.scene.violations).isEmpty();
	}

}
