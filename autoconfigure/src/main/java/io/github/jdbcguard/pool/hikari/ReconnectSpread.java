package io.github.jdbcguard.pool.hikari;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import io.github.jdbcguard.process.Incarnation;
import io.github.jdbcguard.process.Incarnation.Origin;

/**
 * Holds back the first connections after a restore until a moment that this process draws
 * by lot, so that a fleet of clones does not come to the database at once.
 */
final class ReconnectSpread {

	private final long windowNanos;

	private final AtomicReference<Start> start = new AtomicReference<>();

	ReconnectSpread(Duration window) {
		this.windowNanos = window.toNanos();
	}

	/**
	 * Wait for the moment, if it is still to come.
	 * @param now the current life of the process
	 * @param limitMillis how long the caller can wait
	 * @throws SQLException if the moment is too far away, or the thread is interrupted
	 */
	void await(Incarnation now, long limitMillis) throws SQLException {
		if (this.windowNanos == 0 || now.origin() == Origin.STARTED || now.origin() == Origin.FORKED) {
			return;
		}
		Start start = this.start.get();
		if (start == null || start.incarnation() != now) {
			// The clone's random numbers are those of its siblings, but for the time
			long lot = (ThreadLocalRandom.current().nextLong() ^ mix(System.nanoTime() ^ now.since().hashCode()))
					& Long.MAX_VALUE;
			Start drawn = new Start(now, System.nanoTime() + lot % this.windowNanos);
			start = this.start.compareAndSet(start, drawn) ? drawn : this.start.get();
		}
		long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMillis);
		long remaining;
		while (start != null && (remaining = start.nanos() - System.nanoTime()) > 0) {
			LockSupport.parkNanos(this, Math.min(remaining, Math.max(1, deadline - System.nanoTime())));
			if (System.nanoTime() - deadline >= 0) {
				throw new SQLTransientConnectionException(
						"Connections are opened again later than " + limitMillis + " ms from now, after a restore");
			}
			if (Thread.interrupted()) {
				Thread.currentThread().interrupt();
				throw new SQLTransientConnectionException("Interrupted while waiting to reconnect after a restore");
			}
		}
	}

	private static long mix(long value) {
		long mixed = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
		return mixed ^ (mixed >>> 33);
	}

	/**
	 * The moment drawn for one life of the process.
	 *
	 * @param incarnation the life
	 * @param nanos the moment, by {@link System#nanoTime()}
	 */
	private record Start(Incarnation incarnation, long nanos) {

	}

}
