package io.github.jdbcguard.session.spring;

import org.jspecify.annotations.Nullable;

/**
 * What a session belongs to: a scope, a transactional scope, a Spring transaction.
 * Thread-safe.
 */
interface SessionOwner {

	/**
	 * What it is called in messages, with what it is.
	 */
	String inWords();

	/**
	 * The name of the transactions that its sessions begin.
	 */
	String name();

	/**
	 * Its session of a DataSource.
	 * @return the session, {@code null} where it has none
	 */
	@Nullable ScopedSession session(SessionSource source);

	/**
	 * Whether its sessions may begin transactions.
	 */
	boolean mayBegin();

	/**
	 * Whether the first statement of its sessions begins a transaction.
	 */
	boolean beginsByItself();

	/**
	 * The server has rolled back the transaction of the owner, by itself.
	 */
	void rolledBackByServer(Throwable failure);

	/**
	 * Whether it has ended.
	 */
	boolean hasEnded();

	/**
	 * Whether a transaction of its sessions was rolled back, and whoever goes on to use
	 * them has to know.
	 */
	default boolean hasLostWork() {
		return false;
	}

}
