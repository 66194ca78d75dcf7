package io.github.jdbcguard.pool.hikari;

import java.sql.SQLException;

import io.github.jdbcguard.pool.Borrower;
import io.github.jdbcguard.pool.ConnectionRecord;
import io.github.jdbcguard.pool.HeldLease;
import io.github.jdbcguard.pool.LeaseScope;
import io.github.jdbcguard.pool.PoolSnapshot.Holder;
import org.jspecify.annotations.Nullable;

/**
 * To whom a connection is lent, and what the borrower is doing with it. Written by the
 * borrower without a fence and read by any thread, which only reports it.
 * <p>
 * Padded: what is written at each checkout must not lie beside what the borrower of the
 * record before it in memory reads at each of his.
 */
abstract class LendingRecord implements ConnectionRecord {

	long p00;

	long p01;

	long p02;

	long p03;

	long p04;

	long p05;

	long p06;

	long p07;

	/**
	 * How many times a call was entered or left: odd while a thread is inside one.
	 * Written without a fence, see {@link LeaseConnection#enter()}.
	 */
	int calls;

	/**
	 * Who is inside a call, where that is not the borrower.
	 */
	@Nullable Borrower guest;

	/**
	 * Whether it has gone to another thread, or may have: then who took it does not hold
	 * it any more.
	 */
	boolean moved;

	/**
	 * Whether the borrower has taken the driver's connection, and may work with it
	 * unseen.
	 */
	boolean exposed;

	/**
	 * Whether an update was executed in the transaction that is open.
	 */
	boolean updated;

	/**
	 * After what the server may have rolled back the transaction that is open,
	 * {@code null} where it has not.
	 */
	@Nullable SQLException undoneBy;

	/**
	 * Where it was taken, {@code null} where no rule asks for it.
	 */
	@Nullable Throwable origin;

	/**
	 * Who holds it, or held it last. Written without a fence, for others only report it,
	 * and only where it changes: a reference from an old object to a young one costs more
	 * than all else that a checkout adds to HikariCP's.
	 */
	private @Nullable Borrower borrower;

	/**
	 * The transaction or request in which it was taken; written like the borrower.
	 */
	private @Nullable LeaseScope scope;

	/**
	 * Whether autocommit is off.
	 */
	boolean inTransaction;

	/**
	 * Since when it is on lease, as {@link LeaseConnection} counts; zero when it is idle.
	 */
	private int leasedSince;

	void leasedTo(LeaseConnection lease) {
		this.moved = false;
		lentTo(lease.holder(), lease.scope());
		begun(!lease.state.isAutoCommit());
		if (isBusy()) {
			// Somebody was inside a call when it was given back
			this.calls++;
		}
		// Never zero
		this.leasedSince = lease.sinceUnits() | 1;
	}

	/**
	 * Note whose it is, and for what.
	 */
	void lentTo(Borrower borrower, @Nullable LeaseScope scope) {
		if (this.borrower != borrower) {
			this.borrower = borrower;
		}
		if (this.scope != scope) {
			this.scope = scope;
		}
	}

	/**
	 * Nothing is uncommitted now.
	 */
	void begun(boolean inTransaction) {
		this.inTransaction = inTransaction;
		this.updated = false;
		if (this.undoneBy != null) {
			this.undoneBy = null;
		}
	}

	void cameBack() {
		this.leasedSince = 0;
	}

	/**
	 * Whether it has been on lease before and is not now.
	 */
	boolean isBackFromLease() {
		return this.borrower != null && this.leasedSince == 0;
	}

	boolean isLeasedTo(Thread thread) {
		Borrower holder = this.borrower;
		return holder != null && holder.thread() == thread && this.leasedSince != 0 && !this.moved;
	}

	boolean isLeased() {
		return this.leasedSince != 0;
	}

	/**
	 * Whether a thread is inside a call.
	 */
	boolean isBusy() {
		return (this.calls & 1) != 0;
	}

	@Nullable Holder holder() {
		HeldLease lease = lease();
		return (lease != null) ? Holders.of(lease) : null;
	}

	/**
	 * The lease that it is on.
	 * @return the lease, {@code null} where it is idle
	 */
	@Nullable HeldLease lease() {
		Borrower holder = this.borrower;
		int since = this.leasedSince;
		if (holder == null || since == 0) {
			return null;
		}
		int calls = this.calls;
		return new HeldLease(this, holder.thread(), LeaseConnection.instant(since), this.scope, this.inTransaction,
				(calls & 1) != 0, calls, this.exposed, this.origin);
	}

}
