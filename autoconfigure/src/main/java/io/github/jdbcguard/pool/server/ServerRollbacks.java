package io.github.jdbcguard.pool.server;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Transactions that a server has ended by itself when a statement failed, so that nothing
 * of them would be committed, or only what was done since. Static methods without state,
 * safe for use by any thread.
 */
public final class ServerRollbacks {

	private static final String IN_FAILED_TRANSACTION = "25P02";

	private static final int MYSQL_LOCK_WAIT_TIMEOUT = 1205;

	private ServerRollbacks() {
	}

	/**
	 * Whether the failure of a statement may have ended its transaction, see
	 * {@link #hasHappened}. On PostgreSQL any may, but for those that follow from it.
	 * @param server the server
	 * @param failure what the statement has failed with
	 * @return whether the transaction may have ended
	 */
	public static boolean mayFollow(DatabaseServer server, SQLException failure) {
		return (server == DatabaseServer.POSTGRESQL) ? !IN_FAILED_TRANSACTION.equals(failure.getSQLState())
				: follows(failure);
	}

	/**
	 * Whether a transaction has ended by a failure after which that may be. On PostgreSQL
	 * going back to a savepoint saves it; the driver is asked, and nothing is sent.
	 * @param server the server
	 * @param raw the driver's connection
	 * @return whether the transaction has ended
	 * @throws SQLException if the driver does not tell
	 */
	public static boolean hasHappened(DatabaseServer server, Connection raw) throws SQLException {
		return server != DatabaseServer.POSTGRESQL || PostgresTransaction.isFailed(raw);
	}

	/**
	 * Whether a server that runs what follows in another transaction has rolled back the
	 * whole transaction, as MySQL does after a deadlock. Never so on PostgreSQL, which
	 * has no error codes. MySQL's driver gives the same SQLState to a lock that was not
	 * had in time, which costs one statement.
	 * @param failure what a statement has failed with
	 * @return whether the transaction has ended
	 */
	public static boolean follows(SQLException failure) {
		String state = failure.getSQLState();
		return state != null && state.startsWith("40") && failure.getErrorCode() != 0
				&& !(failure.getErrorCode() == MYSQL_LOCK_WAIT_TIMEOUT && isOfMySqlDriver(failure));
	}

	/**
	 * SQL Server has the same number for a deadlock.
	 */
	private static boolean isOfMySqlDriver(SQLException failure) {
		return failure.getClass().getName().startsWith("com.mysql.");
	}

}
