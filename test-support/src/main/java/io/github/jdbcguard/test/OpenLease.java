package io.github.jdbcguard.test;

import java.time.Duration;
import java.util.List;

import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.HeldLease;

/**
 * A connection that was taken under watch and not given back, as it was at one moment.
 *
 * @param pool its pool
 * @param lease the lease
 */
record OpenLease(GuardedDataSource pool, HeldLease lease) {

	/** The time of a checkout is not exact. */
	private static final long SAME_LEASE_MILLIS = 50;

	private static final long POLL_MILLIS = 10;

	/**
	 * Whether two looks have met one lease. Its borrower may have changed, where it was
	 * handed over.
	 */
	static boolean isSame(HeldLease lease, HeldLease other) {
		return lease.record() == other.record()
				&& Math.abs(Duration.between(lease.since(), other.since()).toMillis()) <= SAME_LEASE_MILLIS;
	}

	/**
	 * What is on lease now.
	 */
	static List<OpenLease> of(GuardedDataSource pool) {
		return pool.leases().stream().map((lease) -> new OpenLease(pool, lease)).toList();
	}

	/**
	 * Wait for connections to be given back. What is taken meanwhile does not count.
	 * @return those that are still open
	 */
	static List<OpenLease> awaitReturns(List<OpenLease> all, Duration grace) {
		if (all.isEmpty()) {
			return all;
		}
		List<OpenLease> open = all;
		long start = System.nanoTime();
		boolean goesOn = true;
		while (!open.isEmpty() && goesOn && System.nanoTime() - start < grace.toNanos()) {
			goesOn = pause();
			open = open.stream().filter(OpenLease::isStillHeld).toList();
		}
		// A lease that was closed because it leaked is gone before the violation is told
		pause();
		return open;
	}

	/**
	 * To look again: a pool tells nobody when a lease is given back.
	 */
	private static boolean pause() {
		try {
			Thread.sleep(POLL_MILLIS);
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private boolean isStillHeld() {
		return this.pool.leases().stream().anyMatch((now) -> isSame(now, this.lease));
	}

}
