package io.github.jdbcguard.session;

import org.springframework.transaction.IllegalTransactionStateException;

/**
 * Thrown where a {@link JdbcSession} is used and nothing is in scope. Says how to get
 * into one.
 */
@SuppressWarnings("serial")
public class NoSessionException extends IllegalTransactionStateException {

	/**
	 * Create an exception.
	 * @param message what happened and what to do
	 */
	public NoSessionException(String message) {
		super(message);
	}

}
