package io.github.jdbcguard.session;

import java.sql.SQLException;

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

	private static final int MAX_DEPTH = 20;

	private final SessionSource source;

	private final TransactionStatus status;

	private boolean committed;

	/**
	 * To be called when the transaction has just begun.
	 */
	Completion(SessionSource source, TransactionStatus status) {
		this.source = source;
		this.status = status;
		if (status.isNewTransaction() && TransactionSynchronizationManager.isSynchronizationActive()) {
			TransactionSynchronizationManager.registerSynchronization(this);
		}
	}

	@Override
	public void afterCompletion(int status) {
		this.committed = status == STATUS_COMMITTED;
	}

	/**
	 * Whether it was committed: code that runs after the commit may fail, and the commit
	 * stands.
	 */
	boolean isCommitted() {
		return this.committed;
	}

	/**
	 * Whether it is a transaction, and not a part in another one.
	 */
	boolean isOfNewTransaction() {
		return this.status.isNewTransaction() && !this.status.hasSavepoint();
	}

	void commit(String name) {
		Outcomes outcomes = this.source.sessions.outcomes();
		boolean counted = isOfNewTransaction();
		try {
			this.source.transactionManager().commit(this.status);
			this.committed = counted;
			outcomes.committed(counted);
		}
		catch (UnexpectedRollbackException ex) {
			outcomes.rolledBack(counted);
			throw ex;
		}
		catch (RuntimeException | Error ex) {
			if (this.committed) {
				outcomes.committed(counted);
				throw ex;
			}
			if (counted && isUnanswered(ex)) {
				outcomes.unknown();
				throw Refusals.outcomeUnknown(name, this.source, ex);
			}
			outcomes.failed(counted);
			throw ex;
		}
	}

	void rollback() {
		boolean counted = isOfNewTransaction();
		try {
			this.source.transactionManager().rollback(this.status);
		}
		finally {
			this.source.sessions.outcomes().rolledBack(counted);
		}
	}

	/**
	 * A pool that is not guarded does not say what it has lost.
	 */
	private boolean isUnanswered(Throwable failure) {
		return UnansweredCommitException.isBehind(failure)
				|| (!this.source.isGuarded() && sqlStateClass(failure, "08"));
	}

	static boolean sqlStateClass(Throwable failure, String sqlStateClass) {
		@Nullable Throwable cause = failure;
		for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
			if (cause instanceof SQLException sql && sql.getSQLState() != null
					&& sql.getSQLState().startsWith(sqlStateClass)) {
				return true;
			}
			cause = cause.getCause();
		}
		return false;
	}

}
