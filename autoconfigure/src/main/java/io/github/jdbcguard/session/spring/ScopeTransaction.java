package io.github.jdbcguard.session.spring;

import io.github.jdbcguard.session.JdbcSession;
import io.github.jdbcguard.session.OpenScope;
import io.github.jdbcguard.session.TransactionalScope;
import io.github.jdbcguard.session.spring.ThreadSessions.Stay;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;

/**
 * One transaction of a {@link TransactionalScope}, from its begin to its end. Belongs to
 * the thread that began it.
 */
final class ScopeTransaction implements SessionOwner, OpenScope {

	private static final Logger logger = LoggerFactory.getLogger("io.github.jdbcguard.session");

	private final SessionSource source;

	private final String name;

	private final ScopedSession session;

	private final BoundSession bound;

	private final TransactionStatus status;

	/** What the transaction manager has bound to the thread for it. */
	private final @Nullable Object resource;

	private final Completion completion;

	private final Stay stay;

	private final Thread thread = Thread.currentThread();

	/** How it has ended, {@code null} while it is open. */
	private volatile @Nullable String end;

	private @Nullable Throwable failure;

	ScopeTransaction(SessionSource source, TransactionDefinition definition, String name) {
		this.source = source;
		this.name = name;
		this.session = new ScopedSession(source, this);
		this.bound = new BoundSession(this.session);
		source.sessions.endLeftBehind();
		this.status = new Begin(source).begin(definition);
		this.resource = source.boundResource();
		this.completion = new Completion(source, this.status, this.resource);
		this.stay = source.sessions.enter(this);
	}

	@Override
	public JdbcSession session() {
		requireOpen();
		return this.bound;
	}

	@Override
	public void commit() {
		requireInnermost("commit()");
		if (this.failure != null) {
			rollback();
			throw Refusals.rolledBackByServer(this.session, this.failure);
		}
		end("was committed");
		try {
			this.completion.commit(inWords());
		}
		catch (RuntimeException | Error ex) {
			if (!this.completion.isCommitted()) {
				this.end = "could not be committed";
			}
			throw ex;
		}
	}

	@Override
	public void rollback() {
		requireInnermost("rollback()");
		end("was rolled back");
		this.completion.rollback();
	}

	@Override
	public void close() {
		if (this.end == null) {
			requireThread("close()");
			endInner();
			rollback();
		}
	}

	/**
	 * Commit, and whatever happens leave nothing open.
	 */
	void complete() {
		requireOpen();
		SessionOwner leftOpen = endInner();
		if (leftOpen != null) {
			rollback();
			throw Refusals.leftOpen(this, leftOpen);
		}
		commit();
	}

	/**
	 * End what was opened inside of it and left open.
	 * @return the outermost of that, {@code null} where there is nothing
	 */
	private @Nullable SessionOwner endInner() {
		ThreadSessions here = this.source.sessions.here();
		here.leaveEnded();
		SessionOwner outermost = null;
		for (Stay inner = here.innermost; inner != null && inner != this.stay; inner = here.innermost) {
			outermost = inner.owner;
			if (outermost instanceof ScopeTransaction transaction) {
				transaction.rollBackLeftOpen();
			}
			else {
				this.source.sessions.leave(inner);
			}
		}
		return outermost;
	}

	/**
	 * End it with what was opened inside of it and left open, too. Throws nothing.
	 */
	void endLeftOpen() {
		endInner();
		rollBackLeftOpen();
	}

	private void rollBackLeftOpen() {
		try {
			rollback();
		}
		catch (RuntimeException ex) {
			logger.warn("The {}, which was left open, could not be rolled back", inWords(), ex);
		}
	}

	private void requireInnermost(String call) {
		requireOpen();
		requireThread(call);
		ThreadSessions here = this.source.sessions.here();
		here.leaveEnded();
		if (here.innermost != this.stay) {
			throw Refusals.notInnermost(this, call);
		}
	}

	private void requireOpen() {
		String end = this.end;
		if (end != null) {
			throw Refusals.scopeEnded(this, end);
		}
	}

	private void requireThread(String call) {
		if (Thread.currentThread() != this.thread) {
			throw Refusals.begunElsewhere(this.session, call, this.thread);
		}
	}

	/**
	 * Nothing of it is in scope while the transaction manager calls back.
	 */
	private void end(String how) {
		this.end = how;
		this.source.sessions.leave(this.stay);
	}

	Completion completion() {
		return this.completion;
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
	 * That of a transaction which has suspended this one is no concern of it.
	 */
	@Override
	public void rolledBackByServer(Throwable failure) {
		boolean own = this.status.hasTransaction()
				&& (this.resource == null || this.source.boundResource() == this.resource);
		if (own && this.failure == null) {
			this.failure = failure;
		}
	}

	@Override
	public boolean hasEnded() {
		return this.end != null;
	}

	@Override
	public String toString() {
		return inWords();
	}

}
