package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.TimeUnit;

import com.zaxxer.hikari.pool.HikariPool;
import io.github.jdbcguard.pool.PoolPolicy.OnForeignConnection;
import io.github.jdbcguard.pool.ReplaceConnectionException;
import io.github.jdbcguard.pool.ReplaceGenerationException;
import io.github.jdbcguard.process.ProcessState;
import org.jspecify.annotations.Nullable;

/**
 * One checkout that meets a connection which cannot be handed out as it is. The steps in
 * order: incarnation, generation, suspicion, listeners. It starts over whenever something
 * took time, so that the look at the process remains the last step before the borrower
 * gets the connection. Whatever goes wrong, the connection's place in the pool is not
 * lost.
 * <p>
 * Used by one thread, once.
 */
final class Admission {

	private static final int MAX_VETOES = 2;

	private final Checkout checkout;

	private final GuardedPool pool;

	private final long deadline;

	/**
	 * The place in the pool that is held, {@code null} while none is.
	 */
	private @Nullable Connection held;

	private int vetoes;

	Admission(Checkout checkout, GuardedPool pool, Connection borrowed) {
		this.checkout = checkout;
		this.pool = pool;
		this.held = borrowed;
		this.deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pool.original().getConnectionTimeout());
	}

	Connection admit() throws SQLException {
		try {
			while (true) {
				Connection proxy = (this.held != null) ? this.held : borrow();
				this.held = proxy;
				ProcessState now = this.pool.monitor().state();
				PooledRecord record = acceptable(proxy, now);
				if (record != null && this.pool.monitor().state() == now) {
					return this.checkout.lease(proxy, record);
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
			leaveBehind(physical, record, now);
			return null;
		}
		if (record.generation != this.pool.generation()) {
			this.pool.endings().retire(record);
			replace(physical);
			return null;
		}
		if (this.pool.liveness().isSuspect(record, now)) {
			if (!this.pool.liveness().isAlive(record, now)) {
				this.pool.endings().invalidate(record);
				replace(physical);
			}
			return null;
		}
		SQLException veto = veto(record);
		if (veto != null) {
			this.pool.endings().invalidate(record);
			if (++this.vetoes > MAX_VETOES) {
				throw new SQLTransientConnectionException(this.pool.name() + ": a listener refused the connection and "
						+ MAX_VETOES + " replacements: " + veto.getMessage(), "08001", veto);
			}
			replace(physical);
			return null;
		}
		return record;
	}

	private void leaveBehind(PhysicalConnection physical, PooledRecord record, ProcessState now) throws SQLException {
		if (now.incarnation().isForkOf(record.incarnation)) {
			// Its place is in the parent's pool
			this.held = null;
			this.pool.running().leaveBehindIfForked(now.incarnation());
			return;
		}
		this.pool.endings().abandon(record, now.incarnation());
		if (this.pool.options.onForeignConnection() == OnForeignConnection.FAIL) {
			throw ForeignLease.found(record, now.incarnation());
		}
		replace(physical);
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
	private void replace(PhysicalConnection physical) throws SQLException {
		try {
			physical.swap(this.pool.opening().openReplacement());
		}
		catch (SQLException | RuntimeException ex) {
			evict();
			if (System.nanoTime() - this.deadline >= 0) {
				throw new SQLTransientConnectionException(
						this.pool.name() + ": the connection could not be replaced within the connection timeout",
						"08001", ex);
			}
		}
	}

	private Connection borrow() throws SQLException {
		HikariPool running = this.pool.running().get();
		if (running == null || running.poolState == HikariPool.POOL_SHUTDOWN) {
			return this.pool.running().startAndTake();
		}
		long remaining = TimeUnit.NANOSECONDS.toMillis(this.deadline - System.nanoTime());
		return running.getConnection(Math.max(1, remaining));
	}

	private void evict() {
		Connection proxy = this.held;
		this.held = null;
		if (proxy != null) {
			this.pool.evict(proxy);
		}
	}

}
