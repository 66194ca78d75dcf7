package io.github.jdbcguard.session;

import org.springframework.transaction.TransactionSystemException;

/**
 * Thrown where a connection was lost between COMMIT and its answer: the server may have
 * committed the transaction, or not. Never retried, for it would then be done twice: look
 * at the data before the work is done again.
 */
@SuppressWarnings("serial")
public class TransactionOutcomeUnknownException extends TransactionSystemException {

	/**
	 * Create an exception.
	 * @param message what happened and what to do
	 * @param cause what the commit failed with
	 */
	public TransactionOutcomeUnknownException(String message, Throwable cause) {
		super(message, cause);
	}

}
