package io.github.jdbcguard.session.spring;

import java.util.function.Supplier;

import io.github.jdbcguard.process.ProcessMonitor;
import io.github.jdbcguard.session.OnCompletion;
import io.github.jdbcguard.session.SessionCounters;
import io.github.jdbcguard.session.SessionMode;
import io.github.jdbcguard.session.SessionRegistry;
import io.github.jdbcguard.session.SessionScope;
import io.github.jdbcguard.session.spring.ThreadSessions.Stay;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.ResourceTransactionManager;

/**
 * The {@link SessionRegistry} of an application. What a thread is in is kept with the
 * thread. Safe for use by any number of threads.
 */
public final class Sessions implements SessionRegistry {

	private static final Logger logger = LoggerFactory.getLogger("io.github.jdbcguard.session");

	private final ThreadLocal<@Nullable ThreadSessions> threads = new ThreadLocal<>();

	private final Supplier<ProcessMonitor> monitor;

	private final Outcomes outcomes = new Outcomes();

	/**
	 * Create a registry.
	 * @param monitor knows which life of the process this is; asked when work is about to
	 * be run again
	 */
	public Sessions(Supplier<ProcessMonitor> monitor) {
		this.monitor = monitor;
	}

	@Override
	public SessionScope open(String name, OnCompletion onCompletion, SessionMode mode) {
		WorkScope scope = new WorkScope(this, name, onCompletion, mode);
		scope.stay();
		return scope;
	}

	@Override
	public SessionScope create(String name, OnCompletion onCompletion, SessionMode mode) {
		return new WorkScope(this, name, onCompletion, mode);
	}

	@Override
	public @Nullable SessionScope current() {
		ThreadSessions here = this.threads.get();
		for (Stay stay = (here != null) ? here.innermost : null; stay != null; stay = stay.outer()) {
			if (stay.owner instanceof SessionScope scope && !stay.owner.hasEnded()) {
				return scope;
			}
		}
		return null;
	}

	@Override
	public SessionCounters counters() {
		return this.outcomes.counters();
	}

	Outcomes outcomes() {
		return this.outcomes;
	}

	ProcessMonitor monitor() {
		return this.monitor.get();
	}

	/**
	 * The session that the current thread is in. One that has ended only where it has
	 * lost work of this thread, or there is no other, to say so: who stays in it may be
	 * late, or somebody else has closed it.
	 * @return the session, {@code null} where it is in none
	 */
	@Nullable ScopedSession find(SessionSource source) {
		ThreadSessions here = this.threads.get();
		if (here != null && endLeftBehind(here)) {
			here = this.threads.get();
		}
		ScopedSession ended = null;
		for (Stay stay = (here != null) ? here.innermost : null; stay != null; stay = stay.outer()) {
			ScopedSession session = stay.owner.session(source);
			if (session != null
					&& (!stay.owner.hasEnded() || (session.notCommitted() != null && !source.isTransactionCurrent()))) {
				return session;
			}
			ended = (ended != null) ? ended : session;
		}
		ScopedSession ofSpring = SpringTransaction.current(source);
		return (ofSpring != null) ? ofSpring : ended;
	}

	/**
	 * What the current thread is in.
	 */
	ThreadSessions here() {
		ThreadSessions here = this.threads.get();
		if (here == null) {
			here = new ThreadSessions();
			this.threads.set(here);
		}
		return here;
	}

	Stay enter(SessionOwner owner) {
		ThreadSessions here = here();
		if (endLeftBehind(here)) {
			here = here();
		}
		here.leaveEnded();
		Stay stay = new Stay(owner, here.innermost);
		here.innermost = stay;
		return stay;
	}

	void leave(Stay stay) {
		ThreadSessions here = here();
		here.leave(stay);
		// Before, for what it loses has to be told by what is left then
		endLeftBehind(here);
		here.leaveEnded();
		tidyUp(here);
	}

	/**
	 * Roll back transactional scopes that were opened in a stay which is about to end,
	 * and left open: what the thread does next would be part of their transactions.
	 */
	void rollBackScopesIn(Stay stay) {
		ThreadSessions here = this.threads.get();
		if (here == null || !here.contains(stay)) {
			return;
		}
		for (Stay inner = here.innermost; inner != null && inner != stay; inner = inner.outer()) {
			if (inner.owner instanceof ScopeTransaction open && !open.hasEnded()) {
				logger.warn(Refusals.leftOpenIn(stay.owner, open));
				open.endLeftOpen();
			}
		}
	}

