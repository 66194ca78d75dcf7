package io.github.jdbcguard.session.spring;

import io.github.jdbcguard.session.ScopeCallback;
import io.github.jdbcguard.session.TransactionalScope;
import org.jspecify.annotations.Nullable;

import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * One attempt to do the work of a {@link TransactionalScope}, and what is known of it
 * when it has failed. Belongs to one thread.
 */
final class ScopeAttempt {

	private final ScopedTransactions scope;

	private boolean insideAny;

	private boolean insideOther;

	private @Nullable ScopeTransaction transaction;

	ScopeAttempt(ScopedTransactions scope) {
		this.scope = scope;
	}

	/**
	 * Begin, work, commit or roll back.
	 */
	<T extends @Nullable Object, X extends Exception> T run(ScopeCallback<T, X> work) throws X {
		this.insideAny = TransactionSynchronizationManager.isActualTransactionActive();
		this.insideOther = this.insideAny && !this.scope.source().isTransactionCurrent();
		ScopeTransaction transaction = this.scope.begin();
		this.transaction = transaction;
		T result;
		try {
			result = work.call(transaction.session());
		}
		catch (Throwable ex) {
			rollBack(transaction, ex);
			throw ex;
		}
		transaction.complete();
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
			if (ex != failure) {
				failure.addSuppressed(ex);
			}
		}
	}

	/**
	 * Whether nothing was begun, so that the failure comes from the begin.
	 */
	boolean hasNotBegun() {
		return this.transaction == null;
	}

	boolean isCommitted() {
		return this.transaction != null && this.transaction.completion().isCommitted();
	}

	/**
	 * Whether it is a transaction of its own, so that all of it is rolled back. Work
	 * inside of another transaction manager's transaction may have a part in that one.
	 */
	boolean isOwn() {
		if (this.insideOther) {
			return false;
		}
		return (this.transaction != null) ? this.transaction.completion().isOfNewTransaction()
				: !this.insideAny || this.scope.beginsAnew();
	}

	/**
	 * Whether the connection was lost before the commit was sent.
	 */
	boolean hasLostConnection() {
		return this.transaction != null && this.transaction.completion().hasLostConnection();
	}

}
