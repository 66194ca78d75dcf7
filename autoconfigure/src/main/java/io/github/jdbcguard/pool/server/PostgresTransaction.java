package io.github.jdbcguard.pool.server;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The transaction of a PostgreSQL connection, as the driver knows it: nothing is sent to
 * ask. Static methods without state.
 */
final class PostgresTransaction {

	private static final DriverMethod STATE = new DriverMethod("org.postgresql.core.BaseConnection",
			"getTransactionState");

	private PostgresTransaction() {
	}

	/**
	 * Do a piece of work that is to leave no transaction open, although the driver begins
	 * one with any statement when it is not in auto-commit mode. That mode is the
	 * driver's own affair, changing it costs nothing; but it commits an open transaction,
	 * which is none of ours, so that the work is done inside it.
	 */
	static <T> T runOutside(Connection raw, SqlWork<T> work) throws SQLException {
		if (raw.getAutoCommit() || isPossiblyOpen(raw)) {
			return work.run();
		}
		raw.setAutoCommit(true);
		try {
			return work.run();
		}
		finally {
			if (!raw.isClosed()) {
				raw.setAutoCommit(false);
			}
		}
	}

	/**
	 * Whether the server refuses everything but a rollback. A commit would be one too,
	 * and this driver does not say so.
	 */
	static boolean isFailed(Connection raw) throws SQLException {
		return STATE.isFor(raw) && "FAILED".equals(String.valueOf(STATE.call(raw)));
	}

	static boolean isPossiblyOpen(Connection raw) throws SQLException {
		return !STATE.isFor(raw) || !"IDLE".equals(String.valueOf(STATE.call(raw)));
	}

}
