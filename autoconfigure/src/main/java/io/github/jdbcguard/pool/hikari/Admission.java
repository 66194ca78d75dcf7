package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.TimeUnit;

import com.zaxxer.hikari.pool.HikariPool;
import io.github.jdbcguard.pool.Borrower;
import io.github.jdbcguard.pool.PoolPolicy.OnForeignConnection;
import io.github.jdbcguard.pool.ReplaceConnectionException;
import io.github.jdbcguard.pool.ReplaceGenerationException;
import io.github.jdbcguard.process.ProcessState;
import org.jspecify.annotations.Nullable;

/**
 * One checkout that meets a connection which cannot be handed out as it is. The steps in
 * order: incarnation, generation, age, suspicion and idleness, listeners. It starts over
 * whenever something took time, so that the look at the process remains the last step
 * before the borrower gets the connection. Whatever goes wrong, the connection's place in
 * the pool is not lost.
 * <p>
 * Bounded by the connection timeout: each round ends with the connection handed out, or
 * with another in its place, and none begins when the time is up. Used by one thread,
 * once.
 */
final class Admission {

	private static final int MAX_VETOES = 2;

	private final Checkout checkout;

	private final GuardedPool pool;

	private final Borrower borrower;

	private final long deadline;

	/**
	 * The place in the pool that is held, {@code null} while none is.
	 */
	private @Nullable Connection held;

	/**
	 * What has answered during this checkout, and need not be asked again.
	 */
	private @Nullable PooledRecord answered;

	private int vetoes;

	Admission(Checkout checkout, GuardedPool pool, Connection borrowed, Borrower borrower, long asked) {
		this.checkout = checkout;
		this.pool = pool;
		this.held = borrowed;
		this.borrower = borrower;
		this.deadline = asked + TimeUnit.MILLISECONDS.toNanos(pool.original().getConnectionTimeout());
	}

	LeaseConnection admit() throws SQLException {
		try {
			while (true) {
				Connection proxy = (this.held != null) ? this.held : borrow();
				this.held = proxy;
				ProcessState now = this.pool.monitor().state();
				PooledRecord record = acceptable(proxy, now);
				if (record != null && this.pool.monitor().state() == now) {
					return this.checkout.lease(proxy, record, this.borrower);
				}
			}
		}
		catch (Throwable ex) {
			evict();
			throw ex;
		}
	}

	/**
	 * Take one step on the way to a connection that can be handed out.
	 * @return its record, {@code null} where something had to be done first
	 */
	private @Nullable PooledRecord acceptable(Connection proxy, ProcessState now) throws SQLException {
		PhysicalConnection physical = Checkout.physical(proxy);
		if (physical == null) {
			evict();
			return null;
		}
		PooledRecord record = physical.record();
		if (record.incarnation != now.incarnation()) {
			leaveBehind(proxy, physical, record, now);
			return null;
		}
		if (!record.isOpen()) {
			replace(proxy, physical);
			return null;
		}
		if (record.generation != this.pool.generation()) {
			this.pool.endings().retire(record);
			replace(proxy, physical);
			return null;
		}
		if (this.pool.ages().isTooOld(record)) {
			this.pool.endings().recycle(record);
			replace(proxy, physical);
			return null;
		}
		if (mustAnswer(proxy, record, now)) {
			ask(proxy, physical, record, now);
			return null;
		}
		return isVetoed(proxy, physical, record) ? null : record;
	}

	private void leaveBehind(Connection proxy, PhysicalConnection physical, PooledRecord record, ProcessState now)
			throws SQLException {
		if (now.incarnation().isForkOf(record.incarnation)) {
			// Its place is in the parent's pool
			this.held = null;
			this.pool.running().leaveBehindIfForked(now.incarnation());
			return;
		}
		this.pool.endings().abandon(record, now.incarnation());
		if (this.pool.policy.onForeignConnection() == OnForeignConnection.FAIL) {
			throw ForeignLease.found(record, now.incarnation());
		}
		replace(proxy, physical);
	}

