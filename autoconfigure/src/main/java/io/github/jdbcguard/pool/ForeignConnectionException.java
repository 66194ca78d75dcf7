package io.github.jdbcguard.pool;

import java.sql.SQLNonTransientConnectionException;

/**
 * A connection belongs to another life of the process: it was inherited through a
 * {@code fork()} and may be in use by the parent, or it was found by a checkout where
 * {@code jdbc-guard.process.on-foreign-connection} is {@code fail}. SQLState 08003.
 */
public class ForeignConnectionException extends SQLNonTransientConnectionException {

	private static final long serialVersionUID = 1L;

	static final String SQL_STATE = "08003";

	/**
	 * Create the exception.
	 * @param message what happened, who is involved and what to do
	 */
	public ForeignConnectionException(String message) {
		super(message, SQL_STATE);
	}

}
