package io.github.jdbcguard.session.spring;

import java.sql.SQLException;

import io.github.jdbcguard.pool.Lease;
import io.github.jdbcguard.pool.UnansweredCommitException;
import org.jspecify.annotations.Nullable;

import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * How a transaction is completed, and what has become of it. For the thread that began
 * the transaction.
 */
final class Completion implements TransactionSynchronization {

	private static final int OPEN = -1;

	private final SessionSource source;

	final TransactionStatus status;

	/** What was bound to the thread at the begin, {@code null} with JTA. */
	private final @Nullable Object resource;

	/** Of its connection, once that is known. */
	private @Nullable Lease lease;

	private int outcome = OPEN;

	private boolean lostConnection;

	private boolean suspended;

	/**
	 * To be called when the transaction has just begun.
	 * @param resource what is bound to the thread for it
	 */
	Completion(SessionSource source, TransactionStatus status, @Nullable Object resource) {
		this.source = source;
		this.status = status;
		this.resource = resource;
		if (status.isNewTransaction() && TransactionSynchronizationManager.isSynchronizationActive()) {
			TransactionSynchronizationManager.registerSynchronization(this);
		}
	}

	@Override
	public void suspend() {
		this.suspended = true;
	}

	@Override
	public void resume() {
		this.suspended = false;
	}

	/**
	 * Whether another transaction has begun in it, of whichever transaction manager.
	 */
	boolean isSuspended() {
		return this.suspended;
	}

	/**
	 * Whether it is what a statement of the thread that began it runs in now.
	 */
	boolean isCurrent() {
		// With JTA a connection is bound when it is used
		return (this.resource != null) ? this.source.boundResource() == this.resource
				: !this.suspended && TransactionSynchronizationManager.isActualTransactionActive();
	}

	/**
	 * The lease of its connection, which stays the same where the connection was bound at
	 * the begin.
	 */
	@Nullable Lease lease() {
		if (this.resource == null) {
			return this.source.currentLease();
		}
		if (this.lease == null && isCurrent()) {
			this.lease = this.source.currentLease();
		}
		return this.lease;
	}

	/**
	 * Right before the commit is sent, and after all that is written only then; or before
	 * the rollback.
	 */
	@Override
	public void beforeCompletion() {
		Lease lease = lease();
		this.lostConnection = lease != null && lease.hasLostConnection();
	}

	@Override
	public void afterCompletion(int status) {
		this.outcome = status;
	}

	/**
	 * Whether it was committed: code that runs after the commit may fail, and the commit
	 * stands.
	 */
	boolean isCommitted() {
		return this.outcome == STATUS_COMMITTED;
	}

	/**
	 * Whether the connection was lost before the commit was sent. Known of a guarded
	 * DataSource, when the transaction has ended.
	 */
	boolean hasLostConnection() {
		return this.lostConnection;
	}

	/**
	 * Whether it is a transaction, and not a part in another one.
	 */
	boolean isOfNewTransaction() {
		return this.status.isNewTransaction() && !this.status.hasSavepoint();
	}

	void commit(String name) {
		if (!isOfNewTransaction()) {
			this.source.transactionManager().commit(this.status);
			return;
		}
		SQLException undoneBy = undoneBy();
		if (undoneBy != null) {
			rollback();
			throw Refusals.undone(name, this.source, undoneBy);
		}
		Outcomes outcomes = this.source.sessions.outcomes();
		try {
			this.source.transactionManager().commit(this.status);
			if (this.outcome == STATUS_ROLLED_BACK) {
				outcomes.rolledBack();
				return;
			}
			this.outcome = STATUS_COMMITTED;
			outcomes.committed();
		}
		catch (UnexpectedRollbackException ex) {
			outcomes.rolledBack();
			throw ex;
		}
		catch (RuntimeException | Error ex) {
			if (isCommitted()) {
				outcomes.committed();
				throw ex;
			}
			if (isUnanswered(ex)) {
				outcomes.unknown();
				throw Refusals.outcomeUnknown(name, this.source, ex);
			}
			outcomes.failed();
			throw ex;
		}
	}

	/**
	 * For what the server has rolled back the transaction by itself: a commit would
	 * commit only what was done since.
	 */
	private @Nullable SQLException undoneBy() {
		Lease lease = lease();
		return (lease != null) ? lease.undoneBy() : null;
	}

	void rollback() {
		beforeCompletion();
		try {
			this.source.transactionManager().rollback(this.status);
		}
		finally {
			if (isOfNewTransaction()) {
				this.source.sessions.outcomes().rolledBack();
			}
		}
	}

	/**
	 * A pool that is not guarded does not say what it has lost: then it is unknown unless
	 * the server has answered, or the commit was never reached.
	 */
	private boolean isUnanswered(Throwable failure) {
		return UnansweredCommitException.isBehind(failure) || (!this.source.isGuarded()
				&& this.outcome != STATUS_ROLLED_BACK && !Causes.containSql(failure, Completion::isAnswer));
	}

	private static boolean isAnswer(SQLException failure) {
		return failure.getSQLState() != null && !Causes.isOfClass(failure, "08");
	}

}
