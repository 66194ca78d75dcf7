package io.github.jdbcguard.boundary;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.pool.Borrower;
import io.github.jdbcguard.pool.Lease;
import io.github.jdbcguard.pool.LeaseScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.SimpleTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link TransactionBoundaries} (B11).
 */
@Timeout(30)
class TransactionBoundariesTests {

	private Scene scene;

	@BeforeEach
	void open() {
		this.scene = new Scene(Driver.PGJDBC, 4, Scene.all(Reaction.FAIL));
	}

	@AfterEach
	void nothingStaysOnTheThread() {
		this.scene.close();
		assertThat(TransactionBoundaries.current()).isNull();
		assertThat(Borrower.current().scope()).isNull();
		assertThat(TransactionSynchronizationManager.isActualTransactionActive()).isFalse();
	}

	/**
	 * What a connection that is taken now would serve.
	 */
	private String scopeNow() {
		try (Connection connection = this.scene.take()) {
			return inWords(connection);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String inWords(Connection connection) throws SQLException {
		LeaseScope scope = connection.unwrap(Lease.class).scope();
		return (scope != null) ? BoundaryScope.inWords(scope) : "none";
	}

	private String scopeOfTransactionsOwn() {
		Connection connection = DataSourceUtils.getConnection(this.scene.dataSource);
		try {
			return inWords(connection);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
		finally {
			DataSourceUtils.releaseConnection(connection, this.scene.dataSource);
		}
	}

	@Test
	void aConnectionKnowsTheTransactionThatItServes() {
		assertThat(scopeNow()).isEqualTo("none");
		this.scene.transaction("com.acme.shop.OrderService.place").executeWithoutResult((status) -> {
			assertThat(scopeOfTransactionsOwn()).isEqualTo("transaction 'OrderService.place'");
			assertThat(scopeNow()).isEqualTo("transaction 'OrderService.place'");
		});
		assertThat(scopeNow()).isEqualTo("none");
	}

	@Test
	void namesAreShortenedWhereTheyAreThoseOfMethods() {
		assertThat(nameOf("com.acme.OrderService.place")).isEqualTo("OrderService.place");
		assertThat(nameOf("com.acme.OrderService$Inner.place")).isEqualTo("OrderService$Inner.place");
		assertThat(nameOf("com.acme.OrderService$$SpringCGLIB$$0.place")).isEqualTo("OrderService.place");
		assertThat(nameOf("nightly import of orders.csv")).isEqualTo("nightly import of orders.csv");
		assertThat(nameOf("import.orders")).isEqualTo("import.orders");
		assertThat(nameOf(null)).isEqualTo("unnamed");
		assertThat(nameOf("x".repeat(500))).hasSizeLessThan(200);
	}

	private String nameOf(String name) {
		List<String> found = new ArrayList<>();
		this.scene.transaction(name).executeWithoutResult((status) -> found.add(scopeNow()));
		return found.get(0).substring("transaction '".length(), found.get(0).length() - 1);
	}

	@Test
	void anInnerTransactionIsInForceUntilItEnds() {
		this.scene.transaction("outer").executeWithoutResult((status) -> {
			this.scene.transaction("inner", TransactionDefinition.PROPAGATION_REQUIRES_NEW)
				.executeWithoutResult((inner) -> assertThat(scopeOfTransactionsOwn()).isEqualTo("transaction 'inner'"));
			assertThat(scopeNow()).isEqualTo("transaction 'outer'");
			this.scene.transaction("joined")
				.executeWithoutResult((joined) -> assertThat(scopeNow()).isEqualTo("transaction 'outer'"));
			this.scene.transaction("savepoint", TransactionDefinition.PROPAGATION_NESTED)
				.executeWithoutResult((nested) -> assertThat(scopeNow()).isEqualTo("transaction 'outer'"));
			assertThat(scopeNow()).isEqualTo("transaction 'outer'");
		});
	}

	@Test
	void aSuspendedTransactionServesNothing() {
		this.scene.transaction("outer").executeWithoutResult((status) -> {
			this.scene.transaction("none", TransactionDefinition.PROPAGATION_NOT_SUPPORTED)
				.executeWithoutResult((suspended) -> assertThat(scopeNow()).isEqualTo("none"));
			assertThat(scopeNow()).isEqualTo("transaction 'outer'");
		});
	}

	@Test
	void aTransactionThatIsNotSynchronizedIsInForceUntilItEnds() {
		this.scene.transactions.setTransactionSynchronization(AbstractPlatformTransactionManager.SYNCHRONIZATION_NEVER);
		this.scene.transaction("quiet")
			.executeWithoutResult((status) -> assertThat(scopeNow()).isEqualTo("transaction 'quiet'"));
	}

	@Test
	void anExceptionEndsIt() {
		assertThatIllegalStateException()
			.isThrownBy(() -> this.scene.transaction("failing").executeWithoutResult((status) -> {
				throw new IllegalStateException("no");
			}));
	}

	@Test
	void rollbackOnlyEndsIt() {
		assertThatExceptionOfType(UnexpectedRollbackException.class).isThrownBy(() -> this.scene.transaction("outer")
			.executeWithoutResult((status) -> this.scene.transaction("joined")
				.executeWithoutResult(TransactionExecution::setRollbackOnly)));
	}

	@Test
	void itDoesNotBeginWhereThereIsNoConnection() {
		this.scene.hikari.close();
		assertThatExceptionOfType(CannotCreateTransactionException.class)
			.isThrownBy(() -> this.scene.transaction("failing").executeWithoutResult((status) -> {
			}));
		assertThat(Borrower.current().scope()).isNull();
	}

	@Test
	void aSynchronizationThatFailsBeforeTheCommitEndsItThoughNobodyIsTold() {
		assertThatExceptionOfType(TransactionSystemException.class)
			.isThrownBy(() -> this.scene.transaction("failing").executeWithoutResult((status) -> {
				TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

					@Override
					public void beforeCommit(boolean readOnly) {
						throw new TransactionSystemException("not today");
					}

				});
			}));
		assertThat(scopeNow()).isEqualTo("none");
		this.scene.transaction("next")
			.executeWithoutResult((status) -> assertThat(scopeNow()).isEqualTo("transaction 'next'"));
	}

	@Test
	void anotherListenerThatFailsBeforeTheBeginLeavesNothingForTheNext() {
		TransactionExecutionListener failing = new TransactionExecutionListener() {

			@Override
			public void beforeBegin(TransactionExecution transaction) {
				throw new IllegalStateException("listener is out of order");
			}

		};
		JdbcTransactionManager transactions = new JdbcTransactionManager(this.scene.dataSource);
		transactions.addListener(new TransactionBoundaries());
		transactions.addListener(failing);
		assertThatIllegalStateException().isThrownBy(() -> transactions.getTransaction(null));
		this.scene.transaction("next").executeWithoutResult((status) -> {
			assertThat(scopeNow()).isEqualTo("transaction 'next'");
			assertThat(((BoundaryScope) Borrower.current().scope()).parent()).isNull();
		});
	}

	@Test
	void twoListenersOnTheSameManagerAreOne() {
		this.scene.transactions.addListener(new TransactionBoundaries());
		this.scene.transaction("outer").executeWithoutResult((status) -> {
			assertThat(((BoundaryScope) Borrower.current().scope()).parent()).isNull();
			assertThat(scopeNow()).isEqualTo("transaction 'outer'");
		});
	}

	@Test
	void aTransactionThatAnotherThreadCompletesIsDropped() {
		TransactionStatus status = this.scene.transactions.getTransaction(null);
		CompletableFuture.runAsync(() -> {
			new TransactionBoundaries().afterCommit(status, null);
			assertThat(TransactionBoundaries.current()).isNull();
		}).join();
		assertThat(TransactionBoundaries.current()).isNotNull();
		this.scene.transactions.rollback(status);
	}

	@Test
	void callbacksInOddOrdersLeaveNothingBehind() {
		TransactionBoundaries boundaries = new TransactionBoundaries();
		TransactionStatus outer = new SimpleTransactionStatus(true);
		TransactionStatus inner = new SimpleTransactionStatus(true);
		boundaries.afterCommit(outer, null);
		boundaries.beforeBegin(outer);
		boundaries.afterBegin(outer, null);
		boundaries.beforeBegin(inner);
		boundaries.afterBegin(inner, null);
		boundaries.afterRollback(outer, null);
		assertThat(Borrower.current().scope()).isNull();
		boundaries.afterRollback(inner, null);
		boundaries.afterBegin(new SimpleTransactionStatus(true), new IllegalStateException("never began"));
		boundaries.beforeBegin(new SimpleTransactionStatus(false));
		assertThat(Borrower.current().scope()).isNull();
	}

	@Test
	void aTransactionOfAManagerWithoutListenersDoesNotHideWhatIsAroundIt() {
		JdbcTransactionManager silent = new JdbcTransactionManager(this.scene.dataSource);
		TransactionStatus status = silent.getTransaction(null);
		assertThat(scopeNow()).isEqualTo("none");
		new JdbcTemplate(this.scene.dataSource).execute("select 1");
		silent.commit(status);
		assertThat(this.scene.violations).isEmpty();
	}

	@Test
	void theRequestAroundATransactionIsNamed() {
		RequestBoundary request = RequestBoundary.begin("POST /orders");
		this.scene.transaction("com.acme.OrderService.place")
			.executeWithoutResult((status) -> assertThat(scopeNow())
				.isEqualTo("transaction 'OrderService.place' of request 'POST /orders'"));
		assertThat(scopeNow()).isEqualTo("request 'POST /orders'");
		request.end();
		assertThat(scopeNow()).isEqualTo("none");
	}

}
