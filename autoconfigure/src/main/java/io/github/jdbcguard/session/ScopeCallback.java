package io.github.jdbcguard.session;

import org.jspecify.annotations.Nullable;

/**
 * Work with a result, to be done in a {@link TransactionalScope}.
 *
 * @param <T> the type of the result
 * @param <X> what it throws
 */
@FunctionalInterface
public interface ScopeCallback<T extends @Nullable Object, X extends Exception> {

	/**
	 * Do the work. Done anew at each retry.
	 * @param session the session of the scope, the same that a {@link JdbcSession} bean
	 * leads to during the call
	 * @return the result
	 * @throws X where the work fails, which rolls it back
	 */
	T call(JdbcSession session) throws X;

}
