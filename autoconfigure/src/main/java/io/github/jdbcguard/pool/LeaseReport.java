package io.github.jdbcguard.pool;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.jdbcguard.pool.PoolSnapshot.Holder;
import org.jspecify.annotations.Nullable;

/**
 * Who held the connections of a pool when there was none left, and where each of them was
 * at that moment. Immutable. Taken without stopping anybody: a lease that ended meanwhile
 * may be there or not, and its borrower may have gone elsewhere. {@link #toString()} is
 * made for reading.
 *
 * @param madeAt when it was made
 * @param pool the name of the pool
 * @param total the connections in the pool, leased or idle
 * @param active the leased connections
 * @param idle the idle connections
 * @param waiting the threads that waited for a connection, without those that had just
 * given up
 * @param leases the leases, longest held first
 */
public record LeaseReport(Instant madeAt, String pool, int total, int active, int idle, int waiting,
		List<HeldConnection> leases) implements Serializable {

	public LeaseReport {
		leases = List.copyOf(leases);
	}

	@Override
	public String toString() {
		return new LeaseReportText(this).toString();
	}

	/**
	 * A connection on lease.
	 *
	 * @param id the number of the connection
	 * @param age how long ago the connection was opened
	 * @param holder who holds it
	 * @param heldFor for how long, see {@link Lease#since()}
	 * @param inTransaction whether autocommit was off
	 * @param stack where its holder was; empty where the thread has ended, in a report on
	 * many leases where the time was up that reading stacks may take, and in a forked
	 * child, where stacks cannot be read
	 * @param takenAt where it was taken, {@code null} where no rule asks for it, see
	 * {@link LeaseWatch#watchesOrigins()}
	 */
	public record HeldConnection(long id, Duration age, Holder holder, Duration heldFor, boolean inTransaction,
			List<StackTraceElement> stack, @Nullable List<StackTraceElement> takenAt) implements Serializable {

		public HeldConnection {
			stack = List.copyOf(stack);
			takenAt = (takenAt != null) ? List.copyOf(takenAt) : null;
		}

	}

}
