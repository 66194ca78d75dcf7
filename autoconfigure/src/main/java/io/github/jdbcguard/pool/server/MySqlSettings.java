package io.github.jdbcguard.pool.server;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The settings of a MySQL or MariaDB session that are not the server's defaults, as the
 * statement that sets them again. Static methods without state.
 */
final class MySqlSettings {

	/**
	 * What drivers set when they connect; the rest of what a MySQL session was opened
	 * with MySQL Connector/J sets again by itself.
	 */
	private static final String NAMED = """
			SELECT 'character_set_client', @@session.character_set_client, 'ENUM'
			UNION ALL SELECT 'character_set_results', @@session.character_set_results, 'ENUM'
			UNION ALL SELECT 'collation_connection', @@session.collation_connection, 'ENUM'
			UNION ALL SELECT 'sql_mode', @@session.sql_mode, 'SET'
			UNION ALL SELECT 'time_zone', @@session.time_zone, 'VARCHAR'""";

	/**
	 * MariaDB can tell what differs from its default. The connection's character set
	 * follows from its collation, the auto-commit mode is up to the pool. The isolation,
	 * under its old or its new name, is set in any case, and after the tracking of
	 * changes was set: so the driver hears of it and need not ask.
	 */
	private static final String DIFFERENT = """
			SELECT variable_name, session_value, variable_type FROM information_schema.system_variables
			WHERE read_only = 'NO' AND variable_scope = 'SESSION'
			AND variable_name NOT IN ('AUTOCOMMIT', 'CHARACTER_SET_CONNECTION')
			AND (NOT session_value <=> global_value OR variable_name IN ('CHARACTER_SET_CLIENT',
			'CHARACTER_SET_RESULTS', 'COLLATION_CONNECTION', 'SQL_MODE', 'TIME_ZONE', 'TRANSACTION_ISOLATION',
			'TX_ISOLATION')) ORDER BY variable_name <> 'SESSION_TRACK_SYSTEM_VARIABLES', variable_name""";

	private static final Pattern PLAIN = Pattern.compile("[\\w ,.:;/+=-]*");

	private static final Pattern NUMERIC = Pattern.compile(".*(INT|DOUBLE).*");

	private MySqlSettings() {
	}

	/**
	 * Ask the server, in one round trip.
	 */
	static String assignment(Connection raw, DatabaseServer server) throws SQLException {
		List<String> settings = new ArrayList<>();
		try (Statement statement = raw.createStatement();
				ResultSet result = statement.executeQuery((server == DatabaseServer.MARIADB) ? DIFFERENT : NAMED)) {
			while (result.next()) {
				settings.add("@@session.%s = %s".formatted(result.getString(1).toLowerCase(Locale.ROOT),
						literal(result.getString(1), result.getString(2), result.getString(3))));
			}
		}
		return "SET " + String.join(", ", settings);
	}

	private static String literal(String name, @Nullable String value, String type) {
		if (value == null || (value.isEmpty() && "character_set_results".equalsIgnoreCase(name))) {
			return "NULL";
		}
		if (NUMERIC.matcher(type).matches()) {
			return value;
		}
		// What a backslash means depends on the SQL mode
		return PLAIN.matcher(value).matches() ? "'%s'".formatted(value)
				: "_utf8mb4 x'%s'".formatted(HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8)));
	}

}
