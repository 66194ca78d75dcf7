package io.github.jdbcguard.pool.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks whether the server still answers on a connection, within a budget that is kept to
 * 50 ms. SQLAlchemy's pre-ping has no budget. Static methods without state; no more
 * thread-safe than the connection.
 */
public final class Ping {

	private static final Logger logger = LoggerFactory.getLogger("io.github.jdbcguard.pool");

	/**
	 * By how much a timeout may fire early: sockets count in milliseconds of their own.
	 */
	private static final int TOLERANCE = 10;

	private static final DriverMethod MYSQL_CONNECTOR = MySqlSessionReset.MYSQL;

	private static final int UNSUPPORTED = -1;

	private Ping() {
	}

	/**
	 * Ask once. On PostgreSQL, MariaDB and MySQL this takes one round trip, begins no
	 * transaction, and can be done inside one. The budget is kept whatever the driver
	 * does about it; a driver that still waits then does so in a thread of its own, for
	 * at most as long again. The network timeout is what it was afterwards.
	 * @param raw the driver's connection
	 * @param server the server
	 * @param budgetMillis how long to wait for an answer, in milliseconds, at least 1
	 * @param testQuery a statement to execute instead, or {@code null}
	 * @param isolate whether to roll back the transaction that the test query began
	 * @return what came back; after anything but {@link Answer#ALIVE} the connection is
	 * of no use, and other calls of it may wait for the driver
	 * @throws SQLException if the server refused the test query: it is alive, the query
	 * is wrong
	 */
	public static Answer ask(Connection raw, DatabaseServer server, int budgetMillis, @Nullable String testQuery,
			boolean isolate) throws SQLException {
		return Deadline.within(budgetMillis, () -> askInThisThread(raw, server, budgetMillis, testQuery, isolate))
			.orElse(Answer.NO_ANSWER);
	}

	private static Answer askInThisThread(Connection raw, DatabaseServer server, int budgetMillis,
			@Nullable String testQuery, boolean isolate) throws SQLException {
		if (raw.isClosed()) {
			return Answer.DEAD;
		}
		long start = System.nanoTime();
		int before = limitNetworkTimeout(raw, budgetMillis);
		int seconds = (before != UNSUPPORTED) ? 0 : wholeSeconds(budgetMillis);
		Answer answer = Answer.NO_ANSWER;
		try {
			boolean alive = (testQuery != null) ? answersTo(testQuery, raw, server, isolate, seconds)
					: isValid(raw, server, seconds, budgetMillis);
			answer = alive ? Answer.ALIVE : silence(start, budgetMillis);
			return answer;
		}
		catch (SQLTimeoutException ex) {
			return answer;
		}
		finally {
			if (before != UNSUPPORTED) {
				restoreNetworkTimeout(raw, before, answer);
			}
		}
	}

	private static Answer silence(long start, int budgetMillis) {
		long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
		return (waited >= budgetMillis - TOLERANCE) ? Answer.NO_ANSWER : Answer.DEAD;
	}

	private static boolean answersTo(String testQuery, Connection raw, DatabaseServer server, boolean isolate,
			int queryTimeout) throws SQLException {
		try (Statement statement = raw.createStatement()) {
			if (queryTimeout > 0) {
				statement.setQueryTimeout(queryTimeout);
			}
			statement.execute(testQuery);
			if (isolate && !raw.getAutoCommit()) {
				raw.rollback();
			}
			return true;
		}
		catch (SQLException ex) {
			if (Disconnects.isDisconnect(ex, server) || raw.isClosed()) {
				logger.debug("{} does not answer", raw, ex);
				return false;
			}
			throw ex;
		}
	}

	/**
	 * A validation timeout of 0 leaves the network timeout alone with pgjdbc and with
	 * MySQL Connector/J, who otherwise make whole seconds of it. MariaDB Connector/J
	 * would wait for ever.
	 */
	private static boolean isValid(Connection raw, DatabaseServer server, int seconds, int budgetMillis)
			throws SQLException {
		if (seconds > 0 || server == DatabaseServer.POSTGRESQL || MYSQL_CONNECTOR.isFor(raw)) {
			return raw.isValid(seconds);
		}
		return server.isMySqlFamily() ? answersTo("SELECT 1", raw, server, false, 0)
				: raw.isValid(wholeSeconds(budgetMillis));
	}

	private static int wholeSeconds(int milliseconds) {
		return Math.max(1, (int) Math.ceil(milliseconds / 1000.0));
	}

	private static int limitNetworkTimeout(Connection raw, int milliseconds) {
		try {
			int before = raw.getNetworkTimeout();
			// Connector/J leaves it to the executor, which therefore must not wait
			raw.setNetworkTimeout(Runnable::run, milliseconds);
			return before;
		}
		catch (SQLException | RuntimeException | AbstractMethodError ex) {
			logger.debug("{} has no network timeout", raw, ex);
			return UNSUPPORTED;
		}
	}

	private static void restoreNetworkTimeout(Connection raw, int milliseconds, Answer answer) throws SQLException {
		try {
			raw.setNetworkTimeout(Runnable::run, milliseconds);
		}
		catch (SQLException ex) {
			if (answer == Answer.ALIVE) {
				throw ex;
			}
		}
	}

	/**
	 * What came back.
	 */
	public enum Answer {

		/**
		 * The server answered.
		 */
		ALIVE,

		/**
		 * The connection is closed, reset or terminated.
		 */
		DEAD,

		/**
		 * The budget elapsed without a word: the server is frozen, or the packets vanish.
		 */
		NO_ANSWER

	}

}
