package io.github.jdbcguard.pool.hikari;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import com.zaxxer.hikari.pool.HikariPool;
import io.github.jdbcguard.pool.Borrower;
import io.github.jdbcguard.pool.HeldLease;

/**
 * Looks whether a thread that holds a connection has to wait for another of the same
 * pool: enough of those at once, and each waits for what the others hold. A connection
 * that is there at once does no harm, nor does waiting for one that is being opened.
 * Thread-safe.
 */
final class Nesting {

	private final GuardedPool pool;

	Nesting(GuardedPool pool) {
		this.pool = pool;
	}

	/**
	 * To be called before a connection is asked for.
	 * @param borrower the current thread, which seems to hold one
	 * @throws SQLException where it is not to wait
	 */
	void check(Borrower borrower) throws SQLException {
		HikariPool running = this.pool.running().get();
		if (running == null || borrower.mayNest()) {
			return;
		}
		List<HeldLease> held = heldBy(borrower.thread());
		if (!held.isEmpty() && running.getTotalConnections() >= this.pool.original().getMaximumPoolSize()
				&& running.getIdleConnections() == 0) {
			this.pool.watch.mustWait(held);
		}
	}

	private List<HeldLease> heldBy(Thread thread) {
		List<HeldLease> held = new ArrayList<>(2);
		for (PooledRecord record : this.pool.records.all()) {
			if (record.isLeasedTo(thread)) {
				HeldLease lease = record.lease();
				if (lease != null) {
					held.add(lease);
				}
			}
		}
		return held;
	}

}
