package io.github.jdbcguard.session;

import java.sql.SQLException;

import io.github.jdbcguard.pool.CheckoutTimeoutException;
import io.github.jdbcguard.pool.ForeignConnectionException;
import io.github.jdbcguard.pool.ForeignTransactionException;
import io.github.jdbcguard.pool.UnansweredCommitException;
import org.jspecify.annotations.Nullable;

/**
 * After which failures the whole of a transaction is safe to run again: the server has
 * rolled it back, or has never heard of its commit.
 */
final class RetrySafety {

	private static final int MAX_DEPTH = 20;

	private static final int MYSQL_DEADLOCK = 1213;

	private RetrySafety() {
	}

	static boolean isSafe(ScopeAttempt attempt, Throwable failure) {
		if (!attempt.isOwn() || attempt.isCommitted() || hasUnknownOutcome(failure)) {
			return false;
		}
		return attempt.hasLostConnection() || isRolledBackByServer(failure)
				|| contains(failure, ForeignTransactionException.class)
				|| (attempt.hasNotBegun() && isDisconnect(failure));
	}

	private static boolean hasUnknownOutcome(Throwable failure) {
		return contains(failure, TransactionOutcomeUnknownException.class)
				|| UnansweredCommitException.isBehind(failure);
	}

	/**
	 * Serialization failures and deadlocks.
	 */
	private static boolean isRolledBackByServer(Throwable failure) {
		@Nullable Throwable cause = failure;
		for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
			if (cause instanceof SQLException sql && ("40001".equals(sql.getSQLState())
					|| "40P01".equals(sql.getSQLState()) || sql.getErrorCode() == MYSQL_DEADLOCK)) {
				return true;
			}
			cause = cause.getCause();
		}
		return false;
	}

	/**
	 * Not where no connection was to be had in time: others are waiting too.
	 */
	private static boolean isDisconnect(Throwable failure) {
		return Completion.sqlStateClass(failure, "08") && !contains(failure, CheckoutTimeoutException.class)
				&& !contains(failure, ForeignConnectionException.class);
	}

	private static boolean contains(Throwable failure, Class<? extends Throwable> type) {
		@Nullable Throwable cause = failure;
		for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
			if (type.isInstance(cause)) {
				return true;
			}
			cause = cause.getCause();
		}
		return false;
	}

}
