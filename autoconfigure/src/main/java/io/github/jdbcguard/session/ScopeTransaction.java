package io.github.jdbcguard.session;

import io.github.jdbcguard.pool.Lease;
import io.github.jdbcguard.session.ThreadSessions.Stay;
import org.jspecify.annotations.Nullable;

import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;

/**
 * One transaction of a {@link TransactionalScope}, from its begin to its end. Belongs to
 * the thread that began it.
 */
final class ScopeTransaction implements SessionOwner, OpenScope {

	private final SessionSource source;

	private final String name;

	private final ScopedSession session;

	private final BoundSession bound;

	private final TransactionStatus status;

	private final Completion completion;

	private final Stay stay;

	private final Thread thread = Thread.currentThread();

	private volatile boolean ended;

	private @Nullable Throwable failure;

	ScopeTransaction(SessionSource source, TransactionDefinition definition, String name) {
		this.source = source;
		this.name = name;
		this.session = new ScopedSession(source, this);
		this.bound = new BoundSession(this.session);
		this.status = source.transactionManager().getTransaction(definition);
		this.completion = new Completion(source, this.status);
		this.stay = source.sessions.enter(this);
	}

	@Override
	public JdbcSession session() {
		if (this.ended) {
			throw Refusals.scopeEnded(this);
		}
		return this.bound;
	}

	@Override
	public void commit() {
		requireInnermost("commit()");
		if (this.failure != null) {
			rollback();
			throw Refusals.rolledBackByServer(this.session, this.failure);
		}
		end();
		this.completion.commit(inWords());
	}

	@Override
	public void rollback() {
		requireInnermost("rollback()");
		end();
		this.completion.rollback();
	}

	@Override
	public void close() {
		if (!this.ended) {
			rollback();
		}
	}

	private void requireInnermost(String call) {
		if (this.ended) {
			throw Refusals.scopeEnded(this);
		}
		if (Thread.currentThread() != this.thread) {
			throw Refusals.begunElsewhere(this.session, call, this.thread);
		}
		if (this.source.sessions.here().innermost != this.stay) {
			throw Refusals.notInnermost(this, call);
		}
	}

	/**
	 * Nothing of it is in scope while the transaction manager calls back.
	 */
	private void end() {
		this.ended = true;
		this.source.sessions.leave(this.stay);
	}

	boolean isCommitted() {
		return this.completion.isCommitted();
	}

	boolean isOfNewTransaction() {
		return this.completion.isOfNewTransaction();
	}

	/**
	 * Whether the connection was lost before the commit was sent. Known of a guarded
	 * DataSource, while the transaction has not ended.
	 */
	boolean hasLostConnection() {
		Lease lease = this.source.currentLease();
		return lease != null && lease.hasLostConnection();
	}

	@Override
	public String inWords() {
		return "transactional scope '" + this.name + "'";
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public @Nullable ScopedSession session(SessionSource source) {
		return (source == this.source) ? this.session : null;
	}

	@Override
	public boolean mayBegin() {
		return false;
	}

	@Override
	public boolean beginsByItself() {
		return false;
	}

	/**
	 * Where the work catches the failure, what it does then is in another transaction.
	 */
	@Override
	public void rolledBackByServer(Throwable failure) {
		if (this.failure == null) {
			this.failure = failure;
		}
	}

	@Override
	public boolean hasEnded() {
		return this.ended;
	}

	@Override
	public String toString() {
		return inWords();
	}

}
