package io.github.jdbcguard.pool.hikari;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.pool.PoolSnapshot;
import org.junit.jupiter.api.RepeatedTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the replacement of connections while many threads use them.
 */
class ReplacementUnderLoadTests {

	@RepeatedTest(3)
	void nothingThatReplacesConnectionsFailsABorrowerOrLosesAConnection() throws Exception {
		try (PoolFixture busy = new PoolFixture(PoolPolicy.defaults(), (config) -> config.setMaximumPoolSize(8))) {
			long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
			ExecutorService executor = Executors.newFixedThreadPool(17);
			try {
				List<Future<Integer>> borrowers = new ArrayList<>();
				for (int i = 0; i < 16; i++) {
					borrowers.add(executor.submit(() -> {
						int queries = 0;
						while (System.nanoTime() < end) {
							busy.backend();
							queries++;
						}
						return queries;
					}));
				}
				int round = 0;
				while (System.nanoTime() < end) {
					switch (round++ % 3) {
						case 0 -> busy.dataSource.retireAll();
						case 1 -> busy.dataSource.dispose();
						default -> busy.watch.declareNewIncarnation("round " + round);
					}
					LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(30));
				}
				for (Future<Integer> borrower : borrowers) {
					assertThat(borrower.get(30, TimeUnit.SECONDS)).isPositive();
				}
			}
			finally {
				executor.shutdownNow();
			}
			await().untilAsserted(() -> {
				PoolSnapshot snapshot = busy.dataSource.snapshot();
				assertThat(snapshot.active()).isZero();
				assertThat(
						snapshot.counters().opened() - snapshot.counters().closed() - snapshot.counters().abandoned())
					.isEqualTo(snapshot.connections().size());
			});
		}
	}

}
