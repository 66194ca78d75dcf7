package io.github.jdbcguard.boundary;

import io.github.jdbcguard.pool.Borrower;
import io.github.jdbcguard.pool.LeaseScope;
import org.jspecify.annotations.Nullable;

import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.TransactionStatus;

/**
 * Makes Spring's transactions the boundaries of connections: to be added to every
 * transaction manager, before it is used. More than one on the same manager do no harm.
 * <p>
 * What a thread is in is kept with the thread, in a chain from the innermost outwards,
 * and is mended where callbacks are missing: a transaction that was completed without
 * them is dropped at the next look. Reactive transactions, which have no thread, are left
 * alone. Stateless and safe for use by any thread.
 */
public final class TransactionBoundaries implements TransactionExecutionListener {

	/**
	 * Create a listener.
	 */
	public TransactionBoundaries() {
	}

	/**
	 * The transaction may take its connection from now on.
	 */
	@Override
	public void beforeBegin(TransactionExecution transaction) {
		if (!isNew(transaction) || find(transaction) != null) {
			return;
		}
		BoundaryScope parent = current();
		while (parent instanceof TransactionBoundary boundary && boundary.isBeginning()) {
			// Another listener has failed, and nobody was told. Where it does begin after
			// all it comes back
			parent = parent.parent();
		}
		Borrower.current().setScope(new TransactionBoundary(transaction, parent));
	}

	@Override
	public void afterBegin(TransactionExecution transaction, @Nullable Throwable failure) {
		if (failure != null) {
			leave(transaction);
			return;
		}
		if (!isNew(transaction)) {
			return;
		}
		TransactionBoundary boundary = find(transaction);
		if (boundary == null) {
			boundary = new TransactionBoundary(transaction, current());
			Borrower.current().setScope(boundary);
		}
		boundary.begun();
	}

	@Override
	public void afterCommit(TransactionExecution transaction, @Nullable Throwable failure) {
		leave(transaction);
	}

	@Override
	public void afterRollback(TransactionExecution transaction, @Nullable Throwable failure) {
		leave(transaction);
	}

	/**
	 * Not a savepoint in another, and of a thread.
	 */
	private static boolean isNew(TransactionExecution transaction) {
		return transaction instanceof TransactionStatus && transaction.isNewTransaction();
	}

	/**
	 * Leave a transaction, and those inside of it that nobody has ended.
	 */
	private static void leave(TransactionExecution transaction) {
		TransactionBoundary boundary = find(transaction);
		if (boundary != null) {
			Borrower.current().setScope(boundary.parent());
			boundary.end();
		}
	}

	private static @Nullable TransactionBoundary find(TransactionExecution transaction) {
		BoundaryScope scope = innermost();
		while (scope != null) {
			if (scope instanceof TransactionBoundary boundary && boundary.isOf(transaction)) {
				return boundary;
			}
			scope = scope.parent();
		}
		return null;
	}

	/**
	 * What the current thread is in, without what has ended unnoticed.
	 * @return the innermost scope, {@code null} for none
	 */
	static @Nullable BoundaryScope current() {
		BoundaryScope innermost = innermost();
		BoundaryScope scope = innermost;
		while (scope != null && scope.hasEnded()) {
			if (scope instanceof TransactionBoundary boundary) {
				boundary.end();
			}
			scope = scope.parent();
		}
		if (scope != innermost) {
			Borrower.current().setScope(scope);
		}
		return scope;
	}

	private static @Nullable BoundaryScope innermost() {
		LeaseScope scope = Borrower.current().scope();
		return (scope instanceof BoundaryScope boundary) ? boundary : null;
	}

}
