package io.github.jdbcguard.faults;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import io.github.jdbcguard.testing.Database;

/**
 * What a program asks of its database, in the words of that database.
 */
public enum Dialect {

	/**
	 * PostgreSQL.
	 */
	POSTGRES("select pg_backend_pid()", "select set_config('faults.answer', '%d', false)",
			"select cast(current_setting('faults.answer', true) as integer)", "select pg_terminate_backend(%d)",
			"select count(*) from pg_stat_activity where datname = current_database() "
					+ "and backend_type = 'client backend' and pid <> pg_backend_pid()",
			" and pid = ", "select pg_sleep(%s)"),

	/**
	 * MariaDB.
	 */
	MARIADB("select connection_id()", "set @answer = %d", "select @answer", "kill %d",
			"select count(*) from information_schema.processlist where db = database() and id <> connection_id()",
			" and id = ", "select sleep(%s)");

	private final String session;

	private final String remember;

	private final String recall;

	private final String terminate;

	private final String count;

	private final String only;

	private final String sleep;

	Dialect(String session, String remember, String recall, String terminate, String count, String only, String sleep) {
		this.session = session;
		this.remember = remember;
		this.recall = recall;
		this.terminate = terminate;
		this.count = count;
		this.only = only;
		this.sleep = sleep;
	}

	/**
	 * The dialect of a database.
	 * @param url its JDBC URL
	 * @return the dialect
	 */
	public static Dialect of(String url) {
		return url.startsWith("jdbc:postgresql:") ? POSTGRES : MARIADB;
	}

	/**
	 * Which session of the server this connection has: asked of the server, so the answer
	 * may be that to somebody else's question.
	 * @param connection the connection
	 * @return the number of the session
	 * @throws SQLException if the server does not answer
	 */
	public long session(Connection connection) throws SQLException {
		return number(connection, this.session);
	}

	/**
	 * Keep a number in the session.
	 * @param connection the connection
	 * @param answer the number
	 * @throws SQLException if the server does not answer
	 */
	public void remember(Connection connection, int answer) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute(this.remember.formatted(answer));
		}
	}

	/**
	 * The number that was kept in the session.
	 * @param connection the connection
	 * @return the number
	 * @throws SQLException if the server does not answer
	 */
	public long recall(Connection connection) throws SQLException {
		return number(connection, this.recall);
	}

	/**
	 * Ask the server for the very number that it is told.
	 * @param connection the connection
	 * @param number the number
	 * @return what the server answered
	 * @throws SQLException if the server does not answer
	 */
	public static long echo(Connection connection, int number) throws SQLException {
		return number(connection, "select " + number);
	}

	/**
	 * As {@link #echo}, prepared on the server after some executions, by most drivers
	 * under a name that is unique in the session as far as this process knows.
	 * @param connection the connection
	 * @param number the number
	 * @return what the server answered
	 * @throws SQLException if the server does not answer
	 */
	public static long preparedEcho(Connection connection, int number) throws SQLException {
		long answer = number;
		try (PreparedStatement statement = connection.prepareStatement("select " + number + " + ?")) {
			for (int i = 0; i < 6 && answer == number; i++) {
				statement.setInt(1, 0);
				try (ResultSet result = statement.executeQuery()) {
					result.next();
					answer = result.getLong(1);
				}
			}
		}
		return answer;
	}

	/**
	 * Have the server end a session.
	 * @param database the database
	 * @param session the number of the session
	 * @throws SQLException if the server does not do it
	 */
	public void terminate(Database database, long session) throws SQLException {
		database.execute(this.terminate.formatted(session));
	}

	/**
	 * Have the server end a session.
	 * @param connection the connection of another session
	 * @param session the number of the session
	 * @throws SQLException if the server does not do it
	 */
	public void terminate(Connection connection, long session) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute(this.terminate.formatted(session));
		}
	}

	/**
	 * How many sessions a database has, this one not counted.
	 * @param database the database
	 * @return the number
	 * @throws SQLException if the server does not answer
	 */
	public long sessions(Database database) throws SQLException {
		return database.number(this.count);
	}

	/**
	 * How many sessions a database has, that of this connection not counted.
	 * @param connection a connection to the database
	 * @return the number
	 * @throws SQLException if the server does not answer
	 */
	public long sessions(Connection connection) throws SQLException {
		return number(connection, this.count);
	}

	/**
	 * Whether a session is known to the server.
	 * @param database the database
	 * @param session the number of the session
	 * @return whether it lives
	 * @throws SQLException if the server does not answer
	 */
	public boolean isAlive(Database database, long session) throws SQLException {
		return database.number(this.count + this.only + session) > 0;
	}

	/**
	 * A statement that takes its time.
	 * @param seconds the time in seconds
	 * @return the statement
	 */
	public String sleep(double seconds) {
		return this.sleep.formatted(seconds);
	}

	private static long number(Connection connection, String sql) throws SQLException {
		try (Statement statement = connection.createStatement(); ResultSet result = statement.executeQuery(sql)) {
			result.next();
			return result.getLong(1);
		}
	}

}
