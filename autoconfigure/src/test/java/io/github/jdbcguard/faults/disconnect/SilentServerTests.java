package io.github.jdbcguard.faults.disconnect;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.faults.TestPool;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.FaultProxy;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A statement runs into the driver's socket timeout: because the network is gone, or only
 * because the statement is slow.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class SilentServerTests {

	private static final int SOCKET_TIMEOUT_SECONDS = 1;

	private static final int CONNECTIONS = 5;

	@ParameterizedTest
	@EnumSource(Driver.class)
	void afterABlackholeTheFirstSuccessComesWithinASecondOfTheSocketTimeout(Driver driver) throws Exception {
		try (FaultProxy proxy = FaultProxy.before(impatient(driver));
				TestPool pool = TestPool.guarded(proxy.database(), PoolPolicy.defaults(), (config) -> {
					config.setMaximumPoolSize(CONNECTIONS);
					config.setConnectionTimeout(30_000);
				})) {
			List<Long> before = pool.sessions(CONNECTIONS);
			Connection busy = pool.take();
			proxy.blackhole();
			long start = System.nanoTime();
			assertThatExceptionOfType(SQLException.class).isThrownBy(() -> driver.dialect().session(busy));
			busy.close();
			assertThat(pool.session()).isNotIn(before);
			assertThat(Duration.ofNanos(System.nanoTime() - start))
				.isLessThanOrEqualTo(Duration.ofSeconds(SOCKET_TIMEOUT_SECONDS + 1));
		}
	}

	@ParameterizedTest
	@EnumSource(Driver.class)
	void aSlowStatementDoesNotCostItsHealthySiblings(Driver driver) throws Exception {
		try (TestPool pool = TestPool.guarded(impatient(driver))) {
			List<Long> before = pool.sessions(CONNECTIONS + 1);
			TestPool.idle();
			long slow;
			try (Connection connection = pool.take()) {
				slow = driver.dialect().session(connection);
				assertThatExceptionOfType(SQLException.class).isThrownBy(() -> sleep(driver, connection));
			}
			TestPool.idle();
			assertThat(before).contains(slow);
			List<Long> healthy = before.stream().filter((session) -> session != slow).toList();
			assertThat(pool.sessions(CONNECTIONS)).containsExactlyInAnyOrderElementsOf(healthy);
		}
	}

	private static Database impatient(Driver driver) {
		return driver.socketTimeout(driver.database(), SOCKET_TIMEOUT_SECONDS);
	}

	private static void sleep(Driver driver, Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute(driver.dialect().sleep(2));
		}
	}

}
