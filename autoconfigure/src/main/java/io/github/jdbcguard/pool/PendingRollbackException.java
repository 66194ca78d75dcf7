package io.github.jdbcguard.pool;

import java.sql.SQLException;
import java.sql.SQLNonTransientException;

/**
 * The connection of an open transaction died, or the transaction could not be committed:
 * until {@code rollback()} is called nothing more is done in it. SQLState 25P02. The
 * original failure is the cause. Corresponds to SQLAlchemy's
 * {@code PendingRollbackError}.
 */
public class PendingRollbackException extends SQLNonTransientException {

	private static final long serialVersionUID = 1L;

	static final String SQL_STATE = "25P02";

	/**
	 * Create the exception.
	 * @param message what happened, who is involved and what to do
	 * @param original what ended the transaction
	 */
	public PendingRollbackException(String message, SQLException original) {
		super(message, SQL_STATE, original);
	}

}
