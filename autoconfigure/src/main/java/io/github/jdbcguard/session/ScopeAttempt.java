package io.github.jdbcguard.session;

import io.github.jdbcguard.process.Incarnation;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to do the work of a {@link TransactionalScope}, and what is known of it
 * when it has failed. Belongs to one thread.
 */
final class ScopeAttempt {

	private final ScopedTransactions scope;

	private @Nullable ScopeTransaction transaction;

	private boolean lostConnection;

	ScopeAttempt(ScopedTransactions scope) {
		this.scope = scope;
	}

	/**
	 * Begin, work, commit or roll back.
	 */
	<T extends @Nullable Object, X extends Exception> T run(ScopeCallback<T, X> work) throws X {
		ScopeTransaction transaction = this.scope.begin();
		this.transaction = transaction;
		T result;
		try {
			result = work.call(transaction.session());
		}
		catch (Throwable ex) {
			this.lostConnection = transaction.hasLostConnection();
			rollBack(transaction, ex);
			throw ex;
		}
		this.lostConnection = transaction.hasLostConnection();
		transaction.commit();
		return result;
	}

	/**
	 * The failure of the work is what the caller has to see.
	 */
	private static void rollBack(ScopeTransaction transaction, Throwable failure) {
		try {
			transaction.close();
		}
		catch (RuntimeException | Error ex) {
			failure.addSuppressed(ex);
		}
	}

	/**
	 * Whether nothing was begun, so that the failure comes from the begin.
	 */
	boolean hasNotBegun() {
		return this.transaction == null;
	}

	boolean isCommitted() {
		return this.transaction != null && this.transaction.isCommitted();
	}

	/**
	 * Whether it was a transaction of its own, so that all of it is rolled back.
	 */
	boolean isOwn() {
		return this.transaction == null || this.transaction.isOfNewTransaction();
	}

	/**
	 * Whether the connection was lost before the commit was sent.
	 */
	boolean hasLostConnection() {
		return this.lostConnection;
	}

	/**
	 * Which life of the process this is.
	 */
	static Incarnation incarnation(ScopedTransactions scope) {
		return scope.source().sessions.monitor().incarnation();
	}

}
