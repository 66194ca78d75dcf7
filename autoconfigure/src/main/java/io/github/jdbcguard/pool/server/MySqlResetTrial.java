package io.github.jdbcguard.pool.server;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;

import org.jspecify.annotations.Nullable;

/**
 * Whether the reset of a connection really resets it. Both drivers skip it in silence
 * when their settings, or the server's version, do not allow for it; and one that keeps
 * its prepared statements is broken by it. Static methods without state.
 */
final class MySqlResetTrial {

	private static final String SET = "SET @jdbc_guard_trial = 1";

	private static final String GET = "SELECT @jdbc_guard_trial";

	private MySqlResetTrial() {
	}

	static void run(Connection raw, SessionReset reset) throws SQLException {
		try (Statement statement = raw.createStatement()) {
			statement.execute(SET);
		}
		get(raw);
		reset.reset(raw, raw.getAutoCommit());
		String value;
		try {
			value = get(raw);
		}
		catch (SQLException ex) {
			throw new SQLFeatureNotSupportedException(
					"Prepared statements of '%s' do not survive a reset of the session, as jdbc-guard.pool.reset-session demands it: do not set both cachePrepStmts and useServerPrepStmts for this driver, or set jdbc-guard.pool.reset-session to false"
						.formatted(raw.getMetaData().getDriverName()),
					ex);
		}
		if (value != null) {
			throw new SQLFeatureNotSupportedException(
					"'%s' does not reset the session, as jdbc-guard.pool.reset-session demands it, although it was told to. For MariaDB Connector/J set useResetConnection=true and use MariaDB 10.3.13 or later; for MySQL Connector/J do not set paranoid=true; or set jdbc-guard.pool.reset-session to false"
						.formatted(raw.getMetaData().getDriverName()));
		}
	}

	/**
	 * By a prepared statement, which some drivers keep for the next one who asks for it.
	 */
	private static @Nullable String get(Connection raw) throws SQLException {
		try (PreparedStatement statement = raw.prepareStatement(GET); ResultSet result = statement.executeQuery()) {
			result.next();
			return result.getString(1);
		}
	}

}
