package io.github.jdbcguard.coexistence.sharing;

import java.sql.SQLException;
import java.time.Duration;

import javax.sql.DataSource;

import io.github.jdbcguard.pool.GuardedDataSource;

import static org.awaitility.Awaitility.await;

/**
 * Looks how many connections are taken while a request does not work on the database.
 */
class Parked {

	private final GuardedDataSource pool;

	private volatile int taken;

	Parked(DataSource dataSource) throws SQLException {
		this.pool = dataSource.unwrap(GuardedDataSource.class);
	}

	/**
	 * Look, when the thread of the request has had the time to give its own back.
	 */
	void look() {
		await().during(Duration.ofMillis(200)).atMost(Duration.ofSeconds(5)).until(() -> {
			int now = this.pool.snapshot().active();
			boolean same = now == this.taken;
			this.taken = now;
			return same;
		});
	}

	/**
	 * How many were taken when that was looked at last.
	 * @return the number of connections
	 */
	int taken() {
		return this.taken;
	}

}
