package io.github.jdbcguard.faults.policy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import io.github.jdbcguard.faults.Dialect;
import io.github.jdbcguard.faults.TestPool;
import io.github.jdbcguard.faults.Workers;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.pool.PoolSnapshot.Counters;
import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.EmbeddedDatabases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Many threads want few connections, each is asked whether it lives, and often there is
 * next to no time left for the answer.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class CheckoutBudgetTests {

	private static final int CAP = 2;

	/**
	 * What the server may take to end a session whose connection was closed.
	 */
	private static final Duration LEAVING = Duration.ofMillis(200);

	@Test
	void whoHasNoTimeLeftForTheAnswerCostsThePoolNoConnection() throws Exception {
		Database database = EmbeddedDatabases.postgres();
		PoolPolicy policy = PoolPolicy.builder().pingAfterIdle(Duration.ZERO).timeout(Duration.ofMillis(250)).build();
		try (TestPool pool = TestPool.guarded(database, policy, (config) -> {
			config.setMaximumPoolSize(CAP);
			config.setConnectionTimeout(250);
		}); Connection observer = database.connect()) {
			Duration longest = Duration.ZERO;
			try (Workers workers = Workers.start(40, () -> hold(pool))) {
				longest = longestAboveCap(observer, Duration.ofSeconds(3));
				workers.stop();
			}
			assertThat(longest).as("time with more sessions than the cap").isLessThan(LEAVING);
			await().atMost(Duration.ofSeconds(3)).untilAsserted(() -> {
				Counters counters = pool.counters();
				assertThat(counters.opened() - counters.closed()).isEqualTo(pool.snapshot().connections().size())
					.isLessThanOrEqualTo(CAP);
				assertThat(Dialect.POSTGRES.sessions(observer)).isEqualTo(pool.snapshot().connections().size());
			});
		}
	}

	/**
	 * How long at most there were more sessions than there may be.
	 */
	private static Duration longestAboveCap(Connection observer, Duration time) throws SQLException {
		long start = System.nanoTime();
		long longest = 0;
		long fine = start;
		while (System.nanoTime() - start < time.toNanos()) {
			boolean above = Dialect.POSTGRES.sessions(observer) > CAP;
			long now = System.nanoTime();
			fine = above ? fine : now;
			longest = Math.max(longest, now - fine);
		}
		return Duration.ofNanos(longest);
	}

	private static void hold(TestPool pool) throws SQLException {
		try (Connection connection = pool.take(); Statement statement = connection.createStatement()) {
			// Never the same, so that the time runs out in every state of a checkout
			statement.execute("select pg_sleep(0.015 + random() / 100)");
		}
	}

}
