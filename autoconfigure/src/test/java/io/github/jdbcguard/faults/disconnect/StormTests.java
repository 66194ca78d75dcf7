package io.github.jdbcguard.faults.disconnect;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.github.jdbcguard.faults.Dialect;
import io.github.jdbcguard.faults.TestPool;
import io.github.jdbcguard.pool.ConnectionRecord;
import io.github.jdbcguard.pool.PoolListener;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.EmbeddedDatabases;
import io.github.jdbcguard.testing.FaultProxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Many threads lose their connections at the same moment.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class StormTests {

	private static final int THREADS = 16;

	private static final int HEALTHY = 4;

	private static final String ASLEEP = " from pg_stat_activity where datname = current_database() "
			+ "and wait_event = 'PgSleep'";

	private final Queue<Long> invalidated = new ConcurrentLinkedQueue<>();

	private final Queue<PoolListener.Verdict> proposed = new ConcurrentLinkedQueue<>();

	@Test
	void costsEachThreadItsConnectionOnceAndTheHealthyOnesOnePing() throws Exception {
		Database database = EmbeddedDatabases.postgres();
		ExecutorService executor = Executors.newFixedThreadPool(THREADS);
		// However long a busy machine takes, nobody is pinged for having been idle
		PoolPolicy policy = PoolPolicy.builder().pingAfterIdle(Duration.ofMinutes(1)).build();
		try (FaultProxy proxy = FaultProxy.before(database);
				TestPool pool = TestPool.guarded(proxy.database(), policy,
						(config) -> config.setMaximumPoolSize(THREADS + HEALTHY))) {
			pool.guarded().addListener(new Recorder());
			List<Long> before = pool.sessions(THREADS + HEALTHY);
			List<Future<Long>> threads = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
				threads.add(executor.submit(() -> sleep(pool)));
			}
			await().until(() -> database.number("select count(*)" + ASLEEP) == THREADS);
			assertThat(database.number("select count(pg_terminate_backend(pid))" + ASLEEP)).isEqualTo(THREADS);
			List<Long> lost = new ArrayList<>();
			for (Future<Long> thread : threads) {
				lost.add(thread.get(30, TimeUnit.SECONDS));
			}

			assertThat(pool.counters().invalidated()).isEqualTo(THREADS);
			assertThat(this.invalidated).hasSize(THREADS).doesNotHaveDuplicates();
			assertThat(this.proposed).hasSize(THREADS).containsOnly(PoolListener.Verdict.LOST_AND_SIBLINGS_SUSPECT);

			long requests = proxy.requests();
			pool.touch(HEALTHY);
			assertThat(proxy.requests() - requests).as("pings").isEqualTo(HEALTHY);
			pool.touch(HEALTHY);
			assertThat(proxy.requests() - requests).as("pings").isEqualTo(HEALTHY);

			List<Long> healthy = before.stream().filter((session) -> !lost.contains(session)).toList();
			assertThat(pool.sessions(THREADS + HEALTHY)).containsAll(healthy).doesNotContainAnyElementsOf(lost);
			assertThat(pool.counters().opened()).isEqualTo(2 * THREADS + HEALTHY);
			await().until(() -> Dialect.POSTGRES.sessions(database) == pool.snapshot().total());
			assertThat(pool.snapshot().total()).isEqualTo(THREADS + HEALTHY);
			assertThat(pool.snapshot().active()).isZero();
		}
		finally {
			executor.shutdownNow();
		}
	}

	/**
	 * Be in a statement until it fails.
	 * @return the session that was lost
	 */
	private static long sleep(TestPool pool) throws SQLException {
		try (Connection connection = pool.take(); Statement statement = connection.createStatement()) {
			long session = Dialect.POSTGRES.session(connection);
			try {
				statement.execute(Dialect.POSTGRES.sleep(60));
			}
			catch (SQLException ex) {
				return session;
			}
			throw new AssertionError("Session %d was not ended".formatted(session));
		}
	}

	/**
	 * Notes what it is told.
	 */
	private final class Recorder implements PoolListener {

		@Override
		public void invalidated(ConnectionRecord record) {
			StormTests.this.invalidated.add(record.id());
		}

		@Override
		public Verdict failed(ConnectionRecord record, SQLException failure, Verdict proposed) {
			StormTests.this.proposed.add(proposed);
			return proposed;
		}

	}

}
