package io.github.jdbcguard.session;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.jdbcguard.pool.server.ServerRollbacks;
import org.jspecify.annotations.Nullable;

import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The session of one DataSource in one scope, see {@link SessionState}.
 * <p>
 * Used by one thread at a time: each call enters by a compare-and-set and leaves again,
 * and who finds another thread inside is refused. What is not volatile belongs to the
 * thread inside. A transaction is ended by the thread that began it only.
 */
final class ScopedSession {

	private static final AtomicReferenceFieldUpdater<ScopedSession, @Nullable Thread> INSIDE = AtomicReferenceFieldUpdater
		.newUpdater(ScopedSession.class, Thread.class, "inside");

	final SessionSource source;

	final SessionOwner owner;

	private volatile @Nullable Thread inside;

	private volatile @Nullable String call;

	private int depth;

	private volatile @Nullable SessionTransaction transaction;

	/** What the commit of the last transaction has failed with. */
	private volatile @Nullable Throwable failure;

	private @Nullable Savepoint savepoint;

	ScopedSession(SessionSource source, SessionOwner owner) {
		this.source = source;
		this.owner = owner;
	}

	/**
	 * Do something that works on the database.
	 */
	<T extends @Nullable Object> T work(String call, Supplier<T> work) {
		enter(call);
		try {
			prepareStatement();
			return work.get();
		}
		finally {
			leave();
		}
	}

	/**
	 * Do something with the session itself.
	 */
	void move(String call, Runnable move) {
		enter(call);
		try {
			move.run();
		}
		finally {
			leave();
		}
	}

	private void enter(String call) {
		Thread current = Thread.currentThread();
		if (this.inside == current) {
			this.depth++;
			return;
		}
		if (!INSIDE.compareAndSet(this, null, current)) {
			throw Refusals.usedConcurrently(this, call, this.inside, this.call);
		}
		this.call = call;
		this.depth = 1;
	}

	private void leave() {
		if (--this.depth == 0) {
			this.call = null;
			this.inside = null;
		}
	}

	SessionState state() {
		SessionTransaction own = this.transaction;
		if (this.owner.hasEnded()) {
			return SessionState.CLOSED;
		}
		if (own == null) {
			return (this.failure != null) ? SessionState.NEEDS_ROLLBACK : SessionState.OPEN;
		}
		return (own.reasonForRollback() != null) ? SessionState.NEEDS_ROLLBACK : SessionState.IN_TRANSACTION;
	}

	@Nullable Throwable failure() {
		return this.failure;
	}

	/**
	 * Begin a transaction where the next statement of the current thread is to be its
	 * first.
	 */
	void prepareStatement() {
		SessionTransaction own = ownForStatement();
		if ((own != null && own.isCurrent()) || this.source.isTransactionCurrent()) {
			return;
		}
		if (own == null && this.owner.beginsByItself() && mayBeginHere("a statement")) {
			beginTransaction();
		}
	}

	/**
	 * The session's own transaction, in which the current thread may work.
	 */
	private @Nullable SessionTransaction ownForStatement() {
		if (this.owner.hasEnded()) {
			throw Refusals.illegal(this, "a statement", SessionState.CLOSED);
		}
		SessionTransaction own = ownOfThisThread("a statement");
		String reason = (own != null && own.isCurrent()) ? own.reasonForRollback() : null;
		if (reason != null || (own == null && this.failure != null)) {
			throw Refusals.needsRollback(this, "a statement", reason);
		}
		return own;
	}

	private @Nullable SessionTransaction ownOfThisThread(String call) {
		SessionTransaction own = this.transaction;
		if (own != null && own.thread != Thread.currentThread()) {
			throw Refusals.begunElsewhere(this, call, own.thread);
		}
		return own;
	}

	/**
	 * Whether a transaction can begin here and end before what is around it. Not in a
	 * method that wants none; a transaction of another transaction manager would end
	 * first.
	 */
	private boolean mayBeginHere(String call) {
		if (!TransactionSynchronizationManager.isSynchronizationActive()) {
			return true;
		}
		if (!TransactionSynchronizationManager.isActualTransactionActive()) {
			return false;
		}
		SessionTransaction latest = this.source.sessions.latestTransaction();
		if (latest == null || !latest.isCurrent()) {
			throw Refusals.otherManager(this, call);
		}
		return true;
	}

	private void beginTransaction() {
		this.transaction = this.source.sessions.begin(this);
	}

	void begin() {
		move("begin", () -> {
			SessionState state = state();
			ownOfThisThread("begin()");
			if (state != SessionState.OPEN) {
				throw Refusals.illegal(this, "begin()", state);
			}
			if (this.source.isTransactionCurrent() || !this.owner.mayBegin()) {
				throw Refusals.notOwn(this, "begin()");
			}
			if (!mayBeginHere("begin()")) {
				throw Refusals.noneWanted(this, "begin()");
			}
			beginTransaction();
		});
	}

	void commit() {
		move("commit", () -> {
			SessionTransaction own = ownToEnd("commit()");
			if (own == null) {
				if (this.failure != null) {
					throw Refusals.needsRollback(this, "commit()", null);
				}
				return;
			}
			String reason = own.reasonForRollback();
			if (reason != null) {
				throw Refusals.needsRollback(this, "commit()", reason);
			}
			commit(own);
		});
	}

	private void commit(SessionTransaction own) {
		try {
			this.source.sessions.commit(own);
		}
		catch (RuntimeException | Error ex) {
			if (!own.completion.isCommitted()) {
				this.failure = ex;
			}
			throw ex;
		}
		finally {
			ended();
		}
	}

