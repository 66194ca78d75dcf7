package io.github.jdbcguard.session.spring;

import org.jspecify.annotations.Nullable;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * A transaction that Spring has begun for somebody else, as what a session belongs to:
 * the session works in it and ends with it. Belongs to the thread whose transaction it
 * is.
 */
final class SpringTransaction implements SessionOwner, TransactionSynchronization {

	private final @Nullable String name;

	private volatile boolean ended;

	private SpringTransaction(@Nullable String name) {
		this.name = name;
	}

	/**
	 * The session of the transaction that the current thread is in.
	 * @return the session, {@code null} where it is in none of this DataSource
	 */
	static @Nullable ScopedSession current(SessionSource source) {
		if (!source.isTransactionCurrent()) {
			return null;
		}
		ScopedSession bound = (ScopedSession) TransactionSynchronizationManager.getResource(source);
		if (bound != null) {
			return bound;
		}
		SpringTransaction owner = new SpringTransaction(TransactionSynchronizationManager.getCurrentTransactionName());
		ScopedSession session = new ScopedSession(source, owner);
		if (TransactionSynchronizationManager.isSynchronizationActive()) {
			TransactionSynchronizationManager.bindSynchronizedResource(source, session);
			TransactionSynchronizationManager.registerSynchronization(owner);
		}
		return session;
	}

	@Override
	public void afterCompletion(int status) {
		this.ended = true;
	}

	@Override
	public String inWords() {
		return "transaction " + Words.quoted(this.name);
	}

	@Override
	public String name() {
		return (this.name != null) ? this.name : "";
	}

	@Override
	public @Nullable ScopedSession session(SessionSource source) {
		return null;
	}

	@Override
	public boolean mayBegin() {
		return false;
	}

	@Override
	public boolean beginsByItself() {
		return false;
	}

	@Override
	public void rolledBackByServer(Throwable failure) {
		// Whoever owns the transaction sees the failure, or has caught it
	}

	@Override
	public boolean hasEnded() {
		return this.ended;
	}

}
