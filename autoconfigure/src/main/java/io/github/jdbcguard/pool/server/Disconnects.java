package io.github.jdbcguard.pool.server;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Tells the failures that mean a lost connection from all others, as SQLAlchemy's
 * {@code is_disconnect} does. Static methods without state, safe for use by any thread.
 */
public final class Disconnects {

	/**
	 * How many exceptions are looked at, for they may be chained in a circle.
	 */
	private static final int BOUND = 10;

	private static final String CONNECTION_EXCEPTION = "08";

	private static final String TIMEOUT = "HYT00";

	private static final Set<String> POSTGRESQL_STATES = Set.of("57P01", "57P02", "57P03");

	private static final Set<Integer> MYSQL_CODES = Set.of(1927, 2006, 2013, 2014, 2045, 2055, 4031);

	private static final Map<DatabaseServer, Set<Integer>> CODES = Map.of(DatabaseServer.MARIADB, MYSQL_CODES,
			DatabaseServer.MYSQL, MYSQL_CODES, DatabaseServer.ORACLE, Set.of(28, 1033, 2396, 3113, 3114, 3135));

	/**
	 * HikariCP 7 has them in {@code ProxyConnection}, beside class 08.
	 */
	private static final Set<String> HIKARI_STATES = Set.of("0A000", "57P01", "57P02", "57P03", "01002", "JZ0C0",
			"JZ0C1");

	private static final Set<Integer> HIKARI_CODES = Set.of(500150, 2399, 1105);

	private Disconnects() {
	}

	/**
	 * Whether the connection is lost in a way that makes its siblings suspect: the
	 * session was ended, or the server or the network to it is gone. Looks at the
	 * exceptions chained to the failure and at its causes, ten in all. A statement that
	 * took too long ({@link SQLTimeoutException}, SQLState HYT00) lost nothing.
	 * @param failure the failure
	 * @param server the server, whose vendor codes count
	 * @return whether it is a disconnect
	 */
	public static boolean isDisconnect(SQLException failure, DatabaseServer server) {
		return any(failure, (each) -> isDisconnected(each, server));
	}

	/**
	 * Whether the connection is lost to the pool: on a disconnect, and on what HikariCP
	 * closes a connection for although its siblings are none the worse, such as SQLState
	 * 0A000 ("feature not supported").
	 * @param failure the failure
	 * @param server the server, whose vendor codes count
	 * @return whether the connection is lost
	 */
	public static boolean losesConnection(SQLException failure, DatabaseServer server) {
		return isDisconnect(failure, server) || any(failure, Disconnects::isEvictedByHikari);
	}

	private static boolean isDisconnected(SQLException failure, DatabaseServer server) {
		String state = failure.getSQLState();
		if (failure instanceof SQLTimeoutException || TIMEOUT.equals(state)) {
			return false;
		}
		return isConnectionException(state)
				|| (server == DatabaseServer.POSTGRESQL && state != null && POSTGRESQL_STATES.contains(state))
				|| CODES.getOrDefault(server, Set.of()).contains(failure.getErrorCode());
	}

	private static boolean isEvictedByHikari(SQLException failure) {
		String state = failure.getSQLState();
		return isConnectionException(state) || (state != null && HIKARI_STATES.contains(state))
				|| HIKARI_CODES.contains(failure.getErrorCode());
	}

	private static boolean isConnectionException(@Nullable String state) {
		return state != null && state.startsWith(CONNECTION_EXCEPTION);
	}

	/**
	 * HikariCP does not look at causes; frameworks and drivers that wrap a driver's
	 * exception in their own hide it there.
	 */
	private static boolean any(SQLException failure, Predicate<SQLException> test) {
		Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		Queue<Throwable> left = new ArrayDeque<>();
		left.add(failure);
		while (!left.isEmpty() && seen.size() < BOUND) {
			Throwable each = left.remove();
			if (!seen.add(each)) {
				continue;
			}
			if (each instanceof SQLException exception) {
				if (test.test(exception)) {
					return true;
				}
				addIfPresent(left, exception.getNextException());
			}
			addIfPresent(left, each.getCause());
		}
		return false;
	}

	private static void addIfPresent(Queue<Throwable> left, @Nullable Throwable throwable) {
		if (throwable != null) {
			left.add(throwable);
		}
	}

}
