package io.github.jdbcguard.session.spring;

import java.sql.SQLException;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.jdbcguard.pool.server.ServerRollbacks;
import io.github.jdbcguard.session.NestedTransaction;
import org.jspecify.annotations.Nullable;

/**
 * The session of one DataSource in one scope: its moves, see {@link SessionState}.
 * <p>
 * Used by one thread at a time, see {@link SessionCalls}; a transaction is ended by the
 * thread that began it only.
 */
final class ScopedSession {

	final SessionSource source;

	final SessionOwner owner;

	private final SessionCalls calls = new SessionCalls(this);

	private final SessionRules rules = new SessionRules(this, this.calls);

	private volatile @Nullable SessionTransaction transaction;

	/** Why it needs a rollback although its transaction has ended. */
	private volatile @Nullable NotCommitted notCommitted;

	private @Nullable Savepoint savepoint;

	ScopedSession(SessionSource source, SessionOwner owner) {
		this.source = source;
		this.owner = owner;
	}

	/**
	 * Do something that works on the database.
	 */
	<T extends @Nullable Object> T work(String call, Supplier<T> work) {
		this.calls.enter(call);
		try {
			prepareStatement();
			return work.get();
		}
		finally {
			this.calls.leave();
		}
	}

	/**
	 * Read a stream, and keep the transaction open while it is read.
	 */
	<T extends @Nullable Object> Stream<T> stream(String call, Supplier<Stream<T>> query) {
		return work(call, () -> {
			Stream<T> stream = query.get();
			SessionTransaction own = this.transaction;
			if (own == null || !own.isCurrent()) {
				return stream;
			}
			own.streamOpened();
			return stream.onClose(own::streamClosed);
		});
	}

	/**
	 * Do something with the session itself.
	 */
	void move(String call, Runnable move) {
		this.calls.run(call, move);
	}

	/**
	 * Begin a transaction where the next statement of the current thread is to be its
	 * first.
	 */
	private void prepareStatement() {
		SessionTransaction own = this.rules.ownForWork("a statement");
		if (own == null && this.owner.beginsByItself() && !this.source.isTransactionCurrent()
				&& this.rules.mayBeginHere("a statement")) {
			beginTransaction();
		}
	}

	private void beginTransaction() {
		this.transaction = this.source.sessions.begin(this);
	}

	void begin() {
		move("begin()", () -> {
			this.rules.requireBegin();
			beginTransaction();
		});
	}

	void commit() {
		move("commit()", () -> {
			SessionTransaction own = this.rules.ownToEnd("commit()");
			String reason = (own != null) ? own.reasonForRollback() : null;
			if (reason != null || (own == null && this.notCommitted != null)) {
				throw Refusals.needsRollback(this, "commit()", reason, (own != null) ? own.undoneBy() : null);
			}
			if (own != null) {
				commit(own);
			}
		});
	}

	private void commit(SessionTransaction own) {
		try {
			this.source.sessions.commit(own);
		}
		catch (RuntimeException | Error ex) {
			if (!own.completion.isCommitted()) {
				this.notCommitted = NotCommitted.commitFailed(ex);
			}
			throw ex;
		}
		finally {
			ended();
		}
	}

	void rollback() {
		move("rollback()", () -> endByRollback("rollback()"));
	}

	void close() {
		if (!this.owner.hasEnded()) {
			move("close()", () -> endByRollback("close()"));
		}
	}

	private void endByRollback(String call) {
		SessionTransaction own = this.rules.ownToEnd(call);
		if (own != null) {
			rollback(own);
		}
		this.notCommitted = null;
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

	boolean inTransaction() {
		return this.source.isTransactionCurrent();
	}

	boolean needsRollback() {
		SessionTransaction own = this.transaction;
		if (own == null || !own.isCurrent()) {
			return (own == null && this.notCommitted != null) || this.source.isRollbackOnly();
		}
		return own.reasonForRollback() != null || own.hasLostConnection();
	}

	NestedTransaction beginNested() {
		return this.calls.call("beginNested()", () -> {
			SessionTransaction own = this.rules.ownForWork("beginNested()");
			if ((own == null || !own.isCurrent()) && !this.source.isTransactionCurrent()) {
				if (own != null || !this.owner.mayBegin() || !this.rules.mayBeginHere("beginNested()")) {
					throw Refusals.noneWanted(this, "beginNested()");
				}
				beginTransaction();
			}
			Savepoint nested = new Savepoint(this, this.savepoint);
			this.savepoint = nested;
			return nested;
		});
	}

	void innermostSavepoint(@Nullable Savepoint innermost) {
		this.savepoint = innermost;
	}

	@Nullable Savepoint innermostSavepoint() {
		return this.savepoint;
	}

	/**
	 * A statement has failed. Some servers roll back the whole transaction after a
	 * deadlock and run what follows in another: then half of the work would be committed.
	 */
	void failed(SQLException failure) {
		SessionTransaction own = this.transaction;
		if (ServerRollbacks.follows(failure)) {
			if (own != null && own.isCurrent()) {
				own.undoneBy(failure);
			}
			else {
				this.owner.rolledBackByServer(failure);
			}
		}
	}

	/**
	 * For what the server has rolled back the session's own transaction with its
	 * savepoints.
	 */
	@Nullable SQLException undoneAsWhole() {
		SessionTransaction own = this.transaction;
		return (own != null && own.isCurrent()) ? own.undoneAsWhole() : null;
	}

	/**
	 * The transaction that it has begun, which may be suspended, or another thread's.
	 */
	@Nullable SessionTransaction transaction() {
		return this.transaction;
	}

	@Nullable NotCommitted notCommitted() {
		return this.notCommitted;
	}

	/**
	 * Whether the current thread has begun a transaction that is open.
	 */
	boolean isOpenHere() {
		SessionTransaction own = this.transaction;
		return own != null && own.thread == Thread.currentThread();
	}

	/**
	 * Whether the current thread is inside of a call.
	 */
	boolean isInside() {
		return this.calls.isInside();
	}

	/**
	 * Whether the current thread is in the middle of something with it, so that its
	 * transaction cannot be ended.
	 */
	boolean isBusyHere() {
		SessionTransaction own = this.transaction;
		return isInside() || (own != null && isOpenHere()
				&& (own.isRead() || isNested() || Participants.since(own.begunIn) != null));
	}

	private boolean isNested() {
		Savepoint nested = this.savepoint;
		return nested != null && nested.isUsable();
	}

	/**
	 * End what the current thread has begun, at the end of its work.
	 */
	void finish(Ending ending) {
		SessionTransaction own = this.transaction;
		if (own != null && own.thread == Thread.currentThread()) {
			this.rules.requireEnd(own, ending);
			finish(own, ending);
		}
		this.notCommitted = null;
	}

	private void finish(SessionTransaction own, Ending ending) {
		SQLException cause = own.undoneBy();
		if (ending == Ending.COMMIT && cause == null) {
			try {
				commit(own);
			}
			finally {
				this.notCommitted = null;
			}
			return;
		}
		boolean lost = ending == Ending.DISCARD && cause == null && own.hasUpdates();
		rollback(own);
		if (cause != null && ending == Ending.COMMIT) {
			throw Refusals.rolledBackByServer(this, cause);
		}
		if (lost) {
			this.source.sessions.lost(this);
		}
	}

	/**
	 * Roll back because something ends that was begun before. Who goes on to use the
	 * session has to know.
	 */
	void rollBackBefore(SessionOwner ending) {
		SessionTransaction own = this.transaction;
		if (own != null) {
			this.notCommitted = NotCommitted.endedBefore(ending);
			rollback(own);
		}
	}

}
