package io.github.jdbcguard.pool.server;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.EmbeddedDatabases;
import org.jspecify.annotations.Nullable;

/**
 * A driver and the server that it is tried against.
 */
enum Driver {

	PGJDBC(DatabaseServer.POSTGRESQL, "select pg_backend_pid()", "select pg_terminate_backend(%d)"),

	MARIADB_CONNECTOR(DatabaseServer.MARIADB, "select connection_id()", "kill %d"),

	MYSQL_CONNECTOR(DatabaseServer.MARIADB, "select connection_id()", "kill %d");

	final DatabaseServer server;

	private final String id;

	private final String kill;

	private @Nullable Database database;

	Driver(DatabaseServer server, String id, String kill) {
		this.server = server;
		this.id = id;
		this.kill = kill;
	}

	/**
	 * The same database for all tests of a JVM.
	 */
	synchronized Database database() {
		if (this.database == null) {
			this.database = create();
		}
		return this.database;
	}

	private Database create() {
		if (this == PGJDBC) {
			return EmbeddedDatabases.postgres();
		}
		Database mariaDb = EmbeddedDatabases.mariaDb();
		return (this == MARIADB_CONNECTOR) ? mariaDb
				: mariaDb.withUrl(mariaDb.url().replace("jdbc:mariadb:", "jdbc:mysql:"));
	}

	/**
	 * The database with settings of the driver, such as {@code "a=1&b=2"}.
	 */
	Database with(String parameters) {
		return database().withUrl(database().url() + "?" + parameters);
	}

	/**
	 * The database with settings of the driver, on whose connections the session can be
	 * reset.
	 */
	Database resettable(String parameters) {
		return with((this == MARIADB_CONNECTOR) ? "useResetConnection=true&" + parameters : parameters);
	}

	Connection connect() throws SQLException {
		return database().connect();
	}

	/**
	 * By what the server knows a connection. Leaves no transaction open.
	 */
	long id(Connection connection) throws SQLException {
		long number = Long.parseLong(String.valueOf(ask(connection, this.id)));
		if (!connection.getAutoCommit()) {
			connection.rollback();
		}
		return number;
	}

	void kill(long number) throws SQLException {
		database().execute(this.kill.formatted(number));
	}

	/**
	 * The first value that a query gives, by a prepared statement.
	 */
	static @Nullable String ask(Connection connection, String sql) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(sql);
				ResultSet result = statement.executeQuery()) {
			return result.next() ? result.getString(1) : null;
		}
	}

	static void execute(Connection connection, String... statements) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			for (String sql : statements) {
				statement.execute(sql);
			}
		}
	}

}
