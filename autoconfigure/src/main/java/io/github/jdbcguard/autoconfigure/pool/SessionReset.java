package io.github.jdbcguard.autoconfigure.pool;

import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Which databases can clear the state of a session, as far as that can be known before
 * the first connection. What the URL does not tell is found out with that.
 */
final class SessionReset {

	private static final Set<String> POSSIBLE = Set.of("postgresql", "mariadb", "mysql");

	private static final Set<String> IMPOSSIBLE = Set.of("h2", "hsqldb", "derby", "oracle", "sqlserver", "jtds", "db2",
			"as400", "sqlite", "firebird", "firebirdsql", "informix-sqli", "sap", "sybase", "snowflake", "clickhouse",
			"teradata", "vertica");

	private SessionReset() {
	}

	/**
	 * The database behind a URL, if it is known to be unable. Drivers that wrap another
	 * ({@code jdbc:aws-wrapper:postgresql:}) name it next.
	 * @param url the JDBC URL
	 * @return the name of the database, {@code null} where it is able or not known
	 */
	static @Nullable String unableDatabase(@Nullable String url) {
		if (url == null) {
			return null;
		}
		for (String part : url.toLowerCase(Locale.ROOT).split(":")) {
			if (POSSIBLE.contains(part)) {
				return null;
			}
			if (IMPOSSIBLE.contains(part)) {
				return part;
			}
		}
		return null;
	}

}
