package io.github.jdbcguard.faults.policy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import com.zaxxer.hikari.HikariConfig;
import io.github.jdbcguard.faults.Dialect;
import io.github.jdbcguard.faults.TestPool;
import io.github.jdbcguard.faults.Workers;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.EmbeddedDatabases;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a pool with {@code size: 5} and {@code max-overflow} does about its size while it
 * is little used, and after a burst of many threads. Half a minute goes by until HikariCP
 * looks for connections to close: all tests spend it together, each with pools and
 * databases of its own.
 */
@Tag("slow")
@Timeout(value = 90, threadMode = ThreadMode.SEPARATE_THREAD)
class ShrinkingTests {

	private static final int SIZE = 5;

	private static ExecutorService scenarios;

	private static Future<?> leases;

	private static Future<?> returns;

	private static Future<?> overflow;

	@BeforeAll
	static void beginAll() {
		scenarios = Executors.newCachedThreadPool();
		overflow = scenarios.submit(callable(ShrinkingTests::overflow));
		leases = scenarios.submit(callable(ShrinkingTests::hold));
		returns = scenarios.submit(callable(ShrinkingTests::burstAndComeBack));
	}

	private static Callable<Object> callable(Scenario scenario) {
		return () -> {
			scenario.play();
			return null;
		};
	}

	@AfterAll
	static void endAll() {
		scenarios.shutdownNow();
	}

	private static void assertDone(Future<?> scenario) throws Throwable {
		try {
			scenario.get();
		}
		catch (ExecutionException ex) {
			throw ex.getCause();
		}
	}

	/**
	 * HikariCP keeps some idle in reserve, but there is no need ever to open one in the
	 * place of another. Ten seconds go by until what is not needed is closed.
	 */
	@Test
	void neitherLongNorShortLeasesCostConnections() throws Throwable {
		assertDone(leases);
	}

	private static void hold() throws Exception {
		try (TestPool held = pool(SIZE + 5);
				TestPool used = pool(SIZE + 5);
				Workers workers = Workers.start(3, () -> work(used))) {
			List<Connection> leases = new ArrayList<>();
			for (int i = 0; i < 3; i++) {
				leases.add(held.take());
			}
			TestPool.pause(Duration.ofSeconds(14));
			assertThat(held.counters().opened()).as("opened").isLessThanOrEqualTo(SIZE + 5);
			assertThat(used.counters().opened()).as("opened").isLessThanOrEqualTo(SIZE + 5);
			workers.stop();
			assertThat(workers.failures()).isEmpty();
			for (Connection lease : leases) {
				lease.close();
			}
		}
	}

	private static void work(TestPool pool) throws SQLException {
		try (Connection connection = pool.take(); Statement statement = connection.createStatement()) {
			statement.execute(Dialect.POSTGRES.sleep(0.05));
		}
		TestPool.pause(Duration.ofMillis(50));
	}

	@Test
	void aPoolIsBackNearItsSizeAMinuteAfterABurstThoughEachThreadComesBackNowAndThen() throws Throwable {
		assertDone(returns);
	}

	private static void burstAndComeBack() throws Exception {
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
		for (int i = 0; i < 13; i++) {
			pool.session();
			TestPool.pause(Duration.ofSeconds(2));
		}
	}

	@Test
	void aBurstNeverExceedsTheCapAndThePoolIsBackAtItsSizeWithinAMinute() throws Throwable {
		assertDone(overflow);
	}

	private static void overflow() throws Exception {
		int cap = SIZE + 8;
		Database database = EmbeddedDatabases.postgres();
		try (TestPool pool = TestPool.guarded(database, PoolPolicy.defaults(), (config) -> configure(config, cap));
				Connection observer = database.connect()) {
			long most = 0;
			try (Workers workers = Workers.start(64, () -> hurry(pool))) {
				long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
				while (System.nanoTime() < end) {
					most = Math.max(most, Dialect.POSTGRES.sessions(observer));
				}
				workers.stop();
				assertThat(workers.failures()).isEmpty();
			}
			assertThat(most).isEqualTo(cap);
			// Nothing was closed while others waited
			assertThat(pool.counters().opened()).isEqualTo(cap);
			await().atMost(Duration.ofMinutes(1))
				.pollInterval(Duration.ofMillis(250))
				.until(() -> pool.snapshot().total() == SIZE && Dialect.POSTGRES.sessions(observer) == SIZE);
			assertThat(pool.counters().closed()).isEqualTo(cap - SIZE);
		}
	}

	private static void hurry(TestPool pool) throws SQLException {
		try (Connection connection = pool.take(); Statement statement = connection.createStatement()) {
			statement.execute(Dialect.POSTGRES.sleep(0.02));
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

	/**
	 * What a test is about.
	 */
	@FunctionalInterface
	private interface Scenario {

		void play() throws Exception;

	}

}
