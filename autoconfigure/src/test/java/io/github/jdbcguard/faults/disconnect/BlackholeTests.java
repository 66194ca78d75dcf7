package io.github.jdbcguard.faults.disconnect;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.faults.TestPool;
import io.github.jdbcguard.faults.Workers;
import io.github.jdbcguard.faults.Workers.Failure;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.testing.FaultProxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The packets of all connections vanish, and new connections work: a firewall has
 * forgotten them, or a failover has moved the address. Nobody announces it.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class BlackholeTests {

	private static final int CONNECTIONS = 10;

	@Test
	void withoutTheGuardEachIdleConnectionCostsAValidationTimeout() throws Exception {
		Duration budget = Duration.ofSeconds(1);
		try (FaultProxy proxy = FaultProxy.before(Driver.PGJDBC.database());
				TestPool pool = TestPool.bare(proxy.database(),
						(config) -> config.setValidationTimeout(budget.toMillis()))) {
			List<Long> before = pool.sessions(4);
			TestPool.idle();
			proxy.blackhole();
			long start = System.nanoTime();
			assertThat(pool.session()).isNotIn(before);
			assertThat(since(start)).isGreaterThan(budget.multipliedBy(2));
		}
	}

	@Test
	void theIdleConnectionsCostOneValidationTimeoutOfTheDefaultLength() throws Exception {
		idleConnectionsCostOneBudget(Driver.PGJDBC, Duration.ofSeconds(5), Duration.ofMillis(5500));
	}

	@ParameterizedTest
	@EnumSource(Driver.class)
	void theIdleConnectionsCostOneShortValidationTimeout(Driver driver) throws Exception {
		idleConnectionsCostOneBudget(driver, Duration.ofMillis(500), Duration.ofSeconds(1));
	}

	private static void idleConnectionsCostOneBudget(Driver driver, Duration budget, Duration limit) throws Exception {
		try (FaultProxy proxy = FaultProxy.before(driver.database());
				TestPool pool = TestPool.guarded(proxy.database(), PoolPolicy.defaults(),
						(config) -> config.setValidationTimeout(budget.toMillis()))) {
			List<Long> before = pool.sessions(CONNECTIONS);
			TestPool.idle();
			proxy.blackhole();
			long start = System.nanoTime();
			assertThat(pool.session()).isNotIn(before);
			Duration first = since(start);
			assertThat(pool.sessions(CONNECTIONS)).doesNotContainAnyElementsOf(before);
			Duration all = since(start);
			assertThat(first).as("time to the first success").isLessThanOrEqualTo(limit);
			assertThat(all.minus(first)).as("time of all others").isLessThan(Duration.ofSeconds(2));
			assertThat(pool.snapshot().total()).isEqualTo(CONNECTIONS);
		}
	}

	@ParameterizedTest
	@EnumSource(Driver.class)
	void aStatementInFlightFailsWithinTheSocketTimeoutAndTheNextDoesNot(Driver driver) throws Exception {
		int threads = 4;
		int socketTimeout = 1;
		try (FaultProxy proxy = FaultProxy.before(driver.socketTimeout(driver.database(), socketTimeout));
				TestPool pool = TestPool.guarded(proxy.database(), PoolPolicy.defaults(),
						(config) -> config.setValidationTimeout(500))) {
			pool.sessions(CONNECTIONS);
			try (Workers workers = Workers.start(threads, pool::session)) {
				workers.awaitSuccessOfAll(Duration.ofSeconds(10));
				long start = System.nanoTime();
				proxy.blackhole();
				workers.awaitSuccessOfAll(Duration.ofSeconds(20));
				assertThat(workers.failures()).extracting(Failure::worker)
					.hasSizeBetween(1, threads)
					.doesNotHaveDuplicates();
				assertThat(workers.failures()).extracting((failure) -> Duration.ofNanos(failure.nanoTime() - start))
					.allMatch((time) -> time.compareTo(Duration.ofSeconds(socketTimeout + 1)) <= 0);
				assertThat(workers.failures()).allMatch((failure) -> failure.reason() instanceof SQLException);
				workers.stop();
			}
		}
	}

	private static Duration since(long start) {
		return Duration.ofNanos(System.nanoTime() - start);
	}

}
