package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executor;

import com.zaxxer.hikari.pool.HikariPool;
import com.zaxxer.hikari.util.ConcurrentBag.IConcurrentBagEntry;
import io.github.jdbcguard.pool.jdbc.DelegatingConnection;
import org.jspecify.annotations.Nullable;

/**
 * What HikariCP takes for the physical connection. HikariCP talks to it when it likes
 * (ping, keepalive, network timeout, reset, close), so every call that could put a byte
 * on the wire looks first whether the connection belongs to this life of the process, and
 * answers with nothing where it does not.
 * <p>
 * The driver's connection inside can be {@link #swap replaced} while the pool entry
 * around it stays. Only the borrower does that; {@link #close()} may come from any
 * thread.
 */
final class PhysicalConnection extends DelegatingConnection {

	private volatile PooledRecord record;

	private volatile boolean closed;

	private volatile @Nullable IConcurrentBagEntry entry;

	PhysicalConnection(PooledRecord record) {
		this.record = record;
	}

	PooledRecord record() {
		return this.record;
	}

	/**
	 * HikariCP's entry around this connection.
	 * @return the entry, {@code null} where there is none yet
	 */
	@Nullable IConcurrentBagEntry entry() {
		IConcurrentBagEntry entry = this.entry;
		if (entry == null) {
			HikariPool pool = this.record.pool.running().get();
			if (pool != null) {
				entry = HikariInternals.entryOf(pool, this);
				this.entry = entry;
			}
		}
		return entry;
	}

	/**
	 * Put another driver connection inside.
	 * @param fresh the record of the new connection
	 * @throws SQLException if the pool entry was closed in the meantime, with the pool
	 * for example; the new connection is closed then
	 */
	void swap(PooledRecord fresh) throws SQLException {
		PooledRecord before = this.record;
		this.record = fresh;
		// Nobody would ever close it
		before.pool.endings().finish(before);
		// close() writes and reads in the opposite order: one of the two sees the other
		if (this.closed) {
			fresh.pool.endings().close(fresh);
			throw new SQLException(fresh.pool.name() + " closed the connection while it was being replaced", "08003");
		}
	}

	@Override
	protected Connection delegate() {
		return this.record.raw;
	}

	/**
	 * Whether HikariCP is to be kept from the wire: it tidies up connections that are
	 * closed too. A borrower is not: what it does on a connection that was restored
	 * works, or fails, by itself.
	 */
	private boolean isSilent() {
		PooledRecord record = this.record;
		return !record.isOpen()
				|| (record.pool.isForeign(record) && (!record.isLeased() || record.pool.isKnownShared(record)));
	}

	@Override
	public void close() {
		this.closed = true;
		PooledRecord record = this.record;
		record.pool.endings().close(record);
	}

	@Override
	public void abort(Executor executor) {
		this.closed = true;
		PooledRecord record = this.record;
		record.pool.endings().abort(record, executor);
	}

	@Override
	public boolean isClosed() throws SQLException {
		return isSilent() || super.isClosed();
	}

	/**
	 * Answers HikariCP. A connection that the checkout is going to replace anyway counts
	 * as valid: HikariCP would throw its entry away, and open the next one in a thread
	 * that opens one at a time.
	 */
	@Override
	public boolean isValid(int seconds) throws SQLException {
		PooledRecord record = this.record;
		return record.pool.liveness().isValid(this, record);
	}

	/**
	 * HikariCP's ping of a pool that was started, with a test query, before it was
	 * guarded.
	 */
	@Override
	public Statement createStatement() throws SQLException {
		if (!this.record.isLeased() && this.record.isOpen() && isSilent()) {
			throw new SQLException(this.record + " belongs to another life of the process", "08003");
		}
		return super.createStatement();
	}

	@Override
	public void setNetworkTimeout(Executor executor, int milliseconds) throws SQLException {
		if (!isSilent()) {
			super.setNetworkTimeout(ConnectionSetUp.networkTimeoutExecutor(this.record.raw, executor), milliseconds);
		}
	}

	@Override
	public void clearWarnings() throws SQLException {
		if (this.record.isOpen()) {
			super.clearWarnings();
		}
	}

	@Override
	public void rollback() throws SQLException {
		if (!this.record.keepsTransaction && !isSilent()) {
			super.rollback();
		}
	}

	@Override
	public void setAutoCommit(boolean autoCommit) throws SQLException {
		if (!isSilent()) {
			super.setAutoCommit(autoCommit);
		}
	}

	@Override
	public void setReadOnly(boolean readOnly) throws SQLException {
		if (!isSilent()) {
			super.setReadOnly(readOnly);
		}
	}

	@Override
	public void setTransactionIsolation(int level) throws SQLException {
		if (!isSilent()) {
			super.setTransactionIsolation(level);
		}
	}

	@Override
	public void setCatalog(String catalog) throws SQLException {
		if (!isSilent()) {
			super.setCatalog(catalog);
		}
	}

	/**
	 * HikariCP restores it after its rollback, which leaves a transaction open where
	 * autocommit is off; we have done it already.
	 */
	@Override
	public void setSchema(String schema) throws SQLException {
		if (!this.record.isBackFromLease() && !isSilent()) {
			super.setSchema(schema);
		}
	}

	@Override
	public <T> T unwrap(Class<T> iface) throws SQLException {
		Connection raw = this.record.raw;
		return iface.isInstance(raw) ? iface.cast(raw) : raw.unwrap(iface);
	}

	@Override
	public boolean isWrapperFor(Class<?> iface) throws SQLException {
		Connection raw = this.record.raw;
		return iface.isInstance(raw) || raw.isWrapperFor(iface);
	}

	/**
	 * HikariCP puts this into its log messages, where people look for the driver's own.
	 */
	@Override
	public String toString() {
		return this.record.raw.toString();
	}

}
