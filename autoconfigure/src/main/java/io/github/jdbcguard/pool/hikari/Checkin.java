package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;

import io.github.jdbcguard.pool.Borrower;
import io.github.jdbcguard.pool.PoolListener.Reset;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.pool.PoolPolicy.ResetOnReturn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a connection is given back. The steps in order: the rules, the transaction, the
 * session, the settings that were changed through JDBC, listeners, the pool. Where there
 * is nothing to be done nothing is sent. A connection that cannot be reset is thrown
 * away: HikariCP would hand it to the next borrower.
 * <p>
 * Thread-safe; each connection is given back by one thread.
 */
final class Checkin {

	private static final Logger logger = LoggerFactory.getLogger("io.github.jdbcguard.pool");

	private final GuardedPool pool;

	private final ResetOnReturn resetOnReturn;

	private final boolean resetsSession;

	private final boolean reuses;

	private final boolean alwaysResets;

	private final Leftovers leftovers;

	Checkin(GuardedPool pool) {
		this.pool = pool;
		PoolPolicy policy = pool.policy;
		this.resetOnReturn = policy.resetOnReturn();
		this.resetsSession = policy.resetSession();
		this.reuses = policy.reuse();
		this.alwaysResets = this.resetsSession || !this.reuses;
		this.leftovers = new Leftovers(pool);
	}

	/**
	 * Give a connection back.
	 * @param lease the lease, closed already; what it has worked with is HikariCP's
	 * connection, or the driver's where it was detached
	 * @param state how the borrower has left it
	 * @throws SQLException if the transaction had to be committed and could not be, or a
	 * rule was broken that is to fail
	 */
	void giveBack(LeaseConnection lease, LeaseState state) throws SQLException {
		PooledRecord record = lease.record;
		Connection target = lease.target;
		if (record.epoch == this.pool.epoch() && !needsAttention(record, state) && target != record.raw) {
			// Before it goes back: the next borrower writes this too
			record.cameBack();
			toPool(record, target);
		}
		else {
			SQLException refusal = null;
			try {
				refusal = this.leftovers.check(lease, state);
			}
			finally {
				lookAfter(record, target, state);
			}
			if (refusal != null) {
				throw refusal;
			}
		}
	}

	private void lookAfter(PooledRecord record, Connection target, LeaseState state) throws SQLException {
		if (target == record.raw) {
			closeDetached(record);
			return;
		}
		boolean resets = needsAttention(record, state) && record.isOpen() && !target.isClosed()
				&& !this.pool.isForeign(record);
		if (resets && !resetAndTell(record, target, state)) {
			return;
		}
		if (record.generation != this.pool.generation() && !this.pool.isForeign(record)) {
			// What was retired meanwhile need not wait for the next checkout
			this.pool.endings().retire(record);
		}
		record.cameBack();
		toPool(record, target);
		if (!resets && this.resetOnReturn == ResetOnReturn.COMMIT && state == LeaseState.WORKED) {
			throw LostTransaction.uncommitted(record);
		}
	}

	/**
	 * Reset a connection.
	 * @return whether it can go back to the pool
	 */
	private boolean resetAndTell(PooledRecord record, Connection target, LeaseState state) throws SQLException {
		try {
			reset(record, target, state);
		}
		catch (CommitFailure ex) {
			judge(record, ex.failure);
			throwAway(record, target, ex.failure);
			throw ex.failure;
		}
		catch (ListenerFailure ex) {
			throwAway(record, target, ex);
			return false;
		}
		catch (SQLException ex) {
			judge(record, ex);
			throwAway(record, target, ex);
			return false;
		}
		catch (RuntimeException ex) {
			throwAway(record, target, ex);
			return false;
		}
		catch (Error ex) {
			throwAway(record, target, ex);
			throw ex;
		}
		this.pool.listeners.each((listener) -> listener.checkedIn(record));
		if (!this.reuses) {
			this.pool.endings().finish(record);
		}
		return true;
	}

	/**
	 * The connection is thrown away whatever the verdict, but who has lost it in a
	 * statement would have learnt something of its siblings.
	 */
	private void judge(PooledRecord record, SQLException failure) {
		this.pool.failures().isLoss(record, failure);
	}

