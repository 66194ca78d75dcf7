package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

import com.zaxxer.hikari.pool.HikariPool;
import io.github.jdbcguard.pool.Borrower;
import io.github.jdbcguard.pool.LeaseScope;
import io.github.jdbcguard.pool.PoolPolicy.ResetOnReturn;
import io.github.jdbcguard.process.ProcessMonitor;
import io.github.jdbcguard.process.ProcessState;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is handed out. {@link #take()} is the hot path: HikariCP's checkout,
 * one look at the process, a few comparisons, one allocation. Everything else is the
 * business of an {@link Admission}. Thread-safe.
 */
final class Checkout {

	private final GuardedPool pool;

	private final ProcessMonitor monitor;

	/**
	 * {@code null} where no age has to be checked.
	 */
	private final @Nullable Ages ages;

	/**
	 * Whether the time counts from before the connection is asked for, which costs a
	 * clock read.
	 */
	private final boolean timed;

	private final boolean keepsTransactions;

	/**
	 * {@code null} where nobody wants to know.
	 */
	private final @Nullable Nesting nesting;

	private final boolean watchesOrigins;

	Checkout(GuardedPool pool) {
		this.pool = pool;
		this.monitor = pool.monitor();
		this.ages = pool.ages().isChecked() ? pool.ages() : null;
		this.timed = pool.policy.timeout() != null;
		this.keepsTransactions = pool.policy.resetOnReturn() == ResetOnReturn.NONE;
		this.nesting = pool.watch.watchesNesting() ? new Nesting(pool) : null;
		this.watchesOrigins = pool.watch.watchesOrigins();
	}

	LeaseConnection take() throws SQLException {
		long asked = this.timed ? System.nanoTime() : 0;
		Borrower borrower = Borrower.current();
		if (this.nesting != null && borrower.seemsToHold()) {
			this.nesting.check(borrower);
		}
		Connection proxy = borrow();
		PhysicalConnection physical = physical(proxy);
		if (physical != null) {
			// The last step before the borrower gets the connection
			ProcessState now = this.monitor.state();
			PooledRecord record = physical.record();
			// Alive in this very state and epoch: of this incarnation and generation, and
			// with no reason to doubt it since
			if (record.aliveIn == now && record.epoch == this.pool.epoch() && !this.pool.listeners.leasesWatched()
					&& (this.ages == null || this.ages.isSurelyFine(proxy, record))) {
				return lease(proxy, record, borrower);
			}
		}
		return new Admission(this, this.pool, proxy, borrower, this.timed ? asked : System.nanoTime()).admit();
	}

	LeaseConnection lease(Connection proxy, PooledRecord record, Borrower borrower) {
		LeaseScope scope = borrower.scope();
		if (scope != null && !scope.isInForce()) {
			scope = null;
		}
		LeaseConnection lease = new LeaseConnection(proxy, record, borrower, scope, this.monitor.lastLookMillis(),
				this.pool.running().isAutoCommit());
		record.leasedTo(lease);
		borrower.took();
		if (this.watchesOrigins) {
			record.origin = new Throwable("Taken by " + borrower);
		}
		if (scope != null) {
			scope.taken(lease, this.pool.watch);
		}
		if (this.keepsTransactions) {
			record.keepsTransaction = false;
		}
		return lease;
	}

	/**
	 * What HikariCP takes for the driver's connection.
	 * @return ours, {@code null} where it was opened while the guard was being installed
	 */
	static @Nullable PhysicalConnection physical(Connection proxy) {
		try {
			return proxy.unwrap(PhysicalConnection.class);
		}
		catch (SQLException | ClassCastException ex) {
			return null;
		}
	}

	private Connection borrow() throws SQLException {
		HikariPool running = this.pool.running().get();
		if (running == null || running.poolState == HikariPool.POOL_SHUTDOWN) {
			return this.pool.running().startAndTake();
		}
		try {
			return running.getConnection();
		}
		catch (SQLTransientConnectionException ex) {
			// Where a fork has no sign it is seen only now, in a child in which every
			// inherited connection is on lease to a thread that does not exist
			this.pool.running().leaveBehindIfForked(this.monitor.incarnation());
			if (this.pool.running().get() == running) {
				throw this.pool.timeouts.waiting(ex);
			}
			return this.pool.running().startAndTake();
		}
	}

}
