package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

import io.github.jdbcguard.pool.Borrower;
import io.github.jdbcguard.pool.LeaseScope;
import io.github.jdbcguard.pool.PendingRollbackException;
import io.github.jdbcguard.pool.server.ServerRollbacks;
import io.github.jdbcguard.process.Incarnation;
import org.jspecify.annotations.Nullable;

/**
 * Which work a lease allows. Refuses work on a connection that another life of the
 * process opened: in a transaction always, else where it was inherited through a
 * {@code fork()}. Refuses it too in a transaction whose connection was lost, until the
 * borrower has rolled back; then the next use takes another connection. See
 * {@link LeaseState}.
 */
abstract class WorkingConnection extends BorrowedConnection {

	WorkingConnection(Connection target, PooledRecord record, Borrower borrower, @Nullable LeaseScope scope,
			long sinceMillis, boolean autoCommit) {
		super(target, record, borrower, scope, sinceMillis, autoCommit);
	}

	/**
	 * For calls that are not work: refused only on a connection that is shared with a
	 * parent process.
	 */
	@Override
	protected Connection delegate() throws SQLException {
		PooledRecord record = this.record;
		Incarnation now = record.pool.monitor().glance();
		if (now != record.incarnation && now.isForkOf(record.incarnation)) {
			throw ForeignLease.inherited(record, now);
		}
		return this.state.isConnected() ? this.target : insteadOfLost();
	}

	/**
	 * For statements, commits and savepoints. In a transaction the life of the process
	 * must be the one that opened the connection; outside of one a restored connection
	 * works, or fails, by itself.
	 * @throws SQLException where the work must not be done
	 */
	void checkWork() throws SQLException {
		forWork();
	}

	@Override
	protected final Connection forWork() throws SQLException {
		LeaseState state = this.state;
		if (state == LeaseState.BEGUN || state == LeaseState.WORKED) {
			checkTransaction();
			return this.target;
		}
		if (state.isRollbackPending()) {
			throw pendingRollback();
		}
		if (state == LeaseState.LOST) {
			throw LostTransaction.lost(this.record);
		}
		return delegate();
	}

	/**
	 * For what is done with a statement that was allowed. Where a fork has no sign the
	 * clock is read for each statement, and not for each execution.
	 * @throws SQLException where the work must not be done
	 */
	void checkExecution() throws SQLException {
		LeaseState state = this.state;
		if (state == LeaseState.AUTO_COMMIT) {
			if (isShared()) {
				delegate();
			}
			GuardedPool pool = this.record.pool;
			if (pool.watchesAutocommit) {
				pool.watch.usedOutsideTransaction(this);
			}
		}
		else if (state == LeaseState.BEGUN || state == LeaseState.WORKED) {
			checkTransaction();
			if (state == LeaseState.BEGUN) {
				beginWork();
			}
			this.state = LeaseState.WORKED;
		}
		else {
			refuse(state);
		}
	}

	/**
	 * A connection that is kept by what runs around several transactions serves each of
	 * them in turn, and where autocommit is always off nothing else tells.
	 */
	private void beginWork() {
		LeaseScope scope = scope();
		if (scope != null && (!scope.isTransaction() || scope.hasEnded())) {
			serveCurrentTransaction();
		}
	}

	/**
	 * A statement made on a connection that was lost, or given back, might still reach
	 * the server there: its work would be nobody's.
	 */
	private void refuse(LeaseState state) throws SQLException {
		requireNotShared();
		if (state == LeaseState.CLOSED) {
			this.record.pool.watch.usedAfterClose(this);
		}
		throw state.isRollbackPending() ? pendingRollback() : LostTransaction.madeOnLost(this.record);
	}

	/**
	 * For what reads on in a result.
	 */
	void checkReading() throws SQLException {
		requireNotShared();
		if (!this.state.isConnected() && this.state != LeaseState.CLOSED) {
			throw LostTransaction.madeOnLost(this.record);
		}
	}

	/**
	 * For what interferes with a statement.
	 */
	void requireNotShared() throws SQLException {
		if (isShared()) {
			throw ForeignLease.inherited(this.record, this.record.pool.monitor().incarnation());
		}
	}

