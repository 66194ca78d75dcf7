package io.github.jdbcguard.faults.disconnect;

import java.time.Duration;

import io.github.jdbcguard.faults.Dialect;
import io.github.jdbcguard.faults.TestPool;
import io.github.jdbcguard.faults.Workers;
import io.github.jdbcguard.pool.PoolSnapshot;
import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.EmbeddedDatabases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The pool is disposed of again and again while it is in use.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class DisposeUnderLoadTests {

	private static final int ROUNDS = 50;

	@Test
	void failsNobodyAndLosesNothing() throws Exception {
		Database database = EmbeddedDatabases.postgres();
		try (TestPool pool = TestPool.guarded(database); Workers workers = Workers.start(32, pool::session)) {
			for (int i = 0; i < ROUNDS; i++) {
				TestPool.pause(Duration.ofMillis(200));
				pool.guarded().dispose();
			}
			workers.awaitSuccessOfAll(Duration.ofSeconds(10));
			workers.stop();
			assertThat(workers.failures()).isEmpty();
			await().untilAsserted(() -> {
				PoolSnapshot snapshot = pool.snapshot();
				assertThat(snapshot.generation()).isEqualTo(ROUNDS + 1);
				assertThat(snapshot.active()).isZero();
				assertThat(snapshot.waiting()).isZero();
				assertThat(snapshot.connections()).hasSize(snapshot.total());
				assertThat(snapshot.counters().opened() - snapshot.counters().closed()).isEqualTo(snapshot.total());
				assertThat(Dialect.POSTGRES.sessions(database)).isEqualTo(snapshot.total());
			});
			PoolSnapshot.Counters counters = pool.counters();
			assertThat(counters.opened()).isGreaterThan(ROUNDS);
			assertThat(counters.retired()).isLessThanOrEqualTo(counters.closed());
			assertThat(counters.invalidated()).isZero();
			assertThat(counters.abandoned()).isZero();
			assertThat(counters.detached()).isZero();
		}
	}

}
