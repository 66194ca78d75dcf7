package io.github.jdbcguard.pool;

import java.sql.SQLNonTransientConnectionException;

/**
 * A transaction was begun in another life of the process and cannot be continued in this
 * one: the whole unit of work has to be run again. It is not run again by itself, for in
 * a clone the original process runs it too. SQLState 40003.
 * <p>
 * Not a {@link java.sql.SQLTransactionRollbackException}, which Spring translates to an
 * exception that applications retry.
 */
public class ForeignTransactionException extends SQLNonTransientConnectionException {

	private static final long serialVersionUID = 1L;

	static final String SQL_STATE = "40003";

	/**
	 * Create the exception.
	 * @param message what happened, who is involved and what to do
	 */
	public ForeignTransactionException(String message) {
		super(message, SQL_STATE);
	}

}
