package io.github.jdbcguard.pool.hikari;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.process.ProcessWatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for connections that were idle while the process stood still. The threshold is a
 * millisecond, so that the scheduler provides the pauses.
 */
class SuspectConnectionsTests {

	@Test
	void thatTheServerClosedAreReplacedWithoutAnError() throws SQLException {
		try (PausedPool pool = new PausedPool((config) -> {
		})) {
			List<Long> backends = pool.fill(3);
			for (long backend : backends) {
				pool.fixture.database.execute("select pg_terminate_backend(" + backend + ")");
			}
			await().until(() -> backends.stream().noneMatch(pool::isAlive));
			pool.awaitPause();
			// HikariCP does not ping what was used within the last 500 ms
			assertThat(pool.fill(3)).doesNotContainAnyElementsOf(backends);
		}
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void thatDoNotAnswerCostOneValidationTimeoutForAll() throws Exception {
		Duration budget = Duration.ofSeconds(2);
		try (PausedPool pool = new PausedPool((config) -> config.setValidationTimeout(budget.toMillis()))) {
			List<Long> backends = pool.fill(3);
			for (long backend : backends) {
				signal("STOP", backend);
			}
			try {
				pool.awaitPause();
				long start = System.nanoTime();
				assertThat(pool.fill(1)).doesNotContainAnyElementsOf(backends);
				long first = System.nanoTime();
				assertThat(Duration.ofNanos(first - start)).isBetween(budget.minusMillis(100), budget.plusMillis(1900));
				assertThat(pool.fill(3)).doesNotContainAnyElementsOf(backends);
			}
			finally {
				for (long backend : backends) {
					signal("CONT", backend);
				}
			}
		}
	}

	@Test
	void thatAnswerAreKept() throws SQLException {
		try (PausedPool pool = new PausedPool((config) -> {
		})) {
			List<Long> backends = pool.fill(3);
			pool.awaitPause();
			assertThat(pool.fill(3)).containsExactlyInAnyOrderElementsOf(backends);
		}
	}

	private static void signal(String signal, long pid) throws IOException, InterruptedException {
		Process kill = new ProcessBuilder("kill", "-" + signal, String.valueOf(pid)).inheritIO().start();
		assertThat(kill.waitFor()).isZero();
	}

	/**
	 * A pool in a process that keeps being paused.
	 */
	private static final class PausedPool implements AutoCloseable {

		private final PoolFixture fixture = new PoolFixture();

		private final ProcessWatch watch = ProcessWatch.builder().freezeThreshold(Duration.ofMillis(1)).start();

		private final GuardedHikariDataSource dataSource;

		PausedPool(Consumer<HikariConfig> customizer) {
			HikariDataSource original = new HikariDataSource();
			PoolFixture.configure(original, customizer);
			this.dataSource = GuardedHikariDataSource.guard(original, this.watch, PoolPolicy.defaults(), null);
		}

		List<Long> fill(int count) throws SQLException {
			return PoolFixture.backends(this.dataSource, count);
		}

		void awaitPause() {
			long pauses = this.watch.state().pauses();
			await().until(() -> this.watch.state().pauses() > pauses);
		}

		boolean isAlive(long backend) {
			try {
				return this.fixture.isAlive(backend);
			}
			catch (SQLException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Override
		public void close() {
			this.dataSource.close();
			this.watch.close();
			this.fixture.close();
		}

	}

}
