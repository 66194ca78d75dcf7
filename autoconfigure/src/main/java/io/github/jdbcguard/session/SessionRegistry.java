package io.github.jdbcguard.session;

import org.jspecify.annotations.Nullable;

/**
 * Knows which scope each thread is in. SQLAlchemy's registry of a {@code scoped_session}.
 * Scopes are objects, entered and left, and never keys that something else might have
 * used before.
 * <p>
 * Safe for use by any number of threads.
 */
public interface SessionRegistry {

	/**
	 * Open a scope and enter it with the current thread. What is open at its end is
	 * rolled back, and the first statement begins a transaction.
	 * @param name what it is called in messages, without anything that a user has sent
	 * @return the scope, to be closed
	 */
	default SessionScope open(String name) {
		return open(name, OnCompletion.ROLLBACK, SessionMode.AUTO);
	}

	/**
	 * Open a scope and enter it with the current thread.
	 * @param name what it is called in messages, without anything that a user has sent
	 * @param onCompletion what happens to what is open when the scope ends well
	 * @param mode what the first statement of a session does
	 * @return the scope, to be closed
	 */
	SessionScope open(String name, OnCompletion onCompletion, SessionMode mode);

	/**
	 * Make a scope that no thread is in yet: threads enter it by
	 * {@link SessionScope#attach()}.
	 * @param name what it is called in messages, without anything that a user has sent
	 * @param onCompletion what happens to what is open when the scope ends well
	 * @param mode what the first statement of a session does
	 * @return the scope, to be closed
	 */
	SessionScope create(String name, OnCompletion onCompletion, SessionMode mode);

	/**
	 * The innermost scope that the current thread is in.
	 * @return the scope, {@code null} for none
	 */
	@Nullable SessionScope current();

	/**
	 * What has become of the work of all sessions and transactional scopes so far.
	 * @return the numbers
	 */
	SessionCounters counters();

}
