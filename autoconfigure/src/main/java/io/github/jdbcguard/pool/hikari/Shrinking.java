package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import com.zaxxer.hikari.pool.HikariPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a pool back to its size after a burst, under traffic too: HikariCP closes what
 * was idle for ten seconds, but hands each thread its last connection again, so that a
 * few requests a second keep every connection of the burst in use for ever. Here counts
 * how many were in use at once. Not on the way back to the pool, where closing cost two
 * thirds of the throughput.
 * <p>
 * A daemon thread of its own for each running pool that may overflow, until that ends.
 */
final class Shrinking {

	private static final Logger logger = LoggerFactory.getLogger("io.github.jdbcguard.pool");

	private static final long SAMPLE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

	/** Ten seconds, as long as HikariCP's shortest idle timeout. */
	private static final int SAMPLES = 40;

	private final GuardedPool guarded;

	private final HikariPool pool;

	private final int[] active = new int[SAMPLES];

	private int taken;

	Shrinking(GuardedPool guarded, HikariPool pool) {
		this.guarded = guarded;
		this.pool = pool;
	}

	void start() {
		Thread thread = new Thread(this::run, "jdbc-guard-shrinking-" + this.guarded.name());
		thread.setDaemon(true);
		thread.start();
	}

	private void run() {
		while (this.pool.poolState != HikariPool.POOL_SHUTDOWN) {
			LockSupport.parkNanos(SAMPLE_NANOS);
			sample();
			int surplus = surplus();
			for (int i = 0; i < surplus; i++) {
				closeOne();
			}
		}
	}

	private void sample() {
		// Who waits would have been at work in a larger pool
		int needed = this.pool.getActiveConnections() + this.pool.getThreadsAwaitingConnection();
		this.active[this.taken++ % SAMPLES] = needed;
	}

	/**
	 * What is idle beyond the size of the pool, if its size has been enough for a while.
	 * Not what is open beyond it: HikariCP keeps so many idle beside those at work, and
	 * would at once open again what is closed here.
	 */
	private int surplus() {
		int size = this.guarded.original().getMinimumIdle();
		if (this.taken < SAMPLES || Arrays.stream(this.active).anyMatch((needed) -> needed > size)) {
			return 0;
		}
		return this.pool.getIdleConnections() - size;
	}

	private void closeOne() {
		try {
			Connection proxy = this.pool.getConnection(1);
			logger.debug("{}: closing a connection beyond the size of the pool", this.guarded.name());
			this.guarded.discard(proxy);
		}
		catch (SQLException ex) {
			// Somebody was faster, who needs it
			this.taken = 0;
		}
	}

}
