package io.github.jdbcguard.boundary;

import java.time.Duration;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.Map;

import io.github.jdbcguard.pool.ConnectionRecord;
import io.github.jdbcguard.pool.HeldLease;
import io.github.jdbcguard.pool.LeaseScope;
import io.github.jdbcguard.process.Incarnation;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the leases of one pool again and again, and remembers what it has seen. Time
 * counts only as far as it was watched: while the process stood still nobody held
 * anything for long. Not thread-safe, belongs to the {@link Patrol}.
 */
final class Rounds {

	/**
	 * Between the end of a transaction and the return of its own connection.
	 */
	private static final long GRACE_NANOS = Duration.ofMillis(250).toNanos();

	/**
	 * The time of a checkout is not exact.
	 */
	private static final long SAME_LEASE_MILLIS = 50;

	private final RuleBook rules;

	private final long longLeaseNanos;

	private final long idleNanos;

	private Map<ConnectionRecord, Seen> seen = new IdentityHashMap<>();

	Rounds(RuleBook rules) {
		this.rules = rules;
		BoundaryPolicy policy = rules.policy();
		this.longLeaseNanos = policy.watches(BoundaryRule.LONG_LEASE) ? policy.longLeaseAfter().toNanos()
				: Long.MAX_VALUE;
		this.idleNanos = policy.watches(BoundaryRule.IDLE_IN_TRANSACTION) ? policy.idleInTransactionAfter().toNanos()
				: Long.MAX_VALUE;
	}

	/**
	 * The shortest time that something may last before it is reported.
	 */
	long shortestNanos() {
		return Math.min(this.longLeaseNanos, this.idleNanos);
	}

	/**
	 * Look once.
	 * @param elapsed how long the last look is ago, in nanoseconds, as far as it was
	 * watched
	 * @param child the life of this process where it is a forked child, which has not
	 * inherited the threads that hold what it has inherited
	 */
	void make(long elapsed, @Nullable Incarnation child) {
		Map<ConnectionRecord, Seen> now = new IdentityHashMap<>();
		for (HeldLease lease : this.rules.pool().leases()) {
			if (child != null && child.isForkOf(lease.record().incarnation())) {
				continue;
			}
			Seen before = this.seen.get(lease.record());
			Seen current = (before != null && before.isOf(lease)) ? before : new Seen(lease, elapsed);
			now.put(lease.record(), current);
			if (current == before) {
				current.goOn(lease, elapsed);
			}
			look(lease, current);
		}
		this.seen = now;
	}

	private void look(HeldLease lease, Seen seen) {
		if (lease.scope() instanceof BoundaryScope scope && scope.isOver()) {
			if (seen.over >= GRACE_NANOS && !lease.busy()) {
				scope.reportLeaks();
			}
		}
		else if (isIdleInTransaction(lease) && seen.idle >= this.idleNanos && !seen.idleReported) {
			seen.idleReported = true;
			this.rules.idleInTransaction(lease);
		}
		if (seen.held >= this.longLeaseNanos && !seen.longReported) {
			seen.longReported = true;
			this.rules.heldLong(lease);
		}
	}

	private static boolean isIdleInTransaction(HeldLease lease) {
		LeaseScope scope = lease.scope();
		return lease.inTransaction() && !lease.busy() && !lease.exposed() && scope != null && scope.isTransaction()
				&& !scope.hasEnded();
	}

	/**
	 * What was seen of a lease.
	 */
	private static final class Seen {

		private final Thread borrower;

		private final Instant since;

		private int calls;

		private long held;

		private long idle;

		private long over;

		private boolean longReported;

		private boolean idleReported;

		Seen(HeldLease lease, long elapsed) {
			this.borrower = lease.borrower();
			this.since = lease.since();
			this.calls = lease.calls();
			long held = Duration.between(lease.since(), Instant.now()).toNanos();
			this.held = Math.max(0, Math.min(held, elapsed));
		}

		boolean isOf(HeldLease lease) {
			return lease.borrower() == this.borrower
					&& Math.abs(Duration.between(this.since, lease.since()).toMillis()) <= SAME_LEASE_MILLIS;
		}

		void goOn(HeldLease lease, long elapsed) {
			this.held += elapsed;
			if (isIdleInTransaction(lease) && lease.calls() == this.calls) {
				this.idle += elapsed;
			}
			else {
				this.idle = 0;
				this.idleReported = false;
			}
			this.calls = lease.calls();
			if (lease.scope() instanceof BoundaryScope scope && scope.isOver()) {
				this.over += elapsed;
			}
		}

	}

}
