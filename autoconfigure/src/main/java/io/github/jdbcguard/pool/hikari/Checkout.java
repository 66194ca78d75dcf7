package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.TimeUnit;

import com.zaxxer.hikari.pool.HikariPool;
import io.github.jdbcguard.pool.GuardOptions.OnForeignConnection;
import io.github.jdbcguard.pool.ReplaceConnectionException;
import io.github.jdbcguard.pool.ReplaceGenerationException;
import io.github.jdbcguard.process.ProcessMonitor;
import io.github.jdbcguard.process.ProcessState;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is handed out. {@link #take()} is the hot path: HikariCP's checkout,
 * one look at the process, three comparisons, one allocation. Everything else happens in
 * {@link #admit}, which starts over whenever something took time, so that the look at the
 * process is the last step before the borrower gets the connection.
 */
final class Checkout {

	private static final int MAX_VETOES = 2;

	private final GuardedPool pool;

	private final ProcessMonitor monitor;

	Checkout(GuardedPool pool) {
		this.pool = pool;
		this.monitor = pool.monitor();
	}

	Connection take() throws SQLException {
		Connection proxy = borrow();
		PhysicalConnection physical = physical(proxy);
		ProcessState now = this.monitor.state();
		if (physical != null) {
			PooledRecord record = physical.record();
			// Alive in this very state: of this incarnation, and idle through no pause
			if (record.aliveIn == now && record.generation == this.pool.generation()
					&& !this.pool.listeners.present()) {
				return lease(proxy, record);
			}
		}
		return admit(proxy);
	}

	/**
	 * What HikariCP takes for the driver's connection.
	 * @return ours, {@code null} where it was opened while the guard was being installed
	 */
	private static @Nullable PhysicalConnection physical(Connection proxy) {
		try {
			return proxy.unwrap(PhysicalConnection.class);
		}
		catch (SQLException ex) {
			return null;
		}
	}

	private Connection lease(Connection proxy, PooledRecord record) {
		LeaseConnection lease = new LeaseConnection(proxy, record, Thread.currentThread(),
				this.monitor.lastLookMillis(), this.pool.running().isAutoCommit());
		record.leasedTo(lease);
		return lease;
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
			// A forked child in which every inherited connection is leased to a thread
			// that
			// does not exist: seen before HikariCP is asked only where a fork has a sign
			this.pool.running().leaveBehindIfForked(this.monitor.incarnation());
			if (this.pool.running().get() != running) {
				return this.pool.running().startAndTake();
			}
			throw ex;
		}
	}

	/**
	 * The steps in order: incarnation, generation, suspicion, listeners.
	 */
	private Connection admit(Connection borrowed) throws SQLException {
		Connection proxy = borrowed;
		long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(this.pool.original().getConnectionTimeout());
		int vetoes = 0;
		while (true) {
			PhysicalConnection physical = physical(proxy);
			ProcessState now = this.monitor.state();
			if (physical != null && now.incarnation().isForkOf(physical.record().incarnation)) {
				this.pool.running().leaveBehindIfForked(now.incarnation());
				proxy = this.pool.running().startAndTake();
				continue;
			}
			if (physical == null) {
				this.pool.evict(proxy);
				proxy = borrowUntil(deadline);
				continue;
			}
			PooledRecord record = physical.record();
			if (record.incarnation != now.incarnation()) {
				this.pool.endings().abandon(record, now.incarnation());
				if (this.pool.options.onForeignConnection() == OnForeignConnection.FAIL) {
					this.pool.evict(proxy);
					throw ForeignLease.found(record, now.incarnation());
				}
				proxy = replace(proxy, physical, deadline);
				continue;
			}
			if (record.generation != this.pool.generation()) {
				this.pool.endings().retire(record);
				proxy = replace(proxy, physical, deadline);
				continue;
			}
			if (this.pool.liveness().isSuspect(record, now)) {
				if (!this.pool.liveness().isAlive(record, now)) {
					this.pool.endings().invalidate(record);
					proxy = replace(proxy, physical, deadline);
				}
				continue;
			}
			SQLException veto = this.pool.listeners.present() ? veto(record) : null;
			if (veto != null) {
				this.pool.endings().invalidate(record);
				if (++vetoes > MAX_VETOES) {
					this.pool.evict(proxy);
					throw new SQLTransientConnectionException(this.pool.name() + ": a listener refused "
							+ "the connection and " + MAX_VETOES + " replacements: " + veto.getMessage(), "08001",
							veto);
				}
				proxy = replace(proxy, physical, deadline);
				continue;
			}
			if (this.monitor.state() == now) {
				return lease(proxy, record);
			}
		}
	}

	private @Nullable SQLException veto(PooledRecord record) {
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
	private Connection replace(Connection proxy, PhysicalConnection physical, long deadline) throws SQLException {
		try {
			physical.swap(this.pool.opening().openReplacement());
			return proxy;
		}
		catch (SQLException | RuntimeException | Error ex) {
			this.pool.evict(proxy);
			if (ex instanceof Error error) {
				throw error;
			}
			if (System.nanoTime() - deadline >= 0) {
				throw new SQLTransientConnectionException(
						this.pool.name() + ": the connection could not be replaced within the connection timeout",
						"08001", ex);
			}
			return borrowUntil(deadline);
		}
	}

	private Connection borrowUntil(long deadline) throws SQLException {
		HikariPool running = this.pool.running().get();
		if (running == null) {
			return this.pool.running().startAndTake();
		}
		long remaining = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
		return running.getConnection(Math.max(1, remaining));
	}

}
