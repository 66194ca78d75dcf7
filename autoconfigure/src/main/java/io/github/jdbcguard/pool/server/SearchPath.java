package io.github.jdbcguard.pool.server;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Where a connection looks for tables: on PostgreSQL the whole {@code search_path}, of
 * which {@link Connection#getSchema} gives one element and {@link Connection#setSchema}
 * leaves one; elsewhere the schema. Static methods without state; no more thread-safe
 * than the connection.
 */
public final class SearchPath {

	private static final String PRESENT = "SELECT pg_catalog.current_setting('search_path')";

	private static final String AS_OPENED = "SELECT reset_val FROM pg_catalog.pg_settings WHERE name = 'search_path'";

	private SearchPath() {
	}

	/**
	 * Read how it was when the connection was opened, whatever was made of it since by
	 * SQL, in one round trip; elsewhere than on PostgreSQL how it is. Otherwise as
	 * {@link #read}.
	 * @param raw the driver's connection
	 * @param server the server
	 * @return the value for {@link #restore}, or {@code null} if there is none
	 * @throws SQLException if the server refuses to tell
	 */
	public static @Nullable String readAsOpened(Connection raw, DatabaseServer server) throws SQLException {
		return read(raw, server, AS_OPENED);
	}

	/**
	 * Read it, in one round trip. Inside a transaction it is read there, which an aborted
	 * one refuses; outside it leaves none open on PostgreSQL.
	 * @param raw the driver's connection
	 * @param server the server
	 * @return the value for {@link #restore}, or {@code null} if there is none
	 * @throws SQLException if the server refuses to tell
	 */
	public static @Nullable String read(Connection raw, DatabaseServer server) throws SQLException {
		return read(raw, server, PRESENT);
	}

	private static @Nullable String read(Connection raw, DatabaseServer server, String query) throws SQLException {
		if (server != DatabaseServer.POSTGRESQL) {
			return raw.getSchema();
		}
		Optional<String> path = PostgresTransaction.runOutside(raw, () -> {
			try (Statement statement = raw.createStatement(); ResultSet result = statement.executeQuery(query)) {
				return result.next() ? Optional.ofNullable(result.getString(1)) : Optional.empty();
			}
		});
		return path.orElse(null);
	}

	/**
	 * Put back what was read, in one round trip. To be called when the transaction has
	 * ended: inside one it would be undone by a rollback. Leaves no transaction open.
	 * @param raw the driver's connection
	 * @param server the server
	 * @param value what {@link #read} gave; {@code null} does nothing
	 * @throws SQLException if it could not be done
	 */
	public static void restore(Connection raw, DatabaseServer server, @Nullable String value) throws SQLException {
		if (value == null) {
			return;
		}
		if (server == DatabaseServer.POSTGRESQL) {
			PostgresTransaction.runOutside(raw, () -> setSearchPath(raw, value));
			return;
		}
		raw.setSchema(value);
		if (!raw.getAutoCommit()) {
			// Some drivers set it by a statement, and with that begin a transaction
			raw.commit();
		}
	}

	/**
	 * Whether a schema is the one that was read, or an element of the path that was read.
	 * @param server the server
	 * @param value what {@link #read} gave
	 * @param schema a schema
	 * @return whether it is there
	 */
	public static boolean contains(DatabaseServer server, String value, String schema) {
		if (server != DatabaseServer.POSTGRESQL) {
			return value.equals(schema);
		}
		for (String element : value.split(",")) {
			String name = element.strip();
			if (name.equals(schema) || name.equals('"' + schema.replace("\"", "\"\"") + '"')) {
				return true;
			}
		}
		return false;
	}

	private static boolean setSearchPath(Connection raw, String value) throws SQLException {
		try (PreparedStatement statement = raw
			.prepareStatement("SELECT pg_catalog.set_config('search_path', ?, false)")) {
			statement.setString(1, value);
			return statement.execute();
		}
	}

}
