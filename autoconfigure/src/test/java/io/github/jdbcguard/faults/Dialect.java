package io.github.jdbcguard.faults;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What a program asks of its database, in the words of that database.
 */
public enum Dialect {

	/**
	 * PostgreSQL.
	 */
	POSTGRES("select pg_backend_pid()", "select set_config('faults.answer', '%d', false)",
			"select cast(current_setting('faults.answer', true) as integer)"),

	/**
	 * MariaDB.
	 */
	MARIADB("select connection_id()", "set @answer = %d", "select @answer");

	private final String session;

	private final String remember;

	private final String recall;

	Dialect(String session, String remember, String recall) {
		this.session = session;
		this.remember = remember;
		this.recall = recall;
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

	private static long number(Connection connection, String sql) throws SQLException {
		try (Statement statement = connection.createStatement(); ResultSet result = statement.executeQuery(sql)) {
			result.next();
			return result.getLong(1);
		}
	}

}