	private boolean mustAnswer(Connection proxy, PooledRecord record, ProcessState now) {
		return record.aliveIn != now || record.epoch != this.pool.epoch() || (record != this.answered
				&& this.pool.ages().isChecked() && this.pool.ages().isIdleTooLong(HikariInternals.idleNanos(proxy)));
	}

	private void ask(Connection proxy, PhysicalConnection physical, PooledRecord record, ProcessState now)
			throws SQLException {
		if (this.pool.liveness().isCondemned(record, now, HikariInternals.idleNanos(proxy))) {
			this.pool.endings().condemn(record);
			replace(proxy, physical);
			return;
		}
		long budget = Math.min(this.pool.liveness().budgetMillis(record), remainingMillis());
		if (budget <= 0) {
			throw handBack(proxy);
		}
		boolean alive = false;
		try {
			alive = this.pool.liveness().ask(record, now, budget);
		}
		finally {
			if (!alive) {
				this.pool.endings().invalidate(record);
			}
		}
		if (alive) {
			this.answered = record;
		}
		else {
			replace(proxy, physical);
		}
	}

	private boolean isVetoed(Connection proxy, PhysicalConnection physical, PooledRecord record) throws SQLException {
		SQLException veto = veto(record);
		if (veto == null) {
			return false;
		}
		this.pool.endings().invalidate(record);
		if (++this.vetoes > MAX_VETOES) {
			throw new SQLTransientConnectionException(this.pool.name() + ": a listener refused the connection and "
					+ MAX_VETOES + " replacements: " + veto.getMessage(), "08001", veto);
		}
		replace(proxy, physical);
		return true;
	}

	private @Nullable SQLException veto(PooledRecord record) {
		if (!this.pool.listeners.leasesWatched()) {
			return null;
		}
		try {
			this.pool.listeners.checkedOut(record);
			return null;
		}
		catch (ReplaceConnectionException ex) {
			return ex;
		}
		catch (ReplaceGenerationException ex) {
			this.pool.retireAll();
			return ex;
		}
	}

	/**
	 * Put a fresh connection into the pool entry. Where that fails the entry goes, and
	 * the borrower waits for HikariCP to open another, as it would have waited without
	 * us.
	 */
	private void replace(Connection proxy, PhysicalConnection physical) throws SQLException {
		long remaining = this.deadline - System.nanoTime();
		if (remaining <= 0) {
			throw handBack(proxy);
		}
		Replacement replacement = new Replacement(this.pool, proxy, physical);
		try {
			if (replacement.replaceWithin(remaining)) {
				return;
			}
		}
		catch (Replacement.InterruptedCheckoutException ex) {
			this.held = null;
			throw ex;
		}
		catch (SQLException | RuntimeException ex) {
			evict();
			if (this.deadline - System.nanoTime() <= 0) {
				throw this.pool.timeouts.replacing(ex);
			}
			return;
		}
		// The opener brings it back when the connection is there
		this.held = null;
		throw this.pool.timeouts.replacing(null);
	}

	/**
	 * Leave the pool entry as it is to whoever comes next and has the time for it.
	 */
	private SQLException handBack(Connection proxy) throws SQLException {
		this.held = null;
		proxy.close();
		return this.pool.timeouts.replacing(null);
	}

	private long remainingMillis() {
		return TimeUnit.NANOSECONDS.toMillis(this.deadline - System.nanoTime());
	}

	private Connection borrow() throws SQLException {
		HikariPool running = this.pool.running().get();
		if (running == null || running.poolState == HikariPool.POOL_SHUTDOWN) {
			return this.pool.running().startAndTake();
		}
		try {
			return running.getConnection(Math.max(1, remainingMillis()));
		}
		catch (SQLTransientConnectionException ex) {
			throw this.pool.timeouts.waiting(ex);
		}
	}

	private void evict() {
		Connection proxy = this.held;
		this.held = null;
		if (proxy != null) {
			this.pool.evict(proxy);
		}
	}

}
