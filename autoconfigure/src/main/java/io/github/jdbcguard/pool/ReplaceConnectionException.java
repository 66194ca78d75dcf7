package io.github.jdbcguard.pool;

import java.sql.SQLException;

/**
 * Thrown by a {@link PoolListener} to veto a checkout: this connection shall be replaced
 * first. At most two replacements are made, then the checkout fails with this as its
 * cause. Corresponds to SQLAlchemy's {@code DisconnectionError}.
 */
public class ReplaceConnectionException extends SQLException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create the exception.
	 * @param reason why, for the log and for a checkout that fails for it
	 */
	public ReplaceConnectionException(String reason) {
		super(reason);
	}

}