	void rollback() {
		move("rollback", () -> endByRollback("rollback()"));
	}

	void close() {
		if (this.owner.hasEnded()) {
			return;
		}
		move("close", () -> endByRollback("close()"));
	}

	private void endByRollback(String call) {
		SessionTransaction own = ownToEnd(call);
		if (own != null) {
			rollback(own);
		}
		this.failure = null;
	}

	private void rollback(SessionTransaction own) {
		try {
			this.source.sessions.rollback(own);
		}
		finally {
			ended();
		}
	}

	private void ended() {
		this.transaction = null;
		this.savepoint = null;
	}

	/**
	 * The session's own transaction, which the current thread may end now.
	 * @return the transaction, {@code null} where none is open
	 */
	private @Nullable SessionTransaction ownToEnd(String call) {
		if (this.owner.hasEnded()) {
			throw Refusals.illegal(this, call, SessionState.CLOSED);
		}
		if (this.depth > 1) {
			throw Refusals.insideCall(this, call, this.call);
		}
		SessionTransaction own = ownOfThisThread(call);
		if (own == null) {
			if (this.failure == null && this.source.isTransactionCurrent()) {
				throw Refusals.notOwn(this, call);
			}
			return null;
		}
		if (!own.isCurrent()) {
			throw Refusals.notOwn(this, call);
		}
		String participant = Participants.innermost();
		if (participant != null) {
			throw Refusals.joined(this, call, participant);
		}
		SessionTransaction latest = this.source.sessions.latestTransaction();
		if (latest != null && latest != own) {
			throw Refusals.notLatest(this, call, latest.session);
		}
		return own;
	}

	boolean inTransaction() {
		return this.source.isTransactionCurrent();
	}

	boolean needsRollback() {
		SessionTransaction own = this.transaction;
		if (own == null || !own.isCurrent()) {
			return (own == null && this.failure != null) || this.source.isRollbackOnly();
		}
		return own.reasonForRollback() != null || own.hasLostConnection();
	}

	NestedTransaction beginNested() {
		enter("beginNested");
		try {
			SessionTransaction own = ownForStatement();
			if ((own == null || !own.isCurrent()) && !this.source.isTransactionCurrent()) {
				if (own != null || !this.owner.mayBegin() || !mayBeginHere("beginNested()")) {
					throw Refusals.noneWanted(this, "beginNested()");
				}
				beginTransaction();
			}
			Savepoint around = this.savepoint;
			Savepoint nested = new Savepoint(this, (around != null && around.isUsable()) ? around : null);
			this.savepoint = nested;
			return nested;
		}
		finally {
			leave();
		}
	}

	void ended(Savepoint nested) {
		this.savepoint = nested.around();
	}

	@Nullable Savepoint innermostSavepoint() {
		return this.savepoint;
	}

	/**
	 * Keep the transaction open while a stream is read.
	 */
	<T> Stream<T> reading(Stream<T> stream) {
		SessionTransaction own = this.transaction;
		if (own == null || !own.isCurrent()) {
			return stream;
		}
		own.streamOpened();
		return stream.onClose(own::streamClosed);
	}

	/**
	 * A statement has failed. Some servers roll back the whole transaction after a
	 * deadlock and run what follows in another: then half of the work would be committed.
	 */
	void failed(SQLException failure) {
		SessionTransaction own = this.transaction;
		if (ServerRollbacks.follows(failure)) {
			if (own != null && own.isCurrent()) {
				own.rolledBackByServer(failure);
			}
			else {
				this.owner.rolledBackByServer(failure);
			}
		}
	}

	/**
	 * Whether the current thread has begun a transaction that is open.
	 */
	boolean isOpenHere() {
		SessionTransaction own = this.transaction;
		return own != null && own.thread == Thread.currentThread();
	}

	/**
	 * Whether the current thread is in the middle of something.
	 */
	boolean isBusyHere() {
		SessionTransaction own = this.transaction;
		return this.inside == Thread.currentThread() || (own != null && isOpenHere()
				&& (own.isRead() || !own.isCurrent() || Participants.innermost() != null));
	}

	/**
	 * End what the current thread has begun, at the end of its work.
	 */
	void finish(Ending ending) {
		SessionTransaction own = this.transaction;
		if (own == null || own.thread != Thread.currentThread()) {
			this.failure = null;
			return;
		}
		if (!own.isCurrent()) {
			// Whoever suspended it resumes it when nobody ends it any more
			own.status.setRollbackOnly();
			this.source.sessions.forget(own);
			ended();
			throw Refusals.suspendedAtEnd(this);
		}
		Throwable cause = own.failure();
		if (ending == Ending.COMMIT && cause == null) {
			try {
				commit(own);
			}
			finally {
				this.failure = null;
			}
			return;
		}
		boolean lost = ending != Ending.ROLLBACK && cause == null && own.hasUpdates();
		rollback(own);
		this.failure = null;
		if (cause != null && ending == Ending.COMMIT) {
			throw Refusals.rolledBackByServer(this, cause);
		}
		if (lost) {
			this.source.sessions.lost(this);
		}
	}

	/**
	 * How work ends.
	 */
	enum Ending {

		/** Well, and is to be committed. */
		COMMIT,

		/** Well, and is to be rolled back: what was not committed is lost. */
		DISCARD,

		/** Badly. */
		ROLLBACK

	}

}
