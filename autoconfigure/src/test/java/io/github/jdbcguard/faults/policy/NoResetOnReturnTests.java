package io.github.jdbcguard.faults.policy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import io.github.jdbcguard.faults.TestPool;
import io.github.jdbcguard.faults.Workers;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.pool.PoolPolicy.ResetOnReturn;
import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.EmbeddedDatabases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is open when a connection comes back stays open, with
 * {@code reset-on-return: none}.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class NoResetOnReturnTests {

	@Test
	void theRollbackOfABorrowerIsNeverSkippedWhileOthersGiveTheConnectionBack() throws Exception {
		Database database = EmbeddedDatabases.postgres();
		database.execute("create table ledger (tag text)");
		AtomicLong skipped = new AtomicLong();
		try (TestPool pool = TestPool.guarded(database, PoolPolicy.builder().resetOnReturn(ResetOnReturn.NONE).build(),
				(config) -> {
					config.setMaximumPoolSize(1);
					config.setAutoCommit(false);
				}); Workers workers = Workers.start(6, () -> rollBack(pool, skipped))) {
			TestPool.pause(Duration.ofSeconds(4));
			workers.stop();
			assertThat(workers.failures()).isEmpty();
		}
		assertThat(skipped).as("rollbacks that did nothing").hasValue(0);
	}

	private static void rollBack(TestPool pool, AtomicLong skipped) throws SQLException {
		try (Connection connection = pool.take(); Statement statement = connection.createStatement()) {
			// What was left open by others goes first
			connection.rollback();
			String tag = UUID.randomUUID().toString();
			statement.execute("insert into ledger values ('" + tag + "')");
			connection.rollback();
			if (statement.executeQuery("select from ledger where tag = '" + tag + "'").next()) {
				skipped.incrementAndGet();
			}
		}
	}

}
