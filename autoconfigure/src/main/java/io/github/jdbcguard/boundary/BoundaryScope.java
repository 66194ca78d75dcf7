package io.github.jdbcguard.boundary;

import io.github.jdbcguard.pool.Lease;
import io.github.jdbcguard.pool.LeaseScope;
import io.github.jdbcguard.pool.LeaseWatch;
import org.jspecify.annotations.Nullable;

/**
 * A transaction or a request, and what it runs in. The outermost remembers the leases
 * that were taken in it and in all that ran in it: a connection may outlive the
 * transaction it was taken in while the request goes on (open-in-view), and leaves the
 * thread with the outermost at the latest. Thread-safe.
 */
abstract class BoundaryScope implements LeaseScope {

	private static final int MAX_NAME = 120;

	private static final String TRANSACTION_MANAGER = "org.springframework.transaction.support.AbstractPlatformTransactionManager";

	private final @Nullable BoundaryScope parent;

	private final BoundaryScope outermost;

	private final ScopeLeases leases;

	BoundaryScope(@Nullable BoundaryScope parent) {
		this.parent = parent;
		this.outermost = (parent != null) ? parent.outermost : this;
		this.leases = (parent != null) ? parent.leases : new ScopeLeases();
	}

	/**
	 * What it runs in.
	 */
	final @Nullable BoundaryScope parent() {
		return this.parent;
	}

	/**
	 * Whether it and all that it runs in have ended, so that what was taken in it must
	 * have been given back, or is about to be.
	 */
	final boolean isOver() {
		return hasEnded() && this.outermost.hasEnded();
	}

	/**
	 * Whether what was taken in a scope may still be in the hands of the current thread.
	 * What was taken in a request that the thread has left goes on in others, a stream or
	 * a deferred result, or has leaked.
	 */
	static boolean isInHands(@Nullable LeaseScope scope) {
		if (!(scope instanceof BoundaryScope boundary)) {
			return true;
		}
		BoundaryScope current = TransactionBoundaries.current();
		return current != null && current.outermost == boundary.outermost;
	}

	@Override
	public final void taken(Lease lease, LeaseWatch watch) {
		if (watch instanceof RuleBook rules && rules.watchesLeaks()) {
			this.leases.add(lease, rules);
		}
	}

	/**
	 * What comes back after the end is the transaction's own connection, and last of all.
	 */
	@Override
	public final void returned(Lease lease) {
		this.leases.remove(lease);
		if (isOver()) {
			reportLeaks();
		}
	}

	/**
	 * Report what should have come back, once.
	 */
	final void reportLeaks() {
		if (this.leases.isEmpty()) {
			return;
		}
		for (ScopeLeases.Taken taken : this.leases.takeOut(BoundaryScope::isDue)) {
			if (taken.lease().isHeld()) {
				taken.rules().leaked(taken.lease());
			}
		}
	}

	private static boolean isDue(ScopeLeases.Taken taken) {
		Lease lease = taken.lease();
		if (!lease.isHeld()) {
			return true;
		}
		return lease.scope() instanceof BoundaryScope scope && scope.isOver()
				&& !(lease.isBusy() && taken.rules().discardsLeaks()) && !mayBeCompleting(lease);
	}

	/**
	 * Whether another thread is inside of the transaction manager, which gives the
	 * connection back last. In a forked child that cannot be known: what leaks there is
	 * found by its own thread only.
	 */
	private static boolean mayBeCompleting(Lease lease) {
		Thread borrower = lease.borrower();
		if (borrower == Thread.currentThread()) {
			return false;
		}
		if (lease.record().incarnation().isForked()) {
			return true;
		}
		for (StackTraceElement frame : borrower.getStackTrace()) {
			if (frame.getClassName().equals(TRANSACTION_MANAGER)) {
				return true;
			}
		}
		return false;
	}

	static String inWords(LeaseScope scope) {
		String words = (scope.isTransaction() ? "transaction '" : "request '") + abbreviate(scope.name()) + "'";
		BoundaryScope around = (scope instanceof BoundaryScope boundary) ? boundary.parent : null;
		while (around != null && around.isTransaction()) {
			around = around.parent;
		}
		return (around != null && scope.isTransaction()) ? words + " of " + inWords(around) : words;
	}

	private static String abbreviate(String name) {
		return (name.length() > MAX_NAME) ? name.substring(0, MAX_NAME) + ".." : name;
	}

	@Override
	public String toString() {
		return inWords(this);
	}

}
