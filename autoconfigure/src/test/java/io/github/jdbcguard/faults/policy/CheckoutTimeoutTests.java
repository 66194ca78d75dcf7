package io.github.jdbcguard.faults.policy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.github.jdbcguard.faults.Dialect;
import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.faults.TestPool;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.EmbeddedDatabases;
import io.github.jdbcguard.testing.FaultProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The timeout of a checkout bounds all that happens in it, not the waiting alone.
 */
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class CheckoutTimeoutTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(1);

	private static final Duration LIMIT = TIMEOUT.plusMillis(500);

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final Database database = EmbeddedDatabases.postgres();

	private FaultProxy proxy;

	private TestPool pool;

	@BeforeEach
	void open() throws SQLException {
		// Or the driver would give an attempt up after the timeout of the pool
		this.proxy = FaultProxy.before(Driver.with(this.database, "loginTimeout=30"));
		this.pool = TestPool.guarded(this.proxy.database(),
				PoolPolicy.builder().timeout(TIMEOUT).pingAfterIdle(Duration.ZERO).build(), (config) -> {
					config.setConnectionTimeout(TIMEOUT.toMillis());
					config.setMaximumPoolSize(1);
				});
		this.pool.session();
	}

	@AfterEach
	void close() throws Exception {
		this.executor.shutdownNow();
		this.proxy.close();
		this.pool.close();
	}

	@Test
	void boundsWaitingAndPingingTogether() throws Exception {
		Connection holder = this.pool.take();
		this.proxy.blackhole();
		Future<Outcome> borrower = this.executor.submit(this::borrow);
		TestPool.pause(Duration.ofMillis(700));
		holder.close();
		Outcome outcome = borrower.get(10, TimeUnit.SECONDS);
		assertThat(outcome.time()).isBetween(Duration.ofMillis(600), LIMIT);
		outcome.failure()
			.ifPresent((ex) -> assertThat((Throwable) ex).isInstanceOf(SQLTransientConnectionException.class));
		this.pool.session();
		assertThat(this.pool.snapshot().active()).isZero();
	}

	@Test
	void boundsAReplacementThatGoesOnWithoutItsBorrower() throws Exception {
		this.pool.guarded().retireAll();
		this.proxy.freeze();
		Future<Outcome> borrower = this.executor.submit(this::borrow);
		Outcome outcome;
		try {
			outcome = borrower.get(10, TimeUnit.SECONDS);
		}
		finally {
			this.proxy.thaw();
		}
		assertThat(outcome.failure()).containsInstanceOf(SQLTransientConnectionException.class);
		assertThat(outcome.time()).isBetween(TIMEOUT.minusMillis(50), LIMIT);
		await().untilAsserted(() -> assertThat(this.pool.snapshot().idle()).isEqualTo(1));
		this.pool.session();
		assertThat(this.proxy.connections()).isEqualTo(2);
		assertThat(this.pool.counters().opened()).isEqualTo(2);
		assertThat(this.pool.counters().closed()).isEqualTo(1);
		assertThat(this.pool.snapshot().active()).isZero();
		await().until(() -> Dialect.POSTGRES.sessions(this.database) == 1);
	}

	private Outcome borrow() {
		long start = System.nanoTime();
		SQLException failure = null;
		Duration time;
		try {
			Connection connection = this.pool.take();
			time = Duration.ofNanos(System.nanoTime() - start);
			connection.close();
		}
		catch (SQLException ex) {
			time = Duration.ofNanos(System.nanoTime() - start);
			failure = ex;
		}
		return new Outcome(time, Optional.ofNullable(failure));
	}

	/**
	 * What became of a checkout.
	 *
	 * @param time how long it took
	 * @param failure why it failed, if it did
	 */
	private record Outcome(Duration time, Optional<SQLException> failure) {

	}

}
