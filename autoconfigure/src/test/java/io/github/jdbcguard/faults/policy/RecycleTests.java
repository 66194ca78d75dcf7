package io.github.jdbcguard.faults.policy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.faults.TestPool;
import io.github.jdbcguard.pool.ConnectionRecord;
import io.github.jdbcguard.pool.PoolListener;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.testing.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Connections are replaced by their age, which may be far below what HikariCP can do.
 */
@ParameterizedClass
@EnumSource(Driver.class)
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class RecycleTests {

	private static final Duration RECYCLE = Duration.ofSeconds(1);

	private final List<Long> recycled = new CopyOnWriteArrayList<>();

	private final Driver driver;

	private Database database;

	private TestPool pool;

	RecycleTests(Driver driver) {
		this.driver = driver;
	}

	@BeforeEach
	void open() {
		this.database = this.driver.database();
		openPool();
	}

	private void openPool() {
		this.recycled.clear();
		this.pool = TestPool.guarded(this.database, PoolPolicy.builder().recycle(RECYCLE).build(),
				(config) -> config.setMaximumPoolSize(2));
		this.pool.guarded().addListener(new PoolListener() {
			@Override
			public void recycled(ConnectionRecord record) {
				RecycleTests.this.recycled.add(record.id());
			}
		});
	}

	@AfterEach
	void close() {
		this.pool.close();
	}

	@Test
	void aConnectionIsReplacedAtTheFirstCheckoutThatFindsItOlder() {
		// Again where the machine was so busy that nobody asked shortly before
		await().atMost(Duration.ofSeconds(30)).pollDelay(Duration.ZERO).until(() -> {
			close();
			openPool();
			return isReplacedWhenOlderAndWasAskedForShortlyBefore();
		});
	}

	/**
	 * Use a connection all the time until it is replaced.
	 * @return whether it was asked for between 0.9 s and 1 s, and kept
	 */
	private boolean isReplacedWhenOlderAndWasAskedForShortlyBefore() throws SQLException {
		long beforeOpening = System.nanoTime();
		long first = this.pool.session();
		long opened = System.nanoTime();
		boolean keptUntilLate = false;
		while (System.nanoTime() - opened < RECYCLE.toNanos() * 3 / 2) {
			long start = System.nanoTime();
			long session = this.pool.session();
			// Whatever it was that took its time in between
			if (System.nanoTime() - beforeOpening < RECYCLE.toNanos()) {
				assertThat(session).isEqualTo(first);
				keptUntilLate |= start - opened > RECYCLE.toNanos() * 9 / 10;
			}
			else if (start - opened > RECYCLE.toNanos()) {
				assertThat(session).isNotEqualTo(first);
			}
		}
		assertThat(this.pool.counters().recycled()).isEqualTo(1);
		assertThat(this.recycled).containsExactly(1L);
		await().until(() -> this.driver.dialect().sessions(this.database) == 1);
		assertThat(this.pool.counters().invalidated() + this.pool.counters().retired()).isZero();
		return keptUntilLate;
	}

	@Test
	void aLeaseKeepsItsConnectionHoweverOldItGrows() throws SQLException {
		try (Connection connection = this.pool.take()) {
			long session = this.driver.dialect().session(connection);
			TestPool.pause(RECYCLE.plusMillis(100));
			assertThat(this.driver.dialect().session(connection)).isEqualTo(session);
			connection.close();
			assertThat(this.pool.session()).isNotEqualTo(session);
		}
	}

}
