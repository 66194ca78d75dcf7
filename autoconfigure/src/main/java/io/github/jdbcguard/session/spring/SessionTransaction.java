package io.github.jdbcguard.session.spring;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.jdbcguard.pool.Lease;
import io.github.jdbcguard.pool.server.ServerRollbacks;
import org.jspecify.annotations.Nullable;

import org.springframework.transaction.TransactionStatus;

/**
 * A transaction that a session has begun. Belongs to the thread that began it, but for
 * the number of open streams, which may be closed elsewhere.
 */
final class SessionTransaction {

	final ScopedSession session;

	final TransactionStatus status;

	final Completion completion;

	final Thread thread = Thread.currentThread();

	/** The transactional method in which it was begun. */
	final @Nullable TransactionStatus begunIn = Participants.current();

	/** The one that another session has begun before, in the same thread. */
	@Nullable SessionTransaction outer;

	private final AtomicInteger streams = new AtomicInteger();

	/** Whether it is being committed or rolled back. */
	private boolean ending;

	/** For what the server has rolled it back, where the pool does not know. */
	private @Nullable SQLException undoneBy;

	SessionTransaction(ScopedSession session, Completion completion, @Nullable SessionTransaction outer) {
		this.session = session;
		this.status = completion.status;
		this.completion = completion;
		this.outer = outer;
	}

	/**
	 * Whether it is what a statement of the current thread runs in now.
	 */
	boolean isCurrent() {
		if (Thread.currentThread() != this.thread) {
			return false;
		}
		return this.completion.isCurrent();
	}

	/**
	 * Whether nothing was begun in it that has to end before. A transaction of another
	 * DataSource leaves it current.
	 */
	boolean isInnermost() {
		return isCurrent() && !this.completion.isSuspended();
	}

	/**
	 * It is about to be committed or rolled back: nobody who is called meanwhile can do
	 * that again.
	 */
	void end() {
		this.ending = true;
	}

	boolean isEnding() {
		return this.ending;
	}

	/**
	 * Why it can only be rolled back, but for a connection that was lost: that refuses by
	 * itself, and names what it was lost by.
	 * @return the reason, {@code null} where it is fine
	 */
	@Nullable String reasonForRollback() {
		return reason(undoneBy());
	}

	/**
	 * Why nothing more may be done in it. Where the server refuses it by itself
	 * statements may lead back to a savepoint.
	 * @return the reason, {@code null} where it is fine, or the server refuses
	 */
	@Nullable String reasonAgainstWork() {
		return reason(undoneAsWhole());
	}

	private @Nullable String reason(@Nullable SQLException undoneBy) {
		if (undoneBy != null) {
			return "the server has rolled the transaction back: " + Words.of(undoneBy);
		}
		return this.status.isRollbackOnly() ? "code that took part in the transaction has marked it for rollback"
				: null;
	}

	boolean hasLostConnection() {
		Lease lease = this.completion.lease();
		return lease != null && lease.needsRollback();
	}

	/**
	 * For what the server has rolled it back by itself.
	 */
	@Nullable SQLException undoneBy() {
		Lease lease = (this.undoneBy == null) ? this.completion.lease() : null;
		return (lease != null) ? lease.undoneBy() : this.undoneBy;
	}

	/**
	 * For what the server has rolled it back with its savepoints, to run what follows in
	 * another.
	 */
	@Nullable SQLException undoneAsWhole() {
		SQLException undoneBy = undoneBy();
		return (undoneBy != null && ServerRollbacks.follows(undoneBy)) ? undoneBy : null;
	}

	void undoneBy(SQLException failure) {
		if (this.undoneBy == null) {
			this.undoneBy = failure;
		}
	}

	boolean hasUpdates() {
		Lease lease = this.completion.lease();
		return lease != null && lease.hasUncommittedUpdates();
	}

	void streamOpened() {
		this.streams.incrementAndGet();
	}

	void streamClosed() {
		this.streams.decrementAndGet();
	}

	boolean isRead() {
		return this.streams.get() > 0;
	}

}
