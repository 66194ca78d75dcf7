package io.github.jdbcguard.boundary;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

import io.github.jdbcguard.pool.Borrower;
import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.HeldLease;
import io.github.jdbcguard.pool.Lease;
import io.github.jdbcguard.pool.LeaseScope;
import io.github.jdbcguard.pool.LeaseWatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The rules of one pool: what comes of each of its borrowers' deeds. Thread-safe.
 */
final class RuleBook implements LeaseWatch {

	private static final Logger logger = LoggerFactory.getLogger("io.github.jdbcguard.boundary");

	private final GuardedDataSource pool;

	private final BoundaryPolicy policy;

	private final Reactions reactions;

	private final Rounds rounds;

	RuleBook(GuardedDataSource pool, BoundaryPolicy policy, Reporter reporter) {
		this.pool = pool;
		this.policy = policy;
		this.reactions = new Reactions(pool, policy, reporter);
		this.rounds = new Rounds(this);
	}

	GuardedDataSource pool() {
		return this.pool;
	}

	BoundaryPolicy policy() {
		return this.policy;
	}

	PoolViolations violations() {
		return this.reactions.violations();
	}

	/**
	 * Whether what is held is to be looked at while it is held.
	 */
	boolean isPatrolled() {
		return watchesLeaks() || this.policy.watches(BoundaryRule.LONG_LEASE)
				|| this.policy.watches(BoundaryRule.IDLE_IN_TRANSACTION);
	}

	/**
	 * For the {@link Patrol} only.
	 */
	Rounds rounds() {
		return this.rounds;
	}

	boolean watchesLeaks() {
		return this.policy.watches(BoundaryRule.LEAKED_LEASE);
	}

	/**
	 * Whether a leaked lease is closed, and its connection with it.
	 */
	boolean discardsLeaks() {
		return this.policy.reactionTo(BoundaryRule.LEAKED_LEASE) == Reaction.FAIL;
	}

	/**
	 * A connection must not be discarded while a call is in progress, so that is looked
	 * at for this, too.
	 */
	@Override
	public boolean watchesCalls() {
		return this.policy.watches(BoundaryRule.CONCURRENT_USE) || this.policy.watches(BoundaryRule.CROSS_THREAD)
				|| this.policy.watches(BoundaryRule.IDLE_IN_TRANSACTION) || discardsLeaks();
	}

	@Override
	public boolean watchesAutocommit() {
		return this.policy.watches(BoundaryRule.OUTSIDE_TRANSACTION);
	}

	@Override
	public boolean watchesNesting() {
		return this.policy.watches(BoundaryRule.NESTED_CHECKOUT);
	}

	@Override
	public boolean watchesOrigins() {
		return this.policy.stackTraces();
	}

	@Override
	public void usedConcurrently(Lease lease, @Nullable Thread inside) throws SQLException {
		this.reactions.refuse(BoundaryRule.CONCURRENT_USE, lease,
				() -> here() + " calls a connection while " + ((inside != null) ? quoted(inside) : "another thread")
						+ " is inside of a call on it",
				() -> (inside != null) ? ThreadSite.of(inside, lease.record().incarnation()).placeInWords() : "");
	}

	@Override
	public void usedAcrossThreads(Lease lease) throws SQLException {
		this.reactions.refuse(BoundaryRule.CROSS_THREAD, lease,
				() -> here() + " uses a connection that serves a transaction of " + quoted(lease.borrower()));
	}

	/**
	 * A thread may be in a transaction of a manager that no listener was added to.
	 */
	@Override
	public void usedOutsideTransaction(Lease lease) throws SQLException {
		LeaseScope scope = Borrower.current().scope();
		if (TransactionSynchronizationManager.isActualTransactionActive()
				|| (scope != null && scope.isTransaction() && scope.isInForce())) {
			return;
		}
		this.reactions.refuse(BoundaryRule.OUTSIDE_TRANSACTION, lease,
				() -> here() + " executes a statement in autocommit, and is in no transaction");
	}

	@Override
	public void usedAfterClose(Lease lease) throws SQLException {
		this.reactions.refuse(BoundaryRule.USE_AFTER_CLOSE, lease,
				() -> here() + " uses a connection that was given back");
	}

	@Override
	public void returnedInTransaction(Lease lease) throws SQLException {
		this.reactions.refuse(BoundaryRule.OPEN_TRANSACTION_ON_RETURN, lease,
				() -> here() + " gives a connection back in a transaction in which it has executed updates");
	}

	@Override
	public void settingsLeft(Lease lease, List<LeftSetting> settings) throws SQLException {
		this.reactions.refuse(BoundaryRule.STATE_LEAK, lease,
				() -> here() + " gives a connection back with changed settings: "
						+ settings.stream()
							.map((setting) -> setting.name() + " is '" + setting.left() + "' and was '"
									+ setting.pristine() + "'")
							.collect(Collectors.joining(", ")));
	}

	@Override
	public void mustWait(List<HeldLease> all) throws SQLException {
		List<HeldLease> held = all.stream().filter((lease) -> BoundaryScope.isInHands(lease.scope())).toList();
		if (held.isEmpty() || Borrower.current().mayNest()) {
			return;
		}
		Instant now = Instant.now();
		this.reactions.refuse(BoundaryRule.NESTED_CHECKOUT, Holding.of(held.get(0)),
				() -> here() + " has to wait for another connection of this pool while it holds " + held.stream()
					.map(Holding::of)
					.map((holding) -> "#" + holding.connection() + " for " + holding.until(now).toMillis() + " ms")
					.collect(Collectors.joining(", ")));
	}

	/**
	 * A lease is still held after what it was taken in.
	 */
	void leaked(Lease lease) {
		Thread borrower = lease.borrower();
		Holding holding = Holding.of(lease);
		if (discardsLeaks()) {
			// Before anybody is told, which takes time: the borrower may go on meanwhile
			discard(lease);
		}
		String what = "a connection is still held after the end of what it was taken in"
				+ (discardsLeaks() ? ", and is closed now" : "");
		if (borrower == Thread.currentThread()) {
			this.reactions.note(BoundaryRule.LEAKED_LEASE, holding, ApplicationFrames.ofCurrentThread(), what);
		}
		else {
			found(BoundaryRule.LEAKED_LEASE, holding, what);
		}
	}

	private void discard(Lease lease) {
		try {
			((Connection) lease).abort(Runnable::run);
		}
		catch (SQLException | RuntimeException ex) {
			logger.debug("Discarding a leaked connection of {} failed", this.pool.name(), ex);
		}
	}

	void heldLong(HeldLease lease) {
		found(BoundaryRule.LONG_LEASE, Holding.of(lease), "a connection is held for long");
	}

	void idleInTransaction(HeldLease lease) {
		found(BoundaryRule.IDLE_IN_TRANSACTION, Holding.of(lease), "no statement runs in an open transaction");
	}

	private void found(BoundaryRule rule, Holding holding, String what) {
		ThreadSite site = ThreadSite.of(holding.borrower(), holding.record().incarnation());
		this.reactions.note(rule, holding, site.place(),
				what + ": " + quoted(holding.borrower()) + " " + site.callInWords());
	}

	/**
	 * The leases could not be looked at.
	 */
	void lookFailed(Throwable failure) {
		this.reactions.lookFailed(failure);
	}

	private static String here() {
		return quoted(Thread.currentThread());
	}

	private static String quoted(Thread thread) {
		return "thread '" + Borrower.nameOf(thread) + "'";
	}

}
