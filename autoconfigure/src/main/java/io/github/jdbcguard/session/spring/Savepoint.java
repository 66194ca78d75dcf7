package io.github.jdbcguard.session.spring;

import java.sql.SQLException;

import io.github.jdbcguard.session.NestedTransaction;
import org.jspecify.annotations.Nullable;

import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/**
 * A nested transaction that is a savepoint, made and ended by the transaction manager.
 * Belongs to the thread that made it.
 */
final class Savepoint implements NestedTransaction {

	private final ScopedSession session;

	/** The one before, which may be one of a transaction that is suspended now. */
	private final @Nullable Savepoint before;

	private final Thread thread = Thread.currentThread();

	private final @Nullable Object resource;

	private final TransactionStatus status;

	private boolean ended;

	Savepoint(ScopedSession session, @Nullable Savepoint before) {
		this.session = session;
		this.before = before;
		this.resource = session.source.boundResource();
		this.status = session.source.transactionManager()
			.getTransaction(new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_NESTED));
	}

	@Override
	public void release() {
		this.session.move("release()", () -> {
			requireUsable("release()");
			SQLException undoneBy = this.session.undoneAsWhole();
			if (undoneBy != null) {
				throw Refusals.nestedUndone(this.session, undoneBy);
			}
			end();
			this.session.source.transactionManager().commit(this.status);
		});
	}

	@Override
	public void rollback() {
		this.session.move("rollback()", () -> {
			requireUsable("rollback()");
			end();
			// The server has no savepoints any more where it has rolled back all
			if (this.session.undoneAsWhole() == null) {
				this.session.source.transactionManager().rollback(this.status);
			}
		});
	}

	@Override
	public void close() {
		if (isUsable()) {
			rollback();
		}
	}

	private void requireUsable(String call) {
		if (!this.ended && Thread.currentThread() != this.thread) {
			throw Refusals.nestedElsewhere(this.session, call, this.thread);
		}
		if (!isUsable()) {
			throw Refusals.nestedEnded(this.session, call, this.ended);
		}
	}

	/**
	 * Whether the transaction that it is a part of is current and has not ended.
	 */
	boolean isUsable() {
		return !this.ended && Thread.currentThread() == this.thread
				&& (this.resource == null || this.session.source.boundResource() == this.resource)
				&& this.session.source.isTransactionCurrent();
	}

	/**
	 * The end of it is the end of those nested in it.
	 */
	private void end() {
		Savepoint nested = this.session.innermostSavepoint();
		while (nested != null && nested != this) {
			nested.ended = true;
			nested = nested.before;
		}
		this.ended = true;
		this.session.innermostSavepoint(this.before);
	}

}
