package io.github.jdbcguard.session;

import java.util.concurrent.atomic.AtomicInteger;

import io.github.jdbcguard.pool.Lease;
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

	/** The one that another session has begun before, in the same thread. */
	@Nullable SessionTransaction outer;

	private final @Nullable Object resource;

	private final AtomicInteger streams = new AtomicInteger();

	/** For what the server has rolled it back by itself. */
	private @Nullable Throwable failure;

	SessionTransaction(ScopedSession session, TransactionStatus status, @Nullable SessionTransaction outer) {
		this.session = session;
		this.status = status;
		this.completion = new Completion(session.source, status);
		this.outer = outer;
		this.resource = session.source.boundResource();
	}

	/**
	 * Whether it is what a statement of the current thread runs in now, and is not
	 * suspended.
	 */
	boolean isCurrent() {
		return Thread.currentThread() == this.thread && this.session.source.boundResource() == this.resource
				&& (this.resource != null || this.session.source.isTransactionCurrent());
	}

	/**
	 * Why it can only be rolled back, but for a connection that was lost: that refuses by
	 * itself, and names what it was lost by.
	 * @return the reason, {@code null} where it is fine
	 */
	@Nullable String reasonForRollback() {
		if (this.failure != null) {
			return "the server has rolled the transaction back: " + Words.of(this.failure);
		}
		return this.status.isRollbackOnly() ? "code that took part in the transaction has marked it for rollback"
				: null;
	}

	boolean hasLostConnection() {
		Lease lease = this.session.source.currentLease();
		return lease != null && lease.needsRollback();
	}

	@Nullable Throwable failure() {
		return this.failure;
	}

	void rolledBackByServer(Throwable failure) {
		if (this.failure == null) {
			this.failure = failure;
		}
	}

	boolean hasUpdates() {
		Lease lease = this.session.source.currentLease();
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
