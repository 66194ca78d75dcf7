package io.github.jdbcguard.boundary;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.pool.Lease;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.SimpleTransactionStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for connections that are not given back at the end of what they were taken in
 * (B4).
 */
@Timeout(30)
class LeakedLeaseTests {

	private static final BoundaryRule RULE = BoundaryRule.LEAKED_LEASE;

	private static final Duration SOON = Duration.ofSeconds(5);

	private final List<Connection> taken = new ArrayList<>();

	private Scene scene;

	private Scene open(Reaction reaction) {
		this.scene = new Scene(Driver.PGJDBC, 4, Scene.only(RULE, reaction));
		return this.scene;
	}

	@AfterEach
	void close() throws SQLException {
		for (Connection connection : this.taken) {
			connection.close();
		}
		this.scene.close();
	}

	private Connection take() {
		try {
			Connection connection = this.scene.take();
			this.taken.add(connection);
			return connection;
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void query() {
		new JdbcTemplate(this.scene.dataSource).execute("select 1");
	}

	private void assertNothingReportedForAWhile() {
		Awaitility.await()
			.during(Duration.ofMillis(1200))
			.atMost(Duration.ofSeconds(4))
			.untilAsserted(() -> assertThat(this.scene.violations).isEmpty());
	}

	@Test
	void isReportedAsSoonAsTheTransactionHasGivenBackItsOwn() throws SQLException {
		open(Reaction.WARN).transaction("com.acme.OrderService.place").executeWithoutResult((status) -> {
			query();
			take();
		});
		assertThat(this.scene.violations).singleElement().satisfies((violation) -> {
			assertThat(violation.message()).startsWith("leaked-lease: a connection is still held after the end")
				.contains("in transaction 'OrderService.place'");
			assertThat(violation.place()).asString().contains("LeakedLeaseTests");
		});
		Scene.ask(this.taken.get(0));
		this.taken.get(0).close();
		assertThat(this.scene.dataSource.snapshot().counters().closed()).isZero();
		assertThat(this.scene.dataSource.snapshot().active()).isZero();
	}

	@Test
	void isDiscardedWhereThatIsTheReaction() throws SQLException {
		open(Reaction.FAIL).transaction("place").executeWithoutResult((status) -> {
			query();
			take();
		});
		assertThat(this.scene.seen().count(RULE)).isOne();
		assertThat(this.taken.get(0).isClosed()).isTrue();
		Awaitility.await().atMost(SOON).until(() -> this.scene.dataSource.snapshot().active() == 0);
		assertThat(this.scene.dataSource.snapshot().connections()).hasSize(1);
		query();
	}

	@Test
	void isFoundByThePatrolWhereNothingElseComesBack() {
		open(Reaction.FAIL);
		TransactionBoundaries boundaries = new TransactionBoundaries();
		TransactionStatus status = new SimpleTransactionStatus(true);
		boundaries.beforeBegin(status);
		boundaries.afterBegin(status, null);
		Connection connection = take();
		boundaries.afterCommit(status, null);
		assertThat(this.scene.violations).isEmpty();
		Awaitility.await().atMost(SOON).until(() -> this.scene.violations.size() == 1);
		Awaitility.await().atMost(SOON).until(connection::isClosed);
		assertThat(this.scene.violations.get(0).what()).contains("thread '" + Thread.currentThread().getName());
	}

	@Test
	void isNotDiscardedWhileACallIsInProgress() throws Exception {
		open(Reaction.FAIL);
		CountDownLatch called = new CountDownLatch(1);
		List<CompletableFuture<Boolean>> sleeper = new ArrayList<>();
		this.scene.transaction("place").executeWithoutResult((status) -> {
			Connection connection = take();
			sleeper.add(CompletableFuture.supplyAsync(() -> {
				called.countDown();
				return new JdbcTemplate(new SingleConnectionDataSource(connection, true))
					.execute((Connection own) -> own.createStatement().execute("select pg_sleep(2)"));
			}));
			Awaitility.await().until(() -> connection.unwrap(Lease.class).isBusy());
		});
		called.await();
		assertThat(this.scene.violations).isEmpty();
		assertThat(sleeper.get(0).get()).isTrue();
		Awaitility.await().atMost(SOON).until(() -> this.taken.get(0).isClosed());
		// It is closed first, and told of then
		Awaitility.await().atMost(SOON).until(() -> this.scene.seen().count(RULE) == 1);
	}

	@Test
	void ofAnInnerTransactionIsReportedAtTheEndOfTheOutermost() {
		open(Reaction.WARN).transaction("outer").executeWithoutResult((outer) -> {
			this.scene.transaction("inner", TransactionDefinition.PROPAGATION_REQUIRES_NEW)
				.executeWithoutResult((inner) -> take());
			query();
			assertThat(this.scene.violations).isEmpty();
		});
		assertThat(this.scene.violations).singleElement()
			.satisfies((violation) -> assertThat(violation.scope()).isEqualTo("transaction 'inner'"));
	}

	@Test
	void ofARequestIsReportedAtItsEnd() {
		open(Reaction.FAIL);
		RequestBoundary request = RequestBoundary.begin("GET /orders/{id}");
		this.scene.transaction("place").executeWithoutResult((status) -> take());
		take();
		assertNothingReportedForAWhile();
		request.end();
		assertThat(this.scene.violations).extracting(Violation::scope)
			.containsExactlyInAnyOrder("transaction 'place' of request 'GET /orders/{id}'",
					"request 'GET /orders/{id}'");
		assertThat(this.scene.dataSource.snapshot().active()).isZero();
	}

	@Test
	void isNotWhatComesBackBeforeTheRequestEnds() throws SQLException {
		open(Reaction.FAIL);
		RequestBoundary request = RequestBoundary.begin("GET /orders");
		this.scene.transaction("place").executeWithoutResult((status) -> take());
		query();
		this.taken.get(0).close();
		request.end();
		assertNothingReportedForAWhile();
	}

	@Test
	void isNotWhatATransactionAroundTheRequestStillHolds() throws SQLException {
		open(Reaction.FAIL).transaction("test").executeWithoutResult((status) -> {
			RequestBoundary request = RequestBoundary.begin("GET /orders");
			Connection connection = take();
			request.end();
			assertNothingReportedForAWhile();
			try {
				connection.close();
			}
			catch (SQLException ex) {
				throw new IllegalStateException(ex);
			}
		});
		assertThat(this.scene.violations).isEmpty();
	}

	@Test
	void isNotWhatTheTransactionItselfHolds() {
		open(Reaction.FAIL);
		for (int i = 0; i < 200; i++) {
			this.scene.transaction("outer").executeWithoutResult((outer) -> {
				query();
				this.scene.transaction("inner", TransactionDefinition.PROPAGATION_REQUIRES_NEW)
					.executeWithoutResult((inner) -> query());
				query();
			});
		}
		assertNothingReportedForAWhile();
		assertThat(this.scene.dataSource.snapshot().counters().opened()).isLessThanOrEqualTo(2);
	}

	@Test
	void isNotWhatWasHandedOverOrDetached() {
		open(Reaction.FAIL).transaction("place").executeWithoutResult((status) -> {
			query();
			try {
				take().unwrap(Lease.class).handOver();
				take().unwrap(Lease.class).detach();
			}
			catch (SQLException ex) {
				throw new IllegalStateException(ex);
			}
		});
		assertNothingReportedForAWhile();
		assertThat(this.taken).allSatisfy((connection) -> assertThat(connection.isClosed()).isFalse());
	}

	@Test
	void isNotWhatWasTakenOutsideOfAllTransactions() {
		open(Reaction.FAIL);
		take();
		this.scene.transaction("place").executeWithoutResult((status) -> query());
		this.scene.transaction("outer")
			.executeWithoutResult(
					(outer) -> this.scene.transaction("none", TransactionDefinition.PROPAGATION_NOT_SUPPORTED)
						.executeWithoutResult((none) -> take()));
		assertNothingReportedForAWhile();
	}

}
