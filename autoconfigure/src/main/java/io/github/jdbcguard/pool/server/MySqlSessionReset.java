package io.github.jdbcguard.pool.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;

import org.jspecify.annotations.Nullable;

/**
 * {@link SessionReset} by the reset command of the MySQL protocol, which both drivers
 * send by a method of their own. The server then falls back to its defaults in
 * everything, so that what the driver had set when it connected has to be set again:
 * MariaDB Connector/J does not do it at all, and would go on in a character set that it
 * does not write; MySQL Connector/J forgets the time zone.
 */
final class MySqlSessionReset implements SessionReset {

	private static final DriverMethod MARIADB = new DriverMethod("org.mariadb.jdbc.Connection", "reset");

	static final DriverMethod MYSQL = new DriverMethod("com.mysql.cj.jdbc.JdbcConnection", "resetServerState");

	private final DriverMethod method;

	private final String settings;

	private final @Nullable String catalog;

	private final int isolation;

	private MySqlSessionReset(DriverMethod method, String settings, @Nullable String catalog, int isolation) {
		this.method = method;
		this.settings = settings;
		this.catalog = catalog;
		this.isolation = isolation;
	}

	static SessionReset of(Connection raw, DatabaseServer server) throws SQLException {
		MySqlSessionReset reset = new MySqlSessionReset(method(raw), MySqlSettings.assignment(raw, server),
				raw.getCatalog(), raw.getTransactionIsolation());
		MySqlResetTrial.run(raw, reset);
		return reset;
	}

	private static DriverMethod method(Connection raw) throws SQLException {
		if (MARIADB.isFor(raw)) {
			return MARIADB;
		}
		if (MYSQL.isFor(raw)) {
			return MYSQL;
		}
		throw new SQLFeatureNotSupportedException(
				"The session of a connection of '%s' cannot be reset: jdbc-guard.pool.reset-session is for MariaDB Connector/J and MySQL Connector/J. Use one of them or set it to false"
					.formatted(raw.getMetaData().getDriverName()));
	}

	@Override
	public void reset(Connection raw, boolean autoCommit) throws SQLException {
		int networkTimeout = raw.getNetworkTimeout();
		this.method.call(raw);
		try (Statement statement = raw.createStatement()) {
			statement.execute(this.settings);
		}
		restoreWhatTheDriverRemembers(raw);
		if (raw.getAutoCommit() != autoCommit) {
			raw.setAutoCommit(autoCommit);
		}
		if (raw.getNetworkTimeout() != networkTimeout) {
			raw.setNetworkTimeout(Runnable::run, networkTimeout);
		}
	}

	private void restoreWhatTheDriverRemembers(Connection raw) throws SQLException {
		if (this.method == MARIADB && raw.getTransactionIsolation() != this.isolation) {
			// It may remember one that was set before
			raw.setTransactionIsolation(this.isolation);
		}
		// MySQL Connector/J does not see a USE statement: always told, by its own catalog
		if (this.catalog != null && (this.method == MYSQL || !this.catalog.equals(raw.getCatalog()))) {
			raw.setCatalog(this.catalog);
		}
	}

}
