package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;

import io.github.jdbcguard.process.ProcessState;
import org.jspecify.annotations.Nullable;

/**
 * Which connections are suspect, having been idle while the process stood still, and
 * whether they answer. The first that does not condemns all others that have not answered
 * since: a server that is gone costs one validation timeout, not one for each connection.
 * Thread-safe.
 */
final class Liveness {

	private final GuardedPool pool;

	/**
	 * The state of the process in which a suspect connection did not answer.
	 */
	private volatile @Nullable ProcessState condemnedIn;

	Liveness(GuardedPool pool) {
		this.pool = pool;
	}

	boolean isSuspect(PooledRecord record, ProcessState now) {
		return record.aliveIn != now;
	}

	/**
	 * Ping a suspect connection, within HikariCP's validation timeout, unless it is
	 * condemned.
	 */
	boolean isAlive(PooledRecord record, ProcessState now) {
		if (this.condemnedIn == now) {
			return false;
		}
		boolean alive = ConnectionSetUp.ping(this.pool.original(), this.pool.source().connectionTestQuery(),
				record.raw);
		note(record, now, alive);
		return alive;
	}

	/**
	 * Answer HikariCP, which pings connections that were idle. What the checkout is going
	 * to replace counts as valid and is not asked: HikariCP would throw its entry away,
	 * and open the next one in a thread that opens one at a time.
	 */
	boolean isValid(PooledRecord record, int seconds) throws SQLException {
		ProcessState now = this.pool.monitor().state();
		if (record.incarnation != now.incarnation() || record.generation != this.pool.generation()
				|| (isSuspect(record, now) && this.condemnedIn == now)) {
			return true;
		}
		boolean alive = false;
		try {
			alive = isValid(record.raw, seconds);
			return alive;
		}
		finally {
			note(record, now, alive);
		}
	}

	/**
	 * An exception of the test query goes to HikariCP, which has the start fail for it.
	 */
	private boolean isValid(Connection raw, int seconds) throws SQLException {
		String testQuery = this.pool.source().connectionTestQuery();
		if (testQuery == null) {
			return raw.isValid(seconds);
		}
		ConnectionSetUp.execute(this.pool.original(), raw, testQuery, false);
		return true;
	}

	private void note(PooledRecord record, ProcessState now, boolean alive) {
		if (alive) {
			record.aliveIn = now;
		}
		else if (isSuspect(record, now)) {
			this.condemnedIn = now;
		}
	}

}
