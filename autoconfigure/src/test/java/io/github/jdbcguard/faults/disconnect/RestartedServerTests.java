package io.github.jdbcguard.faults.disconnect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.faults.TestPool;
import io.github.jdbcguard.faults.Workers;
import io.github.jdbcguard.faults.Workers.Failure;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.testing.KillableServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The server is killed under busy threads, and started again.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the server is found and killed as Linux does it")
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class RestartedServerTests {

	private static final int THREADS = 8;

	@Test
	void postgresCostsAsManyErrorsAsStatementsWereInFlight() throws Exception {
		try (KillableServer server = KillableServer.postgres()) {
			costsAsManyErrorsAsStatementsWereInFlight(server, Driver.PGJDBC);
		}
	}

	@Test
	void mariaDbCostsAsManyErrorsAsStatementsWereInFlight() throws Exception {
		try (KillableServer server = KillableServer.mariaDb()) {
			costsAsManyErrorsAsStatementsWereInFlight(server, Driver.MARIADB, Driver.CONNECTOR_J);
		}
	}

	private static void costsAsManyErrorsAsStatementsWereInFlight(KillableServer server, Driver... drivers)
			throws Exception {
		List<TestPool> pools = new ArrayList<>();
		List<Workers> busy = new ArrayList<>();
		try {
			for (Driver driver : drivers) {
				TestPool pool = TestPool.guarded(driver.by(server.database()), PoolPolicy.defaults(),
						(config) -> config.setConnectionTimeout(60_000));
				pools.add(pool);
				pool.sessions(10);
				busy.add(Workers.start(THREADS, pool::session));
			}
			for (Workers workers : busy) {
				workers.awaitSuccessOfAll(Duration.ofSeconds(10));
			}
			server.kill();
			server.restart();
			long up = System.nanoTime();
			for (Workers workers : busy) {
				workers.awaitSuccessOfAll(Duration.ofSeconds(30));
			}
			TestPool.pause(Duration.ofSeconds(1));
			for (Workers workers : busy) {
				workers.stop();
				assertThat(workers.failures()).as("one for each statement in flight")
					.extracting(Failure::worker)
					.doesNotHaveDuplicates()
					.isNotEmpty();
				assertThat(workers.failures()).as("errors after the server was there again")
					.noneMatch((failure) -> failure.nanoTime() - up > 0);
			}
			for (TestPool pool : pools) {
				assertThat(pool.snapshot().active()).isZero();
			}
		}
		finally {
			busy.forEach(Workers::close);
			pools.forEach(TestPool::close);
		}
	}

}