	private boolean needsAttention(PooledRecord record, LeaseState state) {
		LeaseState untouched = this.pool.running().isAutoCommit() ? LeaseState.AUTO_COMMIT : LeaseState.BEGUN;
		return state != untouched || record.touched || this.alwaysResets || this.pool.listeners.leasesWatched();
	}

	private void reset(PooledRecord record, Connection target, LeaseState state) throws SQLException {
		// What was done on the driver's connection after a commit is not seen here
		boolean dirty = state.isDirty() || (record.exposed && state == LeaseState.BEGUN);
		record.exposed = false;
		record.touched = false;
		if (dirty || this.resetsSession || record.hasChangedSettings()) {
			HikariInternals.closeStatements(target);
		}
		if (dirty) {
			endTransaction(record, target, state);
		}
		boolean autoCommit = this.pool.running().isAutoCommit();
		if (this.resetsSession && record.sessionReset != null) {
			record.sessionReset.reset(record.raw, autoCommit);
			ConnectionSetUp.apply(this.pool.original(), record.raw);
		}
		if (record.hasChangedSettings()) {
			record.settings().restore(target);
		}
		if (state.isAutoCommit() != autoCommit) {
			// HikariCP would do it too, but hand out the connection where it fails
			target.setAutoCommit(autoCommit);
		}
		if (this.pool.listeners.leasesWatched()) {
			tellReset(record, new Reset(!dirty, !this.reuses));
		}
	}

	private void tellReset(PooledRecord record, Reset reset) throws ListenerFailure {
		try {
			this.pool.listeners.reset(record, reset);
		}
		catch (SQLException ex) {
			throw new ListenerFailure(ex);
		}
	}

	private void endTransaction(PooledRecord record, Connection target, LeaseState state) throws SQLException {
		if (this.resetOnReturn == ResetOnReturn.NONE) {
			record.keepsTransaction = true;
		}
		else if (this.resetOnReturn == ResetOnReturn.COMMIT && state != LeaseState.COMMIT_FAILED) {
			commit(target);
		}
		else {
			target.rollback();
		}
	}

	private static void commit(Connection target) throws CommitFailure {
		try {
			target.commit();
		}
		catch (SQLException ex) {
			throw new CommitFailure(ex);
		}
		catch (RuntimeException ex) {
			throw new CommitFailure(new SQLException("The commit on return failed: " + ex, ex));
		}
	}

	private void toPool(PooledRecord record, Connection target) {
		try {
			target.close();
		}
		catch (SQLException ex) {
			// HikariCP has taken it back all the same, and the next borrower may have it
			record.doubt();
			logger.debug("{} came back with an error", record, ex);
		}
		catch (NullPointerException ex) {
			// HikariCP 7.0.2, where the connection was evicted and its state is dirty
			logger.debug("Closing an evicted connection of {} failed", this.pool.name(), ex);
		}
	}

	private void throwAway(PooledRecord record, Connection target, Throwable failure) {
		if (record.isOpen()) {
			logger.warn("{} could not be reset when thread '{}' gave it back, so it is thrown away: {}", record,
					Borrower.nameOf(Thread.currentThread()), Failures.summary(failure));
			logger.debug("How {} failed", record, failure);
			this.pool.endings().invalidate(record);
		}
		record.cameBack();
		this.pool.discard(target);
	}

	private void closeDetached(PooledRecord record) throws SQLException {
		record.cameBack();
		this.pool.endings().tellClosed(record);
		record.raw.close();
	}

	/**
	 * The one failure that the borrower has to know of.
	 */
	private static final class CommitFailure extends SQLException {

		private static final long serialVersionUID = 1L;

		private final SQLException failure;

		CommitFailure(SQLException failure) {
			super(failure);
			this.failure = failure;
		}

	}

	/**
	 * A listener's failure, which says nothing of the connection's siblings.
	 */
	private static final class ListenerFailure extends SQLException {

		private static final long serialVersionUID = 1L;

		ListenerFailure(SQLException failure) {
			super(failure.getMessage(), failure);
		}

	}

}