	/**
	 * Whether nothing is kept for the current thread.
	 */
	boolean isEmptyHere() {
		return this.threads.get() == null;
	}

	/**
	 * Whether the current thread is in a scope.
	 */
	boolean isIn(SessionOwner owner) {
		ThreadSessions here = this.threads.get();
		return here != null && here.isIn(owner);
	}

	/**
	 * The outermost of the transactional scopes that the current thread has opened inside
	 * of what it is in.
	 * @return the scope, {@code null} for none
	 */
	@Nullable SessionOwner transactionalScopeIn(SessionOwner owner) {
		ThreadSessions here = this.threads.get();
		SessionOwner inner = null;
		SessionOwner inOwner = null;
		for (Stay stay = (here != null) ? here.innermost : null; stay != null; stay = stay.outer()) {
			if (stay.owner == owner) {
				inOwner = inner;
			}
			else if (stay.owner instanceof ScopeTransaction && !stay.owner.hasEnded()) {
				inner = stay.owner;
			}
		}
		return inOwner;
	}

	/**
	 * To be called before something is begun, which could join what was left behind. What
	 * is kept for the thread may be another object after it.
	 */
	void endLeftBehind() {
		ThreadSessions here = this.threads.get();
		if (here != null) {
			endLeftBehind(here);
		}
	}

	/**
	 * Transactions that were suspended where their scope has ended, or whose scope
	 * another thread has ended, are ended when they are resumed: nobody else would do it.
	 * @return whether there was one
	 */
	private boolean endLeftBehind(ThreadSessions here) {
		SessionTransaction ended = null;
		for (SessionTransaction latest = here.latest; latest != null && latest != ended
				&& isLeftBehind(latest); latest = here.latest) {
			rollBackBefore(latest, latest.session.owner);
			ended = latest;
		}
		return ended != null;
	}

	private static boolean isLeftBehind(SessionTransaction transaction) {
		return transaction.session.owner.hasEnded() && transaction.isInnermost() && !transaction.isEnding()
				&& !transaction.session.isInside();
	}

	/**
	 * Roll back what was begun in a transaction and has to end before it.
	 */
	void rollBackThoseAfter(SessionTransaction transaction) {
		SessionTransaction latest = latestTransaction();
		while (latest != null && latest != transaction && latest.isInnermost()) {
			rollBackBefore(latest, transaction.session.owner);
			latest = latestTransaction();
		}
	}

	private static void rollBackBefore(SessionTransaction transaction, SessionOwner ending) {
		try {
			transaction.session.rollBackBefore(ending);
		}
		catch (RuntimeException ex) {
			logger.warn("What {} has left open could not be rolled back", transaction.session.owner.inWords(), ex);
		}
	}

	private void tidyUp(ThreadSessions here) {
		if (here.isEmpty()) {
			this.threads.remove();
		}
	}

	@Nullable SessionTransaction latestTransaction() {
		ThreadSessions here = this.threads.get();
		return (here != null) ? here.latest : null;
	}

	SessionTransaction begin(ScopedSession session) {
		PlatformTransactionManager manager = session.source.transactionManager();
		DefaultTransactionDefinition definition = new DefaultTransactionDefinition();
		definition.setName(session.owner.name());
		TransactionStatus status = new Begin(session.source).begin(definition);
		if (!status.isNewTransaction()) {
			throw Refusals.notCovered(session, manager);
		}
		ConnectionHolder resource = session.source.boundResource();
		if (manager instanceof ResourceTransactionManager && resource == null) {
			manager.rollback(status);
			throw Refusals.notCovered(session, manager);
		}
		ThreadSessions here = here();
		Completion completion = new Completion(session.source, status, resource);
		SessionTransaction transaction = new SessionTransaction(session, completion, here.latest);
		here.latest = transaction;
		return transaction;
	}

	void commit(SessionTransaction transaction) {
		transaction.end();
		try {
			transaction.completion.commit(transaction.session.owner.inWords());
		}
		finally {
			forget(transaction);
		}
	}

	void rollback(SessionTransaction transaction) {
		transaction.end();
		try {
			transaction.completion.rollback();
		}
		finally {
			forget(transaction);
		}
	}

	void forget(SessionTransaction transaction) {
		ThreadSessions here = here();
		here.ended(transaction);
		tidyUp(here);
	}

	/**
	 * Updates were rolled back because nobody has committed them.
	 */
	void lost(ScopedSession session) {
		this.outcomes.lost();
		logger.warn(Refusals.lost(session));
	}

}
