package io.github.jdbcguard.faults.policy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.jdbcguard.faults.Dialect;
import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.faults.TestPool;
import io.github.jdbcguard.faults.Workers;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.testing.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Each connection is used once, with {@code reuse: false}.
 */
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class SingleUseTests {

	private static final int CAP = 4;

	private static TestPool pool(Database database) {
		return TestPool.guarded(database, PoolPolicy.builder().reuse(false).build(),
				(config) -> config.setMaximumPoolSize(CAP));
	}

	@ParameterizedTest
	@EnumSource(Driver.class)
	void noSessionServesTwoBorrowersAndNoneOutlivesItsOwn(Driver driver) throws SQLException {
		Database database = driver.database();
		try (TestPool pool = pool(database)) {
			List<Long> sessions = new ArrayList<>();
			for (int i = 0; i < 5; i++) {
				sessions.add(pool.session());
				await().until(() -> driver.dialect().sessions(database) == 0);
			}
			assertThat(sessions).doesNotHaveDuplicates();
			await().untilAsserted(() -> assertThat(pool.snapshot().total()).isZero());
			assertThat(pool.counters().opened()).isEqualTo(5);
			assertThat(pool.counters().closed()).isEqualTo(5);
		}
	}

	@Test
	void theCapHolds() throws Exception {
		Database database = Driver.PGJDBC.database();
		String atWork = "select count(*) from pg_stat_activity where datname = current_database() "
				+ "and wait_event = 'PgSleep'";
		try (TestPool pool = pool(database);
				Connection observer = database.connect();
				Statement sample = observer.createStatement();
				Workers workers = Workers.start(16, () -> work(pool))) {
			long mostAtWork = 0;
			long mostSessions = 0;
			long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
			while (System.nanoTime() < end) {
				try (ResultSet result = sample.executeQuery(atWork)) {
					result.next();
					mostAtWork = Math.max(mostAtWork, result.getLong(1));
				}
				mostSessions = Math.max(mostSessions, Dialect.POSTGRES.sessions(observer));
			}
			workers.stop();
			assertThat(workers.failures()).isEmpty();
			assertThat(mostAtWork).isEqualTo(CAP);
			// One that was closed is for a moment still known to the server
			assertThat(mostSessions).isLessThanOrEqualTo(2 * CAP);
			await().until(() -> Dialect.POSTGRES.sessions(observer) == 0);
			await().until(() -> pool.counters().opened() == pool.counters().closed());
		}
	}

	private static void work(TestPool pool) throws SQLException {
		try (Connection connection = pool.take(); Statement statement = connection.createStatement()) {
			statement.execute(Dialect.POSTGRES.sleep(0.3));
		}
	}

}
