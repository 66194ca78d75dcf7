package io.github.jdbcguard.faults.disconnect;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.faults.TestPool;
import io.github.jdbcguard.pool.PoolPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * MariaDB closes sessions that were idle for longer than its {@code wait_timeout}.
 */
@ParameterizedClass
@EnumSource(names = { "MARIADB", "CONNECTOR_J" })
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class WaitTimeoutTests {

	private static final int CONNECTIONS = 3;

	private final List<TestPool> pools;

	WaitTimeoutTests(Driver driver) {
		this.pools = List.of(pool(driver, null), pool(driver, Duration.ZERO), pool(driver, Duration.ofSeconds(1)),
				pool(driver, Duration.ofHours(1)));
	}

	private static TestPool pool(Driver driver, Duration pingAfterIdle) {
		return TestPool.guarded(Driver.with(driver.database(), "sessionVariables=wait_timeout=2"),
				PoolPolicy.builder().pingAfterIdle(pingAfterIdle).build(), (config) -> {
				});
	}

	@AfterEach
	void close() {
		this.pools.forEach(TestPool::close);
	}

	@Test
	void noErrorReachesABorrowerWhereIdleConnectionsArePinged() throws SQLException {
		for (TestPool pool : this.pools) {
			pool.sessions(CONNECTIONS);
		}
		TestPool.pause(Duration.ofSeconds(3));
		for (TestPool pool : this.pools.subList(0, 3)) {
			for (int i = 0; i < 5; i++) {
				pool.session();
			}
			pool.sessions(CONNECTIONS);
			assertThat(pool.counters().opened()).isEqualTo(2 * CONNECTIONS);
		}
		// Where they are not pinged the first one that fails makes the others suspect
		TestPool unasked = this.pools.get(3);
		assertThatExceptionOfType(SQLException.class).isThrownBy(unasked::session);
		for (int i = 0; i < 5; i++) {
			unasked.session();
		}
		unasked.sessions(CONNECTIONS);
	}

}
