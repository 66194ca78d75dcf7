package io.github.jdbcguard.session;

/**
 * Work to be done in a {@link TransactionalScope}.
 *
 * @param <X> what it throws
 */
@FunctionalInterface
public interface ScopeAction<X extends Exception> {

	/**
	 * Do the work. Done anew at each retry.
	 * @param session the session of the scope, the same that a {@link JdbcSession} bean
	 * leads to during the call
	 * @throws X where the work fails, which rolls it back
	 */
	void run(JdbcSession session) throws X;

}
