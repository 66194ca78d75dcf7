package io.github.jdbcguard.pool.server;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The timeouts that the server has for the session that asks. Immutable.
 *
 * @param idle for a session that is idle outside a transaction; zero if there is none
 * @param idleInTransaction for one that is idle inside a transaction; zero if there is
 * none
 */
record TimeoutSettings(Duration idle, Duration idleInTransaction) {

	static final TimeoutSettings UNKNOWN = new TimeoutSettings(Duration.ZERO, Duration.ZERO);

	static final String POSTGRES_IDLE = "idle_session_timeout";

	static final String POSTGRES_IDLE_IN_TRANSACTION = "idle_in_transaction_session_timeout";

	static final String MYSQL_IDLE = "wait_timeout";

	static final String MARIADB_IDLE_IN_TRANSACTION = "idle_transaction_timeout";

	/**
	 * By name, because older servers do not know all of them.
	 */
	private static final String POSTGRES = "SELECT name, setting, unit FROM pg_catalog.pg_settings WHERE name IN ('%s', '%s')"
		.formatted(POSTGRES_IDLE, POSTGRES_IDLE_IN_TRANSACTION);

	private static final String MYSQL = "SHOW SESSION VARIABLES WHERE variable_name IN ('%s', '%s', 'idle_write_transaction_timeout', 'idle_readonly_transaction_timeout')"
		.formatted(MYSQL_IDLE, MARIADB_IDLE_IN_TRANSACTION);

	private static final Map<String, Duration> UNITS = Map.of("ms", Duration.ofMillis(1), "s", Duration.ofSeconds(1),
			"min", Duration.ofMinutes(1));

	static TimeoutSettings ofPostgres(Connection raw) throws SQLException {
		return PostgresTransaction.runOutside(raw, () -> {
			Map<String, Duration> settings = new HashMap<>();
			try (Statement statement = raw.createStatement(); ResultSet result = statement.executeQuery(POSTGRES)) {
				while (result.next()) {
					Duration unit = UNITS.getOrDefault(result.getString(3), Duration.ZERO);
					settings.put(result.getString(1), unit.multipliedBy(result.getLong(2)));
				}
			}
			return new TimeoutSettings(settings.getOrDefault(POSTGRES_IDLE, Duration.ZERO),
					settings.getOrDefault(POSTGRES_IDLE_IN_TRANSACTION, Duration.ZERO));
		});
	}

	/**
	 * Of MariaDB's three timeouts for transactions the shortest, for the pool cannot know
	 * what kind of transaction was left open.
	 */
	static TimeoutSettings ofMySql(Connection raw) throws SQLException {
		Map<String, Duration> settings = new HashMap<>();
		try (Statement statement = raw.createStatement(); ResultSet result = statement.executeQuery(MYSQL)) {
			while (result.next()) {
				settings.put(result.getString(1), Duration.ofSeconds(result.getLong(2)));
			}
		}
		Duration idle = settings.getOrDefault(MYSQL_IDLE, Duration.ZERO);
		settings.remove(MYSQL_IDLE);
		Stream<Duration> inTransaction = settings.values().stream().filter((each) -> !each.isZero());
		return new TimeoutSettings(idle, inTransaction.min(Duration::compareTo).orElse(Duration.ZERO));
	}

	static String nameOfIdle(DatabaseServer server) {
		return server.isMySqlFamily() ? MYSQL_IDLE : POSTGRES_IDLE;
	}

	static String nameOfIdleInTransaction(DatabaseServer server) {
		return server.isMySqlFamily() ? MARIADB_IDLE_IN_TRANSACTION : POSTGRES_IDLE_IN_TRANSACTION;
	}

}
