package io.github.jdbcguard.session.spring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.jdbcguard.session.OnCompletion;
import io.github.jdbcguard.session.SessionMode;
import io.github.jdbcguard.session.SessionScope;
import io.github.jdbcguard.session.spring.ThreadSessions.Stay;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link SessionScope} that was opened by the application, or for a request.
 * Thread-safe.
 */
final class WorkScope implements SessionScope, SessionOwner {

	private static final ScopedSession[] NONE = {};

	private static final Logger logger = LoggerFactory.getLogger("io.github.jdbcguard.session");

	private final Sessions registry;

	private final OnCompletion onCompletion;

	private final SessionMode mode;

	/**
	 * One for each DataSource that is used: few, most often one, in many requests none.
	 * Copied for each that comes.
	 */
	private volatile ScopedSession[] sessions = NONE;

	private volatile String name;

	private volatile boolean ended;

	/** The stay of the thread that opened it, left when it is closed. */
	private @Nullable Stay opener;

	private final Thread openedBy = Thread.currentThread();

	WorkScope(Sessions registry, String name, OnCompletion onCompletion, SessionMode mode) {
		this.registry = registry;
		this.name = name;
		this.onCompletion = onCompletion;
		this.mode = mode;
	}

	void stay() {
		this.opener = this.registry.enter(this);
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public void rename(String name) {
		this.name = name;
	}

	@Override
	public String inWords() {
		return "scope '" + this.name + "'";
	}

	@Override
	public Attachment attach() {
		if (this.ended) {
			throw Refusals.scopeEnded(this);
		}
		return new Visit(this.registry.isIn(this));
	}

	@Override
	public @Nullable ScopedSession session(SessionSource source) {
		ScopedSession session = find(source);
		return (session != null) ? session : add(source);
	}

	private @Nullable ScopedSession find(SessionSource source) {
		for (ScopedSession session : this.sessions) {
			if (session.source == source) {
				return session;
			}
		}
		return null;
	}

	private synchronized ScopedSession add(SessionSource source) {
		ScopedSession session = find(source);
		if (session == null) {
			session = new ScopedSession(source, this);
			ScopedSession[] more = Arrays.copyOf(this.sessions, this.sessions.length + 1);
			more[this.sessions.length] = session;
			this.sessions = more;
		}
		return session;
	}

	@Override
	public boolean mayBegin() {
		return true;
	}

	@Override
	public boolean beginsByItself() {
		return this.mode == SessionMode.AUTO;
	}

	@Override
	public void rolledBackByServer(Throwable failure) {
		// Concerns the session's own transaction, which knows it
	}

	@Override
	public boolean hasEnded() {
		return this.ended;
	}

	@Override
	public boolean hasLostWork() {
		for (ScopedSession session : this.sessions) {
			if (session.notCommitted() != null) {
				return true;
			}
		}
		return false;
	}

	@Override
	public boolean isInTransaction() {
		for (ScopedSession session : this.sessions) {
			if (session.isOpenHere()) {
				return true;
			}
		}
		return false;
	}

	@Override
	public boolean isBusy() {
		for (ScopedSession session : this.sessions) {
			if (session.isBusyHere()) {
				return true;
			}
		}
		return !isInnermost() || (isInTransaction() && this.registry.transactionalScopeIn(this) != null);
	}

	/**
	 * Whether nothing was begun in what the current thread has open that has to end
	 * before, but by sessions of this scope, which end one after the other.
	 */
	private boolean isInnermost() {
		SessionTransaction latest = this.registry.latestTransaction();
		boolean innermost = latest == null || latest.isInnermost();
		for (SessionTransaction open = latest; open != null; open = open.outer) {
			boolean own = open.session.owner == this;
			if (own && !innermost) {
				return false;
			}
			innermost = innermost && own;
		}
		return true;
	}

	@Override
	public void complete() {
		finish((this.onCompletion == OnCompletion.COMMIT) ? Ending.COMMIT : Ending.DISCARD);
	}

	@Override
	public void rollback() {
		try {
			finish(Ending.ROLLBACK);
		}
		catch (RuntimeException ex) {
			logger.warn("What {} has left open could not be rolled back", inWords(), ex);
		}
	}

	/**
	 * The last transaction first. After a failure nothing more is committed.
	 */
	private void finish(Ending ending) {
		RuntimeException failure = null;
		for (ScopedSession session : latestFirst()) {
			try {
				session.finish((failure != null) ? Ending.ROLLBACK : ending);
			}
			catch (RuntimeException ex) {
				if (failure == null) {
					failure = ex;
				}
				else {
					failure.addSuppressed(ex);
				}
			}
		}
		if (failure != null) {
			throw failure;
		}
	}

	private List<ScopedSession> latestFirst() {
		List<ScopedSession> sessions = Arrays.asList(this.sessions);
		if (sessions.size() < 2) {
			return sessions;
		}
		List<ScopedSession> ordered = new ArrayList<>(sessions.size());
		for (SessionTransaction open = this.registry.latestTransaction(); open != null; open = open.outer) {
			if (open.session.owner == this) {
				ordered.add(open.session);
			}
		}
		for (ScopedSession session : sessions) {
			if (!ordered.contains(session)) {
				ordered.add(session);
			}
		}
		return ordered;
	}

	@Override
	public void close() {
		try {
			rollback();
		}
		finally {
			Stay opener = this.opener;
			if (opener != null && Thread.currentThread() == this.openedBy) {
				this.registry.leave(opener);
				this.opener = null;
			}
			this.ended = true;
		}
	}

	@Override
	public String toString() {
		return inWords();
	}

	/**
	 * A thread's way in and out. Where the thread was in the scope already, as where an
	 * executor runs a task in the caller's thread, what it has open goes on.
	 */
	private final class Visit implements Attachment {

		private final Thread thread = Thread.currentThread();

		private final boolean again;

		private final Stay stay;

		private boolean left;

		Visit(boolean again) {
			this.again = again;
			this.stay = WorkScope.this.registry.enter(WorkScope.this);
		}

		@Override
		public void close() {
			if (Thread.currentThread() != this.thread || this.left) {
				return;
			}
			this.left = true;
			try {
				if (!this.again) {
					WorkScope.this.registry.rollBackScopesIn(this.stay);
					rollback();
				}
			}
			finally {
				WorkScope.this.registry.leave(this.stay);
			}
		}

	}

}
