package io.github.jdbcguard.session.spring;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

import io.github.jdbcguard.pool.ForeignConnectionException;
import io.github.jdbcguard.pool.ForeignTransactionException;
import io.github.jdbcguard.pool.UnansweredCommitException;
import io.github.jdbcguard.session.TransactionOutcomeUnknownException;

/**
 * After which failures the whole of a transaction is safe to run again: the server has
 * rolled it back, or has never heard of its commit.
 */
final class RetrySafety {

	private static final int MYSQL_DEADLOCK = 1213;

	private RetrySafety() {
	}

	static boolean isSafe(ScopeAttempt attempt, Throwable failure) {
		if (failure instanceof Error || !attempt.isOwn() || attempt.isCommitted() || hasUnknownOutcome(failure)) {
			return false;
		}
		return attempt.hasLostConnection() || Causes.containSql(failure, RetrySafety::isConflict)
				|| Causes.contain(failure, ForeignTransactionException.class)
				|| (attempt.hasNotBegun() && isDisconnect(failure));
	}

	/**
	 * Its own, or that of another transaction whose failure the work has passed on.
	 */
	private static boolean hasUnknownOutcome(Throwable failure) {
		return Causes.contain(failure, TransactionOutcomeUnknownException.class)
				|| UnansweredCommitException.isBehind(failure);
	}

	/**
	 * Serialization failures and deadlocks.
	 */
	private static boolean isConflict(SQLException failure) {
		return "40001".equals(failure.getSQLState()) || "40P01".equals(failure.getSQLState())
				|| failure.getErrorCode() == MYSQL_DEADLOCK;
	}

	/**
	 * Not where no connection was to be had in time, guarded or not: others are waiting
	 * too.
	 */
	private static boolean isDisconnect(Throwable failure) {
		return Causes.containSql(failure, (cause) -> Causes.isOfClass(cause, "08"))
				&& !Causes.contain(failure, SQLTransientConnectionException.class)
				&& !Causes.contain(failure, ForeignConnectionException.class);
	}

}
