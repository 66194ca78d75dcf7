package io.github.jdbcguard.faults.disconnect;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.faults.TestPool;
import io.github.jdbcguard.testing.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * The server ends sessions.
 */
@ParameterizedClass
@EnumSource(Driver.class)
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class TerminatedSessionTests {

	private static final int CONNECTIONS = 10;

	private final Driver driver;

	private Database database;

	private TestPool pool;

	TerminatedSessionTests(Driver driver) {
		this.driver = driver;
	}

	@BeforeEach
	void open() {
		this.database = this.driver.database();
		this.pool = TestPool.guarded(this.database);
	}

	@AfterEach
	void close() {
		this.pool.close();
	}

	@Test
	void oneThatWasIdleCostsItsOwnConnectionAndNoError() throws SQLException {
		List<Long> before = this.pool.sessions(CONNECTIONS);
		TestPool.idle();
		terminate(before.get(3));
		assertThatOneWasReplaced(before, before.get(3));
	}

	@Test
	void oneThatWasJustUsedCostsItsOwnConnectionAndAtMostOneError() throws SQLException {
		List<Long> before = this.pool.sessions(CONNECTIONS);
		terminate(before.get(3));
		int errors = 0;
		while (errors < CONNECTIONS) {
			try {
				this.pool.sessions(CONNECTIONS);
				break;
			}
			catch (SQLException ex) {
				errors++;
			}
		}
		assertThat(errors).isLessThanOrEqualTo(1);
		assertThatOneWasReplaced(before, before.get(3));
	}

	@Test
	void oneThatIsInUseCostsItsOwnConnectionAndOneError() throws SQLException {
		List<Long> before = this.pool.sessions(CONNECTIONS);
		long terminated;
		try (Connection connection = this.pool.take()) {
			terminated = this.driver.dialect().session(connection);
			terminate(terminated);
			assertThatExceptionOfType(SQLException.class).isThrownBy(() -> this.driver.dialect().session(connection));
		}
		assertThatOneWasReplaced(before, terminated);
	}

	@Test
	void allOfThemJustUsedCostOneErrorWhereTheyCostManyWithoutTheGuard() throws SQLException {
		// Again where the machine was so busy that HikariCP pinged them
		await().atMost(Duration.ofSeconds(20)).until(() -> errorsWithoutTheGuard() > 1);
		assertThat(errorsAfterTheEndOfAllSessions(this.pool)).isLessThanOrEqualTo(1);
	}

	private int errorsWithoutTheGuard() throws SQLException {
		try (TestPool bare = TestPool.bare(this.database, (config) -> {
		})) {
			return errorsAfterTheEndOfAllSessions(bare);
		}
	}

	private int errorsAfterTheEndOfAllSessions(TestPool pool) throws SQLException {
		try (Connection observer = this.database.connect()) {
			// Used without a break, so that HikariCP pings none of them
			List<Long> sessions = pool.sessions(CONNECTIONS);
			for (long session : sessions) {
				this.driver.dialect().terminate(observer, session);
			}
			await().pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(5))
				.until(() -> this.driver.dialect().sessions(observer) == 0);
		}
		int errors = 0;
		for (int i = 0; i < CONNECTIONS; i++) {
			try {
				pool.session();
			}
			catch (SQLException ex) {
				errors++;
			}
		}
		return errors;
	}

	private void terminate(long session) throws SQLException {
		this.driver.dialect().terminate(this.database, session);
		await().until(() -> !this.driver.dialect().isAlive(this.database, session));
	}

	private void assertThatOneWasReplaced(List<Long> before, long terminated) throws SQLException {
		List<Long> after = this.pool.sessions(CONNECTIONS);
		assertThat(after).doesNotContain(terminated)
			.containsAll(before.stream().filter((session) -> session != terminated).toList());
		assertThat(this.pool.counters().opened()).isEqualTo(CONNECTIONS + 1);
		assertThat(this.pool.counters().invalidated()).isEqualTo(1);
	}

}