	final void checkTransaction() throws SQLException {
		PooledRecord record = this.record;
		Incarnation now = record.pool.monitor().incarnation();
		if (now != record.incarnation) {
			throw ForeignLease.transaction(record, now);
		}
	}

	final PendingRollbackException pendingRollback() {
		return LostTransaction.pending(this.record, this.state);
	}

	final boolean isForeign() {
		return this.record.pool.isForeign(this.record);
	}

	/**
	 * Whether the connection is known to be shared with a parent process.
	 */
	boolean isShared() {
		return this.record.pool.isKnownShared(this.record);
	}

	@Override
	protected SQLException failed(SQLException failure) {
		PooledRecord record = this.record;
		if (this.state.isConnected() && record.pool.failures().isLoss(record, failure)) {
			record.failure = failure;
			this.state = this.state.whenLost();
			record.pool.evict(this.target);
		}
		else if (this.state == LeaseState.WORKED && ServerRollbacks.mayFollow(record.pool.server(), failure)) {
			record.undoneBy = failure;
		}
		return failure;
	}

	/**
	 * Judge what a call on a statement has thrown, unless the statement was made on a
	 * connection that was lost before.
	 */
	SQLException failed(Statement statement, SQLException failure) {
		try {
			return failed(statement.getConnection(), failure);
		}
		catch (SQLException ex) {
			// A closed statement says nothing of the connection
			return failure;
		}
	}

	SQLException failed(Connection maker, SQLException failure) {
		return (maker == this.target) ? failed(failure) : failure;
	}

	@Override
	public @Nullable SQLException undoneBy() {
		PooledRecord record = this.record;
		SQLException failure = this.state.isDirty() ? record.undoneBy : null;
		try {
			return (failure != null && ServerRollbacks.hasHappened(record.pool.server(), record.raw)) ? failure : null;
		}
		catch (SQLException ex) {
			return failure;
		}
	}

	private Connection insteadOfLost() throws SQLException {
		if (this.state.isVacant()) {
			return takeAnother();
		}
		if (this.state == LeaseState.CLOSED) {
			this.record.pool.watch.usedAfterClose(this);
		}
		// Complains by itself
		return this.target;
	}

	/**
	 * Take another connection in the place of one that was lost.
	 */
	private Connection takeAnother() throws SQLException {
		PooledRecord lost = this.record;
		boolean autoCommit = this.state.isAutoCommit();
		lost.cameBack();
		lost.pool.endEvicted(lost, this.target);
		LeaseConnection fresh = lost.pool.checkout().take();
		// Not before: where there is none to be had the next use tries again
		Map<Setting, Object> settings = lost.settings().takeChanges();
		boolean busy = lost.isBusy();
		this.record = fresh.record;
		this.target = fresh.target;
		this.record.lentTo(holder(), scope());
		if (busy) {
			// The call in progress goes on with this one
			this.record.calls |= 1;
		}
		this.state = fresh.state;
		fresh.state = LeaseState.CLOSED;
		fresh.ended();
		try {
			if (autoCommit != this.state.isAutoCommit()) {
				this.target.setAutoCommit(autoCommit);
				this.state = autoCommit ? LeaseState.AUTO_COMMIT : LeaseState.BEGUN;
				this.record.begun(!autoCommit);
			}
			for (Map.Entry<Setting, Object> setting : settings.entrySet()) {
				if (setting.getKey() != Setting.CLIENT_INFO) {
					this.record.settings().change(setting.getKey(), this.target, setting.getValue());
				}
			}
		}
		catch (SQLException ex) {
			settings.forEach(this.record.settings()::wish);
			SQLException failure = failed(ex);
			if (this.state.isVacant()) {
				setAutoCommit(autoCommit);
			}
			throw failure;
		}
		return this.target;
	}

	/**
	 * For what takes a statement with some driver, and with it begins a transaction where
	 * autocommit is off.
	 */
	void noteQuestion() {
		if (this.state == LeaseState.BEGUN) {
			this.state = LeaseState.WORKED;
		}
	}

	/**
	 * Note that an update was executed.
	 */
	final void updated() {
		if (this.state == LeaseState.WORKED) {
			this.record.updated = true;
		}
	}

}
