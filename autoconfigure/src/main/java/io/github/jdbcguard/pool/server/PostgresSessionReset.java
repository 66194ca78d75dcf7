package io.github.jdbcguard.pool.server;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@link SessionReset} by {@code DISCARD ALL}. The driver sees that its own prepared
 * statements went with it, and prepares them again, unless it was told not to look
 * ({@code flushCacheOnDeallocate=false}, which does not go with a reset).
 */
final class PostgresSessionReset implements SessionReset {

	private static final String SET_SINCE_START = """
			SELECT name, setting FROM pg_catalog.pg_settings
			WHERE source = 'session' AND name NOT LIKE 'transaction\\_%' ORDER BY name""";

	/**
	 * Lists of quoted names, whose value is no string but many.
	 */
	private static final Set<String> LISTS = Set.of("search_path", "temp_tablespaces", "local_preload_libraries");

	/**
	 * What was sent after the start of the session, and is no default therefore: pgjdbc
	 * sends the application name so, and to old servers the precision of floats.
	 */
	private final List<String> settings;

	private PostgresSessionReset(List<String> settings) {
		this.settings = settings;
	}

	static SessionReset of(Connection raw) throws SQLException {
		return new PostgresSessionReset(PostgresTransaction.runOutside(raw, () -> {
			List<String> settings = new ArrayList<>();
			try (Statement statement = raw.createStatement();
					ResultSet result = statement.executeQuery(SET_SINCE_START)) {
				while (result.next()) {
					settings.add(assignment(result.getString(1), result.getString(2)));
				}
			}
			return List.copyOf(settings);
		}));
	}

	@Override
	public void reset(Connection raw, boolean autoCommit) throws SQLException {
		if (!raw.getAutoCommit()) {
			// Otherwise the change of mode would commit what is open
			raw.rollback();
			raw.setAutoCommit(true);
		}
		// A batch is sent in one go, in every query mode of the driver
		try (Statement statement = raw.createStatement()) {
			statement.addBatch("DISCARD ALL");
			for (String setting : this.settings) {
				statement.addBatch(setting);
			}
			statement.executeBatch();
		}
		if (raw.isReadOnly()) {
			// The driver would believe to be read-only still, and not tell the server
			raw.setReadOnly(false);
		}
		raw.setAutoCommit(autoCommit);
	}

	private static String assignment(String name, String value) {
		return "SET \"%s\" = %s".formatted(name.replace(".", "\".\""), literal(name, value));
	}

	private static String literal(String name, String value) {
		if (LISTS.contains(name) && !value.isEmpty()) {
			return value;
		}
		return "E'%s'".formatted(value.replace("\\", "\\\\").replace("'", "''"));
	}

}
