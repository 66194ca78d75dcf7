package io.github.jdbcguard.pool.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Arrays;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Clears what an application left in its session on the server, and puts back what the
 * driver and the connection's opening had set there.
 * <p>
 * <b>Wiped:</b> an open transaction (rolled back), session variables and settings of
 * whatever kind (the transaction isolation, read-only, the schema and the catalog among
 * them), temporary tables, prepared statements made by SQL, advisory and user locks, open
 * cursors, on PostgreSQL also {@code LISTEN} registrations, the role and the cached
 * sequence values. <b>Put back:</b> every setting that differed from the server's default
 * when {@link #of(Connection)} was called (such as the application name, the character
 * set, the SQL mode), the catalog, the network timeout and the auto-commit mode. <b>Left
 * to the caller:</b> everything that was set after that call, such as the isolation, the
 * read-only mode and the schema that a pool is configured with, and its init SQL.
 * <p>
 * Belongs to one connection and is to be made as soon as that is opened, before anything
 * is set on it. No more thread-safe than the connection.
 */
public interface SessionReset {

	/**
	 * Find out how the session of a connection is reset, and what it is reset to. On
	 * PostgreSQL this takes one round trip; on MariaDB and MySQL 7 to 12, for the reset
	 * is tried out.
	 * @param raw the driver's connection, newly opened
	 * @return the reset for this connection
	 * @throws SQLFeatureNotSupportedException if this server's or this driver's sessions
	 * cannot be reset; the message says what to do
	 * @throws SQLException if the server refuses to tell
	 */
	static SessionReset of(Connection raw) throws SQLException {
		DatabaseServer server = DatabaseServer.of(raw);
		return switch (server) {
			case POSTGRESQL -> PostgresSessionReset.of(raw);
			case MARIADB, MYSQL -> MySqlSessionReset.of(raw, server);
			default -> throw new SQLFeatureNotSupportedException(
					"The session of a connection to '%s' cannot be reset: jdbc-guard.pool.reset-session is for PostgreSQL, MariaDB and MySQL. Set it to false"
						.formatted(raw.getMetaData().getDatabaseProductName()));
		};
	}

	/**
	 * What a driver has to be told when it connects for its sessions to be resettable:
	 * {@code useResetConnection=true} for MariaDB Connector/J, which without it resets
	 * nothing but what was set through JDBC. To be added to the driver's properties of a
	 * pool that is configured with a JDBC URL; where a {@code DataSource} of the driver
	 * is configured it belongs into that one's URL.
	 * @param names what there is of JDBC URL and name of the driver's class
	 * @return the properties, empty for all other drivers
	 */
	static Map<String, String> driverProperties(@Nullable String... names) {
		boolean mariaDb = Arrays.stream(names)
			.anyMatch((name) -> name != null && (name.startsWith("jdbc:mariadb:") || name.startsWith("org.mariadb.")));
		return mariaDb ? Map.of("useResetConnection", "true") : Map.of();
	}

	/**
	 * Reset the session. When it fails the connection is in no known state and has to be
	 * closed.
	 * <p>
	 * Round trips: PostgreSQL 1. MariaDB Connector/J 2, and one more for each of the
	 * catalog and the auto-commit mode that was changed. MySQL Connector/J 6 to 8.
	 * @param raw the connection that this was made for
	 * @param autoCommit the auto-commit mode that the connection is to have afterwards
	 * @throws SQLException if it could not be done
	 */
	void reset(Connection raw, boolean autoCommit) throws SQLException;

}
