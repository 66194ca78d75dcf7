package io.github.jdbcguard.pool.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the server and the driver do on their own account to a connection that is silent
 * for too long. Immutable, safe for use by any thread. Behind a pooler such as PgBouncer
 * the answer is that of a server which need not be the one that closes the connection.
 *
 * @param server the server
 * @param idle after which time the server closes a connection that is idle outside a
 * transaction; zero if never, or not known
 * @param idleInTransaction after which time the server closes a connection that is idle
 * inside a transaction; zero if never, or not known
 * @param socket how long the driver waits for an answer to anything
 * ({@code socketTimeout}); zero if for ever, {@code null} if not known
 */
public record ServerTimeouts(DatabaseServer server, Duration idle, Duration idleInTransaction,
		@Nullable Duration socket) {

	private static final Logger logger = LoggerFactory.getLogger("io.github.jdbcguard.pool");

	/**
	 * Ask the server, in one round trip that takes no privilege. Whatever fails is not
	 * known, and the connection is usable afterwards. Must not be called inside a
	 * transaction.
	 * @param raw the driver's connection, with the network timeout that it was opened
	 * with
	 * @param server the server
	 * @return what is known
	 */
	public static ServerTimeouts ask(Connection raw, DatabaseServer server) {
		TimeoutSettings settings = settings(raw, server);
		return new ServerTimeouts(server, settings.idle(), settings.idleInTransaction(), socket(raw));
	}

	private static TimeoutSettings settings(Connection raw, DatabaseServer server) {
		try {
			return switch (server) {
				case POSTGRESQL -> TimeoutSettings.ofPostgres(raw);
				case MARIADB, MYSQL -> TimeoutSettings.ofMySql(raw);
				default -> TimeoutSettings.UNKNOWN;
			};
		}
		catch (SQLException | RuntimeException ex) {
			logger.debug("The timeouts of the server behind {} are not known", raw, ex);
			endFailedTransaction(raw);
			return TimeoutSettings.UNKNOWN;
		}
	}

	private static void endFailedTransaction(Connection raw) {
		try {
			if (!raw.getAutoCommit()) {
				raw.rollback();
			}
		}
		catch (SQLException | RuntimeException ex) {
			logger.debug("{} cannot roll back", raw, ex);
		}
	}

	private static @Nullable Duration socket(Connection raw) {
		try {
			return Duration.ofMillis(raw.getNetworkTimeout());
		}
		catch (SQLException | RuntimeException | AbstractMethodError ex) {
			logger.debug("The network timeout of {} is not known", raw, ex);
			return null;
		}
	}

	/**
	 * What is worth saying although nothing is wrong: that statements may hang on a
	 * connection whose packets vanish. Only said of drivers that are known to be told.
	 * @return the advice, for one line of a log
	 */
	public Optional<String> advice() {
		if (!Duration.ZERO.equals(this.socket)) {
			return Optional.empty();
		}
		return switch (this.server) {
			case POSTGRESQL -> Optional.of(advice("60", "seconds"));
			case MARIADB, MYSQL -> Optional.of(advice("60000", "milliseconds"));
			default -> Optional.empty();
		};
	}

	private static String advice(String value, String unit) {
		return "the driver has no socketTimeout: a statement on a connection whose packets vanish hangs until the operating system gives up, which can take many minutes. Set it above the longest statement, for example spring.datasource.hikari.data-source-properties.socketTimeout=%s (%s)"
			.formatted(value, unit);
	}

}
