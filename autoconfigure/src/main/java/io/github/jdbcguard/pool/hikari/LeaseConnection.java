package io.github.jdbcguard.pool.hikari;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.concurrent.Executor;

import io.github.jdbcguard.pool.Borrower;
import io.github.jdbcguard.pool.LeaseScope;
import io.github.jdbcguard.pool.UnansweredCommitException;
import org.jspecify.annotations.Nullable;

/**
 * What the borrower holds.
 */
final class LeaseConnection extends AdjustableConnection {

	LeaseConnection(Connection target, PooledRecord record, Borrower borrower, @Nullable LeaseScope scope,
			long sinceMillis, boolean autoCommit) {
		super(target, record, borrower, scope, sinceMillis, autoCommit);
	}

	@Override
	protected Statement statement(Statement statement) {
		return new LeaseStatement(this, statement);
	}

	@Override
	protected PreparedStatement prepared(PreparedStatement statement) {
		return new LeasePreparedStatement(this, statement);
	}

	@Override
	protected CallableStatement callable(CallableStatement statement) {
		return new LeaseCallableStatement(this, statement);
	}

	@Override
	public boolean getAutoCommit() throws SQLException {
		LeaseState state = this.state;
		return (state.isVacant() || state.isRollbackPending()) ? state.isAutoCommit() : super.getAutoCommit();
	}

	/**
	 * JDBC commits when autocommit is switched on in a transaction, so that is refused
	 * where a commit would be. Quiet after a rollback, for Spring restores the setting
	 * then, and after a commit that failed: the borrower knows.
	 */
	@Override
	public void setAutoCommit(boolean autoCommit) throws SQLException {
		LeaseState state = this.state;
		if (state.isVacant() || (autoCommit && state == LeaseState.LOST_IN_COMMIT)) {
			this.state = autoCommit ? LeaseState.ROLLED_BACK_AUTO_COMMIT : LeaseState.ROLLED_BACK;
			return;
		}
		if (autoCommit && state == LeaseState.COMMIT_FAILED) {
			rollback();
		}
		else if (autoCommit && state == LeaseState.LOST_IN_TRANSACTION) {
			throw pendingRollback();
		}
		else if (autoCommit && (state == LeaseState.BEGUN || state == LeaseState.WORKED)) {
			checkTransaction();
		}
		boolean entered = enter();
		try {
			delegate().setAutoCommit(autoCommit);
		}
		catch (SQLException ex) {
			throw autoCommit ? commitFailed(ex) : failed(ex);
		}
		finally {
			leave(entered);
		}
		if (this.state.isConnected() && autoCommit != this.state.isAutoCommit()) {
			begun(autoCommit ? LeaseState.AUTO_COMMIT : LeaseState.BEGUN);
			if (!autoCommit) {
				serveCurrentTransaction();
			}
		}
	}

	@Override
	public void commit() throws SQLException {
		if (this.state.isVacant()) {
			return;
		}
		Connection target = forWork();
		boolean entered = enter();
		try {
			target.commit();
		}
		catch (SQLException ex) {
			throw commitFailed(ex);
		}
		finally {
			leave(entered);
		}
		if (this.state == LeaseState.WORKED) {
			begun(LeaseState.BEGUN);
		}
	}

	/**
	 * Nothing is uncommitted now.
	 */
	private void begun(LeaseState state) {
		this.state = state;
		this.record.begun(!state.isAutoCommit());
	}

	private SQLException commitFailed(SQLException failure) {
		if (this.state == LeaseState.BEGUN && this.record.exposed) {
			// Something may have been done on the driver's connection
			this.state = LeaseState.WORKED;
		}
		if (this.state == LeaseState.WORKED) {
			this.record.failure = failure;
			failed(failure);
			this.state = this.state.whenCommitFailed();
			if (this.state == LeaseState.LOST_IN_COMMIT) {
				UnansweredCommitException.mark(failure, this.record);
			}
			return failure;
		}
		return failed(failure);
	}

	@Override
	public void rollback() throws SQLException {
		LeaseState state = this.state;
		if (state.isVacant() || (state.isRollbackPending() && state != LeaseState.COMMIT_FAILED)) {
			this.state = state.whenRolledBack();
			return;
		}
		if (state != LeaseState.CLOSED && isForeign()) {
			this.state = (state == LeaseState.AUTO_COMMIT) ? state : LeaseState.ROLLED_BACK;
			return;
		}
		if (state == LeaseState.CLOSED) {
			// Complains; the connection may be another borrower's by now
			delegate().rollback();
			return;
		}
		boolean entered = enter();
		try {
			delegate().rollback();
		}
		catch (SQLException ex) {
			failed(ex);
			if (this.state.isConnected()) {
				throw ex;
			}
			// The server has rolled back what it has lost the connection of
		}
		finally {
			leave(entered);
		}
		this.record.failure = null;
		begun(this.state.whenRolledBack());
	}

	/**
	 * Quiet, like the whole rollback that is still needed, where the transaction is lost:
	 * Spring would show this failure in place of the original.
	 */
	@Override
	public void rollback(Savepoint savepoint) throws SQLException {
		if (!this.state.isRollbackPending()) {
			checkWork();
			super.rollback(savepoint);
		}
	}

	@Override
	public Savepoint setSavepoint() throws SQLException {
		checkExecution();
		return super.setSavepoint();
	}

	@Override
	public Savepoint setSavepoint(String name) throws SQLException {
		checkExecution();
		return super.setSavepoint(name);
	}

	@Override
	public void releaseSavepoint(Savepoint savepoint) throws SQLException {
		if (!this.state.isRollbackPending()) {
			checkWork();
			super.releaseSavepoint(savepoint);
		}
	}

	/**
	 * Ends the lease.
	 */
	@Override
	public void close() throws SQLException {
		LeaseState state = this.state;
		this.state = LeaseState.CLOSED;
		if (state == LeaseState.CLOSED) {
			return;
		}
		try {
			this.record.pool.checkIn(this, state);
		}
		finally {
			ended();
		}
	}

	@Override
	public void abort(Executor executor) throws SQLException {
		LeaseState state = this.state;
		this.state = LeaseState.CLOSED;
		if (state == LeaseState.CLOSED) {
			return;
		}
		ended();
		if (!isShared()) {
			this.record.pool.abort(this.record, this.target, executor);
		}
	}

	@Override
	public boolean isClosed() throws SQLException {
		LeaseState state = this.state;
		if (state.isVacant() || state.isRollbackPending()) {
			return isShared();
		}
		return state == LeaseState.CLOSED || state == LeaseState.LOST || isShared() || super.isClosed();
	}

	/**
	 * Asks the server, which HikariCP's own pings may be spared, see {@link Liveness}.
	 */
	@Override
	public boolean isValid(int seconds) throws SQLException {
		return this.state.isConnected() && !isForeign() && !isClosed() && this.record.raw.isValid(seconds);
	}

	@Override
	public void invalidate() throws SQLException {
		requireOpen();
		PooledRecord record = this.record;
		record.failure = new SQLException(record + " was invalidated by its borrower", "08003");
		record.pool.endings().invalidate(record);
		this.state = this.state.whenInvalidated();
		record.pool.evict(this.target);
	}

	@Override
	public void detach() throws SQLException {
		requireOpen();
		this.target = this.record.pool.detach(this.record, this.target);
		leaveScope();
	}

	@Override
	void requireOpen() throws SQLException {
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
		noteQuestion();
		Connection raw = this.record.raw;
		if (this.state.isConnected()) {
			this.record.expose();
		}
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
	public String toString() {
		return "Lease of " + this.record + ": " + this.target;
	}

}
