package io.github.jdbcguard.faults.boundary;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.github.jdbcguard.faults.Dialect;
import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.faults.TestPool;
import io.github.jdbcguard.pool.Lease;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.testing.NamedScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for what the pool tells of threads that are inside calls on one connection (B1,
 * B2).
 */
@ParameterizedClass
@EnumSource(Driver.class)
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class ConcurrentCallsTests {

	@Parameter
	private Driver driver;

	private final RecordingWatch watch = new RecordingWatch();

	private final ExecutorService executor = Executors.newFixedThreadPool(8, (task) -> new Thread(task, "other"));

	private TestPool pool;

	@BeforeEach
	void open() {
		this.pool = TestPool.guarded(this.driver.database(), PoolPolicy.defaults(), (guarded) -> this.watch,
				(config) -> config.setMaximumPoolSize(2));
	}

	@AfterEach
	void close() {
		this.executor.shutdownNow();
		this.pool.close();
	}

	private Future<?> sleepOn(Connection connection) throws SQLException {
		Statement statement = connection.createStatement();
		Future<?> sleeping = this.executor.submit(() -> statement.execute(this.driver.dialect().sleep(0.5)));
		Lease lease = connection.unwrap(Lease.class);
		await().until(lease::isBusy);
		return sleeping;
	}

	@Test
	void everyCallIsSeenWhileAnotherThreadIsInsideOne() throws Exception {
		try (Connection connection = this.pool.take();
				PreparedStatement prepared = connection.prepareStatement("select ?");
				Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery("select 1")) {
			this.watch.refuse();
			Future<?> sleeping = sleepOn(connection);
			List<Call> calls = List.of(connection::createStatement, () -> connection.prepareStatement("select 1"),
					() -> connection.prepareCall("select 1"), connection::getAutoCommit, connection::getWarnings,
					() -> connection.setReadOnly(true), () -> connection.setAutoCommit(false),
					() -> statement.execute("select 1"), () -> statement.executeQuery("select 1"),
					() -> statement.addBatch("select 1"), statement::getResultSet, () -> prepared.setInt(1, 1),
					prepared::executeQuery, result::next, () -> result.getInt(1));
			for (Call call : calls) {
				assertThatExceptionOfType(SQLException.class).isThrownBy(call::run)
					.withMessage("concurrent: %s while other", Thread.currentThread().getName());
			}
			assertThat(this.watch.seen()).hasSameSizeAs(calls);
			sleeping.get(10, TimeUnit.SECONDS);
			Dialect.echo(connection, 1);
			assertThat(this.watch.seen()).hasSameSizeAs(calls);
		}
	}

	@Test
	void someCallsAreFreeForAnyThread() throws Exception {
		Connection connection = this.pool.take();
		Statement statement = connection.createStatement();
		Statement idle = connection.createStatement();
		// No longer, for some drivers let a statement be closed only when no other runs
		Future<?> sleeping = this.executor.submit(() -> statement.execute(this.driver.dialect().sleep(2)));
		Lease lease = connection.unwrap(Lease.class);
		await().until(lease::isBusy);
		connection.isClosed();
		statement.isClosed();
		idle.close();
		statement.cancel();
		// A driver may report what was cancelled, or not
		await().until(sleeping::isDone);
		assertThat(connection.isValid(5)).isTrue();
		connection.abort(Runnable::run);
		connection.close();
		assertThat(this.watch.seen()).isEmpty();
	}

	@Test
	void threadsThatTakeTurnsAreNotSeen() throws Exception {
		try (Connection connection = this.pool.take()) {
			for (int i = 0; i < 20; i++) {
				int number = i;
				assertThat(Dialect.echo(connection, number)).isEqualTo(number);
				assertThat(this.executor.submit(() -> Dialect.echo(connection, number)).get(10, TimeUnit.SECONDS))
					.isEqualTo(number);
			}
		}
		assertThat(this.watch.seen()).isEmpty();
	}

	@Test
	void theNextBorrowerIsNotBlamedForOneWhoWasInsideACall() throws Exception {
		Connection connection = this.pool.take();
		Future<?> sleeping = sleepOn(connection);
		connection.close();
		for (int i = 0; i < 5; i++) {
			try (Connection first = this.pool.take(); Connection second = this.pool.take()) {
				Dialect.echo(second, 2);
			}
		}
		await().until(sleeping::isDone);
		assertThat(this.watch.seen()).isEmpty();
	}

	@Test
	void theCountIsRightAgainAfterAnyNumberOfCallsAtOnce() throws Exception {
		try (Connection connection = this.pool.take(); Statement statement = connection.createStatement()) {
			Lease lease = connection.unwrap(Lease.class);
			for (int round = 0; round < 10; round++) {
				List<Future<?>> calls = new ArrayList<>();
				for (int i = 0; i < 8; i++) {
					calls.add(this.executor.submit(() -> {
						for (int call = 0; call < 100; call++) {
							statement.getFetchSize();
						}
						return null;
					}));
				}
				for (Future<?> call : calls) {
					call.get(10, TimeUnit.SECONDS);
				}
				assertThat(lease.isBusy()).isFalse();
			}
			int before = this.watch.seen().size();
			Dialect.echo(connection, 1);
			assertThat(this.watch.seen()).hasSize(before);
		}
	}

	@Test
	void aTransactionThatMovesToAnotherThreadIsSeen() throws Exception {
		try (NamedScope scope = new NamedScope("OrderService.place"); Connection connection = this.pool.take()) {
			connection.setAutoCommit(false);
			Dialect.echo(connection, 1);
			this.executor.submit(() -> Dialect.echo(connection, 2)).get(10, TimeUnit.SECONDS);
			assertThat(this.watch.seen()).isNotEmpty()
				.containsOnly("across: other instead of " + Thread.currentThread().getName());
			connection.rollback();
			connection.setAutoCommit(true);
		}
	}

	@Test
	void aTransactionThatIsHandedOverIsNot() throws Exception {
		try (NamedScope scope = new NamedScope("OrderService.place"); Connection connection = this.pool.take()) {
			connection.setAutoCommit(false);
			Dialect.echo(connection, 1);
			Lease lease = connection.unwrap(Lease.class);
			lease.handOver();
			String borrower = this.executor.submit(() -> {
				Dialect.echo(connection, 2);
				return lease.borrower().getName();
			}).get(10, TimeUnit.SECONDS);
			assertThat(borrower).isEqualTo("other");
			assertThat(this.pool.guarded().leases()).singleElement()
				.satisfies((held) -> assertThat(held.borrower().getName()).isEqualTo("other"));
			assertThat(this.watch.seen()).isEmpty();
			lease.handOver();
			connection.rollback();
			connection.setAutoCommit(true);
			assertThat(this.watch.seen()).isEmpty();
			assertThat(lease.borrower()).isEqualTo(Thread.currentThread());
		}
	}

	@Test
	void aConnectionThatIsKeptServesTheNextTransactionOfAnyThread() throws Exception {
		try (Connection connection = this.pool.take()) {
			try (NamedScope first = new NamedScope("first")) {
				connection.setAutoCommit(false);
				Dialect.echo(connection, 1);
				connection.commit();
			}
			Dialect.echo(connection, 2);
			connection.setAutoCommit(true);
			this.executor.submit(() -> {
				try (NamedScope second = new NamedScope("second")) {
					connection.setAutoCommit(false);
					Dialect.echo(connection, 3);
					assertThat(this.pool.guarded().leases()).singleElement()
						.satisfies((held) -> assertThat(held.scope()).isSameAs(second));
					assertThat(this.watch.seen()).isEmpty();
					this.executor.submit(() -> Dialect.echo(connection, 4)).get(10, TimeUnit.SECONDS);
					assertThat(this.watch.seen()).isNotEmpty().containsOnly("across: other instead of other");
					connection.commit();
				}
				connection.setAutoCommit(true);
				return null;
			}).get(20, TimeUnit.SECONDS);
			int before = this.watch.seen().size();
			Dialect.echo(connection, 5);
			assertThat(this.watch.seen()).hasSize(before);
		}
	}

	@Test
	void aPlainConnectionInATransactionMayMove() throws Exception {
		try (NamedScope scope = new NamedScope("OrderService.place"); Connection connection = this.pool.take()) {
			this.executor.submit(() -> Dialect.echo(connection, 2)).get(10, TimeUnit.SECONDS);
		}
		assertThat(this.watch.seen()).isEmpty();
	}

	/**
	 * A call.
	 */
	@FunctionalInterface
	private interface Call {

		void run() throws SQLException;

	}

}
