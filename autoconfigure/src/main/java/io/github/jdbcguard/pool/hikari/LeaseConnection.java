package io.github.jdbcguard.pool.hikari;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Instant;
import java.util.concurrent.Executor;

import io.github.jdbcguard.pool.ConnectionRecord;
import io.github.jdbcguard.pool.Lease;
import io.github.jdbcguard.pool.jdbc.DelegatingConnection;
import io.github.jdbcguard.process.Incarnation;

import org.springframework.jdbc.datasource.ConnectionProxy;

/**
 * What the borrower holds. Refuses work on a connection that another life of the process
 * opened: in a transaction always, else where it was inherited through a {@code fork()}.
 * <p>
 * A Spring {@link ConnectionProxy}, so that {@code DataSourceUtils} recognises the
 * connection of a transaction when a statement hands out HikariCP's.
 * <p>
 * Long because there are that many ways to make a statement. It takes 32 bytes, which is
 * part of what a checkout costs: hence the time of the checkout in units of 8 ms, which
 * an {@code int} counts for 397 days.
 */
final class LeaseConnection extends DelegatingConnection implements Lease, ConnectionProxy {

	private static final int UNIT_BITS = 3;

	private final PooledRecord record;

	private final Thread borrower;

	private final int since;

	private Connection target;

	private boolean autoCommit;

	/**
	 * Whether a transaction of another life was rolled back, which sends nothing.
	 */
	private boolean rolledBack;

	private boolean ended;

	LeaseConnection(Connection target, PooledRecord record, Thread borrower, long sinceMillis, boolean autoCommit) {
		this.target = target;
		this.record = record;
		this.borrower = borrower;
		this.since = units(sinceMillis);
		this.autoCommit = autoCommit;
	}

	@Override
	public ConnectionRecord record() {
		return this.record;
	}

