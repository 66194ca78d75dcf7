package io.github.jdbcguard.pool.hikari.model;

import java.time.Duration;

import com.zaxxer.hikari.HikariConfig;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.pool.PoolPolicy.ResetOnReturn;

/**
 * How a pool is set up.
 *
 * @param overflow how many connections it may open beyond its size
 * @param filled whether it keeps as many open as its size says
 * @param autoCommit whether its connections are in autocommit mode
 * @param reuse whether connections are used more than once
 * @param commits whether open transactions are committed on return
 * @param resetsSession whether the session is cleared on return
 * @param pings whether each connection is pinged before it is used
 * @param recycles whether connections are recycled after a short time
 */
record Setup(int overflow, boolean filled, boolean autoCommit, boolean reuse, boolean commits, boolean resetsSession,
		boolean pings, boolean recycles) {

	private static final int SIZE = 4;

	int cap() {
		return SIZE + this.overflow;
	}

	PoolPolicy policy() {
		return PoolPolicy.builder()
			.maxOverflow(this.overflow)
			.reuse(this.reuse)
			.resetOnReturn(this.commits ? ResetOnReturn.COMMIT : ResetOnReturn.ROLLBACK)
			.resetSession(this.resetsSession)
			.pingAfterIdle(this.pings ? Duration.ZERO : null)
			// Shorter than the properties allow, as a sequence does not take long
			.recycle(this.recycles ? Duration.ofMillis(100) : null)
			.build();
	}

	void applyTo(HikariConfig config) {
		config.setMaximumPoolSize(cap());
		config.setMinimumIdle(this.filled ? SIZE : 0);
		config.setAutoCommit(this.autoCommit);
		config.setConnectionTimeout(2000);
		config.setInitializationFailTimeout(-1);
	}

}
