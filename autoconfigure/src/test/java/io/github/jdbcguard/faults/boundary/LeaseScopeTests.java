package io.github.jdbcguard.faults.boundary;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.github.jdbcguard.faults.Dialect;
import io.github.jdbcguard.faults.TestPool;
import io.github.jdbcguard.pool.Borrower;
import io.github.jdbcguard.pool.HeldLease;
import io.github.jdbcguard.pool.Lease;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.testing.EmbeddedDatabases;
import io.github.jdbcguard.testing.NamedScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.postgresql.PGConnection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what the pool knows of its leases: what they are for, who holds them, whether
 * they have ended.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class LeaseScopeTests {

	private static final int CONNECTIONS = 2;

	private final RecordingWatch watch = new RecordingWatch();

	private TestPool pool;

	@BeforeEach
	void open() {
		this.pool = TestPool.guarded(EmbeddedDatabases.postgres(), PoolPolicy.defaults(), (guarded) -> this.watch,
				(config) -> config.setMaximumPoolSize(CONNECTIONS));
	}

	@AfterEach
	void close() {
		this.pool.close();
	}

	@Test
	void aLeaseKnowsWhatItIsForAndWhereItWasTaken() throws SQLException {
		try (NamedScope scope = new NamedScope("OrderService.place"); Connection connection = this.pool.take()) {
			connection.setAutoCommit(false);
			assertThat(this.pool.guarded().leases()).singleElement().satisfies((held) -> {
				assertThat(held.scope()).isSameAs(scope);
				assertThat(held.borrower()).isSameAs(Thread.currentThread());
				assertThat(held.inTransaction()).isTrue();
				assertThat(held.busy()).isFalse();
				assertThat(held.origin()).isNotNull();
				assertThat(held.origin().getStackTrace())
					.anyMatch((frame) -> frame.getMethodName().equals("aLeaseKnowsWhatItIsForAndWhereItWasTaken"));
			});
			int calls = this.pool.guarded().leases().get(0).calls();
			Dialect.echo(connection, 1);
			assertThat(this.pool.guarded().leases().get(0).calls()).isGreaterThan(calls);
			connection.setAutoCommit(true);
			assertThat(this.pool.guarded().leases()).noneMatch(HeldLease::inTransaction);
		}
		assertThat(this.pool.guarded().leases()).isEmpty();
		try (Connection connection = this.pool.take()) {
			assertThat(connection.unwrap(Lease.class).scope()).isNull();
		}
	}

	@Test
	void aScopeKnowsWhatWasTakenInItAndHasNotEnded() throws SQLException {
		try (NamedScope scope = new NamedScope("OrderService.place")) {
			Connection first = this.pool.take();
			Connection second = this.pool.take();
			assertThat(scope.held()).containsExactly(first.unwrap(Lease.class), second.unwrap(Lease.class));
			first.close();
			assertThat(scope.held()).containsExactly(second.unwrap(Lease.class));
			second.abort(Runnable::run);
			assertThat(scope.held()).isEmpty();
		}
	}

	@Test
	void aLeaseThatGoesOnWithAnotherConnectionIsStillOne() throws SQLException {
		try (NamedScope scope = new NamedScope("OrderService.place"); Connection connection = this.pool.take()) {
			connection.setAutoCommit(false);
			Lease lease = connection.unwrap(Lease.class);
			long lost = lease.record().id();
			Dialect.echo(connection, 1);
			lease.invalidate();
			connection.rollback();
			Dialect.echo(connection, 2);
			assertThat(scope.held()).containsExactly(lease);
			assertThat(this.pool.guarded().leases()).singleElement().satisfies((held) -> {
				assertThat(held.record().id()).isNotEqualTo(lost);
				assertThat(held.scope()).isSameAs(scope);
			});
			assertThat(lease.isBusy()).isFalse();
			connection.rollback();
			connection.setAutoCommit(true);
		}
		assertThat(this.watch.seen()).isEmpty();
		try (Connection first = this.pool.take(); Connection second = this.pool.take()) {
			assertThat(Borrower.current().seemsToHold()).isTrue();
		}
		assertThat(Borrower.current().seemsToHold()).isFalse();
	}

	@Test
	void whatIsDoneAfterTheEndIsSeen() throws SQLException {
		Connection connection = this.pool.take();
		PreparedStatement statement = connection.prepareStatement("select 1");
		connection.close();
		connection.close();
		assertThat(connection.isClosed()).isTrue();
		assertThat(connection.isValid(1)).isFalse();
		assertThat(connection.unwrap(Lease.class).isHeld()).isFalse();
		assertThat(this.watch.seen()).isEmpty();
		assertThatExceptionOfType(SQLException.class).isThrownBy(connection::createStatement);
		assertThatExceptionOfType(SQLException.class).isThrownBy(() -> connection.setReadOnly(true));
		assertThatExceptionOfType(SQLException.class).isThrownBy(connection::commit);
		assertThatExceptionOfType(SQLException.class).isThrownBy(connection::rollback);
		assertThatExceptionOfType(SQLException.class).isThrownBy(statement::executeQuery);
		assertThat(this.watch.seen()).containsOnly("after close").hasSizeGreaterThanOrEqualTo(5);
		this.watch.refuse();
		assertThatExceptionOfType(SQLException.class).isThrownBy(connection::createStatement)
			.withMessage("after close");
	}

	@Test
	void whatIsDoneAfterTheEndChangesNothingForTheNextBorrower() throws SQLException {
		Connection ended = this.pool.take();
		ended.close();
		try (Connection next = this.pool.take()) {
			next.setAutoCommit(false);
			next.createStatement().executeUpdate("create table ledger (number integer)");
			assertThatExceptionOfType(SQLException.class).isThrownBy(ended::rollback);
			assertThat(this.pool.guarded().leases()).singleElement().matches(HeldLease::inTransaction);
		}
		assertThat(this.watch.seen()).containsExactly("after close", "in transaction");
	}

	@Test
	void aLeaseTellsThatItsDriversConnectionIsUsedUnseen() throws SQLException {
		try (Connection connection = this.pool.take()) {
			assertThat(this.pool.guarded().leases()).noneMatch(HeldLease::exposed);
			connection.unwrap(PGConnection.class).getNotifications();
			assertThat(this.pool.guarded().leases()).singleElement().matches(HeldLease::exposed);
		}
	}

	@Test
	void whereAutocommitIsAlwaysOffAConnectionThatIsKeptServesOneTransactionAfterTheOther() throws SQLException {
		try (TestPool manual = TestPool.guarded(EmbeddedDatabases.postgres(), PoolPolicy.defaults(),
				(guarded) -> this.watch, (config) -> config.setAutoCommit(false))) {
			Connection connection;
			try (NamedScope first = new NamedScope("first")) {
				connection = manual.take();
				Dialect.echo(connection, 1);
				connection.commit();
			}
			try (NamedScope second = new NamedScope("second")) {
				Dialect.echo(connection, 2);
				assertThat(manual.guarded().leases()).singleElement()
					.satisfies((held) -> assertThat(held.scope()).isSameAs(second));
				connection.commit();
			}
			connection.close();
		}
	}

	@Nested
	class AThreadThatHoldsAConnection {

		@Test
		void isSeenWhereItHasToWaitForAnother() throws SQLException {
			LeaseScopeTests.this.watch.refuse();
			try (Connection first = LeaseScopeTests.this.pool.take();
					Connection second = LeaseScopeTests.this.pool.take()) {
				assertThatExceptionOfType(SQLException.class).isThrownBy(LeaseScopeTests.this.pool::take)
					.withMessage("waits while holding 2");
			}
			assertThat(LeaseScopeTests.this.pool.guarded().leases()).isEmpty();
			LeaseScopeTests.this.pool.touch(CONNECTIONS);
		}

		@Test
		void isNotSeenWhereAnotherIsThereOrIsOpened() throws SQLException {
			LeaseScopeTests.this.pool.touch(CONNECTIONS);
			LeaseScopeTests.this.pool.touch(CONNECTIONS);
			assertThat(LeaseScopeTests.this.watch.seen()).isEmpty();
		}

		@Test
		void isNotSeenWhereItsOwnIsOfAnotherPool() throws Exception {
			ExecutorService executor = Executors.newSingleThreadExecutor();
			try (TestPool other = TestPool.guarded(EmbeddedDatabases.postgres(), PoolPolicy.defaults(),
					(guarded) -> LeaseScopeTests.this.watch, (config) -> config.setMaximumPoolSize(1));
					Connection own = other.take()) {
				List<Connection> taken = executor
					.submit(() -> List.of(LeaseScopeTests.this.pool.take(), LeaseScopeTests.this.pool.take()))
					.get(10, TimeUnit.SECONDS);
				executor.submit(() -> {
					TestPool.pause(Duration.ofMillis(200));
					taken.get(0).close();
					return null;
				});
				LeaseScopeTests.this.pool.take().close();
				taken.get(1).close();
			}
			finally {
				executor.shutdownNow();
			}
			assertThat(LeaseScopeTests.this.watch.seen()).isEmpty();
		}

		@Test
		void isNotSeenWhereAnotherThreadHasGotItsOwn() throws Exception {
			ExecutorService executor = Executors.newSingleThreadExecutor();
			try {
				List<Connection> given = List.of(LeaseScopeTests.this.pool.take(), LeaseScopeTests.this.pool.take());
				given.get(1).unwrap(Lease.class).handOver();
				executor.submit(() -> Dialect.echo(given.get(0), 1)).get(10, TimeUnit.SECONDS);
				executor.submit(() -> {
					TestPool.pause(Duration.ofMillis(200));
					for (Connection connection : given) {
						connection.close();
					}
					return null;
				});
				LeaseScopeTests.this.pool.take().close();
			}
			finally {
				executor.shutdownNow();
			}
			assertThat(LeaseScopeTests.this.watch.seen()).isEmpty();
		}

		@Test
		void isNotSeenWhereThatIsPermitted() throws Exception {
			Borrower.current().setMayNest(true);
			ExecutorService executor = Executors.newSingleThreadExecutor();
			try (Connection first = LeaseScopeTests.this.pool.take()) {
				Connection second = executor.submit(LeaseScopeTests.this.pool::take).get(10, TimeUnit.SECONDS);
				executor.submit(() -> {
					TestPool.pause(Duration.ofMillis(200));
					second.close();
					return null;
				});
				LeaseScopeTests.this.pool.take().close();
			}
			finally {
				Borrower.current().setMayNest(false);
				executor.shutdownNow();
			}
			assertThat(LeaseScopeTests.this.watch.seen()).isEmpty();
		}

	}

}
