package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

import io.github.jdbcguard.pool.Borrower;
import io.github.jdbcguard.pool.ConnectionRecord;
import io.github.jdbcguard.pool.Lease;
import io.github.jdbcguard.pool.LeaseScope;
import io.github.jdbcguard.pool.jdbc.DelegatingConnection;
import org.jspecify.annotations.Nullable;

/**
 * Who holds a connection, since when and for what, and which thread is inside a call.
 * <p>
 * Not a Spring {@code ConnectionProxy}: {@code DataSourceUtils} would look through it,
 * and through a proxy around it, for HikariCP's connection, and close the lease of a
 * transaction that it gets from a statement as none of its own.
 * <p>
 * A lease takes 40 bytes, which is part of what a checkout costs: hence the time of the
 * checkout in units of 8 ms, which an {@code int} counts for 397 days, and one state for
 * everything that changes.
 * <p>
 * Which thread is inside a call is written without a lock or a fence: two calls that
 * begin within the same few nanoseconds may pass unseen, one that begins while another
 * waits for the server may not.
 */
abstract class BorrowedConnection extends DelegatingConnection implements Lease {

	private static final int UNIT_BITS = 3;

	private final int since;

	private @Nullable LeaseScope scope;

	private final boolean watchesCalls;

	private boolean handedOver;

	private Borrower borrower;

	PooledRecord record;

	Connection target;

	LeaseState state;

	BorrowedConnection(Connection target, PooledRecord record, Borrower borrower, @Nullable LeaseScope scope,
			long sinceMillis, boolean autoCommit) {
		this.target = target;
		this.record = record;
		this.borrower = borrower;
		this.scope = scope;
		this.watchesCalls = record.pool.watchesCalls;
		this.since = units(sinceMillis);
		this.state = autoCommit ? LeaseState.AUTO_COMMIT : LeaseState.BEGUN;
	}

	/**
	 * Note that the current thread is inside a call. Nothing is noted where it is inside
	 * one already, or where no rule asks for it.
	 * @return what {@link #leave(boolean)} is to be told
	 * @throws SQLException where a rule is broken that is to fail
	 */
	@Override
	protected final boolean enter() throws SQLException {
		if (!this.watchesCalls) {
			return false;
		}
		PooledRecord record = this.record;
		int calls = record.calls;
		if ((calls & 1) != 0 || Thread.currentThread() != this.borrower.thread()) {
			return enterUnusually(record, calls);
		}
		record.calls = calls + 1;
		return true;
	}

	private boolean enterUnusually(PooledRecord record, int calls) throws SQLException {
		if (this.state == LeaseState.CLOSED) {
			// The record may be another borrower's by now
			return false;
		}
		Borrower current = Borrower.current();
		if (this.handedOver) {
			this.handedOver = false;
			lendTo(current);
		}
		if (record.isBusy()) {
			Borrower guest = record.guest;
			Borrower inside = (guest != null) ? guest : this.borrower;
			if (inside != current) {
				record.pool.watch.usedConcurrently(this, inside.thread());
			}
			return false;
		}
		if (current != this.borrower) {
			if (servesTransaction()) {
				record.pool.watch.usedAcrossThreads(this);
			}
			else {
				record.moved = true;
			}
			record.guest = current;
		}
		record.calls = calls + 1;
		return true;
	}

	/**
	 * Where two threads have entered unseen the number is right again when both have
	 * left.
	 */
	@Override
	protected final void leave(boolean entered) {
		if (entered) {
			PooledRecord record = this.record;
			if (record.guest != null) {
				record.guest = null;
			}
			record.calls = (record.calls | 1) + 1;
		}
	}

	private boolean servesTransaction() {
		LeaseScope scope = this.scope;
		return scope != null && scope.isTransaction() && !scope.hasEnded()
				&& (this.state == LeaseState.BEGUN || this.state == LeaseState.WORKED);
	}

	/**
	 * A transaction begins on a connection that may have been held before it: one that a
	 * request keeps open goes through several, in more than one thread.
	 */
	final void serveCurrentTransaction() {
		Borrower current = Borrower.current();
		LeaseScope scope = current.scope();
		if (scope != null && scope != this.scope && scope.isTransaction() && scope.isInForce()) {
			this.scope = scope;
			lendTo(current);
		}
	}

	private void lendTo(Borrower borrower) {
		if (borrower != this.borrower) {
			this.borrower = borrower;
			borrower.took();
		}
		this.record.moved = false;
		this.record.lentTo(borrower, this.scope);
	}

	@Override
	public ConnectionRecord record() {
		return this.record;
	}

	@Override
	public Thread borrower() {
		return this.borrower.thread();
	}

	@Override
	public @Nullable LeaseScope scope() {
		return this.scope;
	}

	@Override
	public @Nullable Throwable origin() {
		return this.record.origin;
	}

	@Override
	public boolean isHeld() {
		return this.state != LeaseState.CLOSED;
	}

	@Override
	public boolean isBusy() {
		return this.record.isBusy();
	}

	@Override
	public boolean hasUncommittedUpdates() {
		return this.state.isDirty() && this.record.updated;
	}

	@Override
	public boolean needsRollback() {
		return this.state.isRollbackPending();
	}

	@Override
	public boolean hasLostConnection() {
		LeaseState state = this.state;
		return !state.isConnected() && state != LeaseState.CLOSED;
	}

	@Override
	public void handOver() throws SQLException {
		requireOpen();
		this.handedOver = true;
		this.record.moved = true;
		leftScope();
	}

	/**
	 * To be called when it has ended.
	 */
	final void ended() {
		this.borrower.gaveBack();
		leftScope();
	}

	/**
	 * To be called when its scope does not end it any more.
	 */
	private void leftScope() {
		LeaseScope scope = this.scope;
		if (scope != null) {
			scope.returned(this);
		}
	}

	/**
	 * To be called when it serves nothing but its holder any more.
	 */
	final void leaveScope() {
		leftScope();
		this.scope = null;
	}

	/**
	 * Whose the lease is.
	 */
	final Borrower holder() {
		return this.borrower;
	}

	@Override
	public Instant since() {
		return instant(this.since);
	}

	/**
	 * When a lease began that was counted so.
	 */
	static Instant instant(int since) {
		long now = System.currentTimeMillis();
		// The difference is right even when the count has started over in between
		long heldMillis = (long) (units(now) - since) << UNIT_BITS;
		return Instant.ofEpochMilli(now - Math.max(0, heldMillis));
	}

	int sinceUnits() {
		return this.since;
	}

	private static int units(long millis) {
		return (int) (millis >> UNIT_BITS);
	}

	/**
	 * Check that the connection is held, and by the pool.
	 * @throws SQLException if it is not
	 */
	abstract void requireOpen() throws SQLException;

}
