package io.github.jdbcguard.session;

import org.jspecify.annotations.Nullable;

import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/**
 * A nested transaction that is a savepoint, made and ended by the transaction manager.
 */
final class Savepoint implements NestedTransaction {

	private final ScopedSession session;

	private final @Nullable Savepoint around;

	private final Thread thread = Thread.currentThread();

	private final @Nullable Object resource;

	private final TransactionStatus status;

	private boolean ended;

	Savepoint(ScopedSession session, @Nullable Savepoint around) {
		this.session = session;
		this.around = around;
		this.resource = session.source.boundResource();
		this.status = session.source.transactionManager()
			.getTransaction(new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_NESTED));
	}

	@Nullable Savepoint around() {
		Savepoint around = this.around;
		return (around != null && !around.isUsable()) ? around.around() : around;
	}

	/**
	 * Whether the transaction that it is a part of is current and has not ended.
	 */
	boolean isUsable() {
		return !this.ended && Thread.currentThread() == this.thread
				&& this.session.source.boundResource() == this.resource && this.session.source.isTransactionCurrent();
	}

	@Override
	public void release() {
		this.session.move("release", () -> {
			requireUsable("release()");
			end();
			this.session.source.transactionManager().commit(this.status);
		});
	}

	@Override
	public void rollback() {
		this.session.move("rollback", () -> {
			requireUsable("rollback()");
			end();
			this.session.source.transactionManager().rollback(this.status);
		});
	}

	@Override
	public void close() {
		if (isUsable()) {
			rollback();
		}
		this.ended = true;
	}

	private void requireUsable(String call) {
		if (!isUsable()) {
			throw Refusals.nestedEnded(this.session, call, this.ended);
		}
	}

	/**
	 * The end of it is the end of those nested in it.
	 */
	private void end() {
		Savepoint innermost = this.session.innermostSavepoint();
		while (innermost != null && innermost != this) {
			innermost.ended = true;
			innermost = innermost.around;
		}
		this.ended = true;
		this.session.ended(this);
	}

}