	@Override
	public Thread borrower() {
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

	@Override
	public Connection getTargetConnection() {
		return this.target;
	}

	/**
	 * For calls that are not work: refused only on a connection that is shared with a
	 * parent process.
	 */
	@Override
	protected Connection delegate() throws SQLException {
		Incarnation now = this.record.pool.monitor().glance();
		if (now != this.record.incarnation && now.isForkOf(this.record.incarnation)) {
			throw ForeignLease.inherited(this.record, now);
		}
		return this.target;
	}

	/**
	 * For statements, commits and savepoints. In a transaction the life of the process
	 * must be the one that opened the connection; outside of one a restored connection
	 * works, or fails, by itself.
	 * @throws SQLException where the work must not be done
	 */
	void checkWork() throws SQLException {
		if (this.autoCommit) {
			delegate();
		}
		else {
			checkTransaction();
		}
	}

	/**
	 * For what is done with a statement that was allowed. Where a fork has no sign the
	 * clock is read for each statement, and not for each execution.
	 * @throws SQLException where the work must not be done
	 */
	void checkExecution() throws SQLException {
		if (!this.autoCommit) {
			checkTransaction();
		}
		else if (isShared()) {
			delegate();
		}
	}

	private void checkTransaction() throws SQLException {
		Incarnation now = this.record.pool.monitor().incarnation();
		if (now != this.record.incarnation) {
			throw ForeignLease.transaction(this.record, now);
		}
	}

	private Connection forWork() throws SQLException {
		checkWork();
		return this.target;
	}

	private boolean isForeign() {
		return this.record.pool.isForeign(this.record);
	}

	/**
	 * Whether the connection is known to be shared with a parent process.
	 */
	boolean isShared() {
		return this.record.pool.isKnownShared(this.record);
	}

	@Override
	public void setAutoCommit(boolean autoCommit) throws SQLException {
		if (autoCommit && !this.autoCommit) {
			// JDBC commits here
			if (isForeign()) {
				endForeignTransaction();
				return;
			}
		}
		delegate().setAutoCommit(autoCommit);
		this.autoCommit = autoCommit;
	}

	/**
	 * Quiet after a rollback, for Spring restores the setting then; refused before. No
	 * statement was sent to end the transaction, so no work is done on this lease again.
	 */
	private void endForeignTransaction() throws SQLException {
		if (!this.rolledBack) {
			checkWork();
		}
	}

	@Override
	public void commit() throws SQLException {
		forWork().commit();
	}

	@Override
	public void rollback() throws SQLException {
		if (isForeign()) {
			this.rolledBack = true;
			return;
		}
		delegate().rollback();
	}

	@Override
	public void rollback(Savepoint savepoint) throws SQLException {
		forWork().rollback(savepoint);
	}

	@Override
	public Savepoint setSavepoint() throws SQLException {
		return forWork().setSavepoint();
	}

	@Override
	public Savepoint setSavepoint(String name) throws SQLException {
		return forWork().setSavepoint(name);
	}

	@Override
	public void releaseSavepoint(Savepoint savepoint) throws SQLException {
		forWork().releaseSavepoint(savepoint);
	}

	/**
	 * Ends the lease.
	 * @return whether it had not ended before
	 */
	boolean endOnce() {
		boolean first = !this.ended;
		this.ended = true;
		return first;
	}

	@Override
	public void close() throws SQLException {
		this.record.pool.checkIn(this, this.record, this.target);
	}

	@Override
	public void abort(Executor executor) throws SQLException {
		if (endOnce() && !isShared()) {
			this.record.pool.abort(this.record, this.target, executor);
		}
	}

	@Override
	public boolean isClosed() throws SQLException {
		return isShared() || super.isClosed();
	}

	/**
	 * Asks the server, which HikariCP's own pings may be spared, see {@link Liveness}.
	 */
	@Override
	public boolean isValid(int seconds) throws SQLException {
		return !isForeign() && !isClosed() && this.record.raw.isValid(seconds);
	}

	@Override
	public void invalidate() throws SQLException {
		requireOpen();
		this.record.pool.endings().invalidate(this.record);
		this.record.pool.discard(this.target);
	}

	@Override
	public void detach() throws SQLException {
		requireOpen();
		this.target = this.record.pool.detach(this.record, this.target);
	}

	private void requireOpen() throws SQLException {
		if (isClosed() || !this.record.isOpen()) {
			throw new SQLException("The lease of " + this.record + " has ended, or was detached before", "08003");
		}
	}

	@Override
	public <T> T unwrap(Class<T> iface) throws SQLException {
		// As HikariCP's own proxy, which hands out the driver's connection
		if (iface != Connection.class && iface.isInstance(this)) {
			return iface.cast(this);
		}
		Connection target = delegate();
		Connection raw = this.record.raw;
		// HikariCP complains, or hands out a closed connection, where the lease has ended
		return (iface.isInstance(raw) && !target.isClosed()) ? iface.cast(raw) : target.unwrap(iface);
	}

	@Override
	public boolean isWrapperFor(Class<?> iface) throws SQLException {
		return iface.isInstance(this) || super.isWrapperFor(iface);
	}

	@Override
	public DatabaseMetaData getMetaData() throws SQLException {
		return new LeaseMetaData(this, super.getMetaData());
	}

	@Override
	public Statement createStatement() throws SQLException {
		return new LeaseStatement(this, forWork().createStatement());
	}

	@Override
	public Statement createStatement(int resultSetType, int resultSetConcurrency) throws SQLException {
		return new LeaseStatement(this, forWork().createStatement(resultSetType, resultSetConcurrency));
	}

	@Override
	public Statement createStatement(int resultSetType, int resultSetConcurrency, int resultSetHoldability)
			throws SQLException {
		return new LeaseStatement(this,
				forWork().createStatement(resultSetType, resultSetConcurrency, resultSetHoldability));
	}

	@Override
	public PreparedStatement prepareStatement(String sql) throws SQLException {
		return new LeasePreparedStatement(this, forWork().prepareStatement(sql));
	}

	@Override
	public PreparedStatement prepareStatement(String sql, int autoGeneratedKeys) throws SQLException {
		return new LeasePreparedStatement(this, forWork().prepareStatement(sql, autoGeneratedKeys));
	}

	@Override
	public PreparedStatement prepareStatement(String sql, int[] columnIndexes) throws SQLException {
		return new LeasePreparedStatement(this, forWork().prepareStatement(sql, columnIndexes));
	}

	@Override
	public PreparedStatement prepareStatement(String sql, String[] columnNames) throws SQLException {
		return new LeasePreparedStatement(this, forWork().prepareStatement(sql, columnNames));
	}

	@Override
	public PreparedStatement prepareStatement(String sql, int resultSetType, int resultSetConcurrency)
			throws SQLException {
		return new LeasePreparedStatement(this, forWork().prepareStatement(sql, resultSetType, resultSetConcurrency));
	}

	@Override
	public PreparedStatement prepareStatement(String sql, int resultSetType, int resultSetConcurrency,
			int resultSetHoldability) throws SQLException {
		return new LeasePreparedStatement(this,
				forWork().prepareStatement(sql, resultSetType, resultSetConcurrency, resultSetHoldability));
	}

	@Override
	public CallableStatement prepareCall(String sql) throws SQLException {
		return new LeaseCallableStatement(this, forWork().prepareCall(sql));
	}

	@Override
	public CallableStatement prepareCall(String sql, int resultSetType, int resultSetConcurrency) throws SQLException {
		return new LeaseCallableStatement(this, forWork().prepareCall(sql, resultSetType, resultSetConcurrency));
	}

	@Override
	public CallableStatement prepareCall(String sql, int resultSetType, int resultSetConcurrency,
			int resultSetHoldability) throws SQLException {
		return new LeaseCallableStatement(this,
				forWork().prepareCall(sql, resultSetType, resultSetConcurrency, resultSetHoldability));
	}

	@Override
	public String toString() {
		return "Lease of " + this.record + ": " + this.target;
	}

}
