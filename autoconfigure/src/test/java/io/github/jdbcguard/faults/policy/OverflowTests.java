package io.github.jdbcguard.faults.policy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import com.zaxxer.hikari.HikariConfig;
import io.github.jdbcguard.faults.Dialect;
import io.github.jdbcguard.faults.TestPool;
import io.github.jdbcguard.faults.Workers;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.EmbeddedDatabases;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A burst of many threads, with {@code size: 4} and {@code max-overflow: 8} as HikariCP
 * is told of them. Half a minute goes by until HikariCP looks for connections to close.
 */
@Tag("slow")
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class OverflowTests {

	private static final int SIZE = 4;

	private static final int CAP = 12;

	@Test
	void neverExceedsTheCapAndIsBackAtItsSizeWithinAMinute() throws Exception {
		Database database = EmbeddedDatabases.postgres();
		try (TestPool pool = TestPool.guarded(database, PoolPolicy.defaults(), OverflowTests::configure);
				Connection observer = database.connect()) {
			long most = 0;
			try (Workers workers = Workers.start(64, () -> work(pool))) {
				long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
				while (System.nanoTime() < end) {
					most = Math.max(most, Dialect.POSTGRES.sessions(observer));
				}
				workers.stop();
				assertThat(workers.failures()).isEmpty();
			}
			assertThat(most).isEqualTo(CAP);
			// Nothing was closed while others waited
			assertThat(pool.counters().opened()).isEqualTo(CAP);
			await().atMost(Duration.ofMinutes(1))
				.pollInterval(Duration.ofMillis(250))
				.until(() -> pool.snapshot().total() == SIZE && Dialect.POSTGRES.sessions(observer) == SIZE);
			assertThat(pool.counters().closed()).isEqualTo(CAP - SIZE);
		}
	}

	private static void configure(HikariConfig config) {
		config.setMaximumPoolSize(CAP);
		config.setMinimumIdle(SIZE);
		config.setIdleTimeout(10_000);
	}

	private static void work(TestPool pool) throws SQLException {
		try (Connection connection = pool.take(); Statement statement = connection.createStatement()) {
			statement.execute(Dialect.POSTGRES.sleep(0.02));
		}
	}

}
