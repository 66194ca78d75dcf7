package io.github.jdbcguard.faults.policy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import com.zaxxer.hikari.HikariConfig;
import io.github.jdbcguard.faults.Dialect;
import io.github.jdbcguard.faults.TestPool;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.EmbeddedDatabases;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a pool with {@code size: 5} and {@code max-overflow: 5} does about its size while
 * it is little used.
 */
@Tag("slow")
@Timeout(value = 90, threadMode = ThreadMode.SEPARATE_THREAD)
class ShrinkingTests {

	private static final int SIZE = 5;

	@Test
	void longLeasesCostNoConnections() throws Exception {
		try (TestPool pool = pool(SIZE + 5)) {
			List<Connection> leases = new ArrayList<>();
			for (int i = 0; i < 3; i++) {
				leases.add(pool.take());
			}
			// HikariCP keeps some idle in reserve
			TestPool.pause(Duration.ofSeconds(5));
			long opened = pool.counters().opened();
			TestPool.pause(Duration.ofSeconds(15));
			assertThat(pool.counters().opened()).as("opened without need").isEqualTo(opened);
			for (Connection lease : leases) {
				lease.close();
			}
		}
	}

	@Test
	void aPoolIsBackNearItsSizeAMinuteAfterABurstThoughEachThreadComesBackNowAndThen() throws Exception {
		try (TestPool pool = pool(SIZE + 11)) {
			ExecutorService executor = Executors.newFixedThreadPool(16);
			try {
				CyclicBarrier together = new CyclicBarrier(16);
				List<Future<?>> threads = new ArrayList<>();
				for (int i = 0; i < 16; i++) {
					int phase = i;
					threads.add(executor.submit(() -> {
						burst(pool, together);
						comeBack(pool, phase);
						return null;
					}));
				}
				for (Future<?> thread : threads) {
					thread.get(60, TimeUnit.SECONDS);
				}
			}
			finally {
				executor.shutdownNow();
			}
			assertThat(pool.counters().opened()).isGreaterThanOrEqualTo(16);
			assertThat(pool.snapshot().total()).isLessThanOrEqualTo(SIZE + 3);
			assertThat(pool.counters().opened()).as("opened").isLessThanOrEqualTo(16 + SIZE);
		}
	}

	private static void burst(TestPool pool, CyclicBarrier together) throws Exception {
		try (Connection connection = pool.take()) {
			together.await(10, TimeUnit.SECONDS);
			Dialect.echo(connection, 1);
		}
	}

	private static void comeBack(TestPool pool, int phase) throws SQLException {
		TestPool.pause(Duration.ofMillis(phase * 125 + 1));
		for (int i = 0; i < 16; i++) {
			pool.session();
			TestPool.pause(Duration.ofSeconds(2));
		}
	}

	private static TestPool pool(int cap) {
		Database database = EmbeddedDatabases.postgres();
		return TestPool.guarded(database, PoolPolicy.builder().maxOverflow(cap - SIZE).build(),
				(config) -> configure(config, cap));
	}

	private static void configure(HikariConfig config, int cap) {
		config.setMaximumPoolSize(cap);
		config.setMinimumIdle(SIZE);
		config.setIdleTimeout(10_000);
	}

}
