package io.github.jdbcguard.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A database on a real server, and how to reach it.
 *
 * @param url the JDBC URL
 * @param user the user, who may do everything
 * @param password the password, may be empty
 */
public record Database(String url, String user, String password) {

	/**
	 * Open a connection that no pool knows of.
	 * @return the connection
	 * @throws SQLException if there is none to be had
	 */
	public Connection connect() throws SQLException {
		return DriverManager.getConnection(this.url, this.user, this.password);
	}

	/**
	 * Execute one statement on a connection of its own.
	 * @param sql the statement
	 * @throws SQLException if it fails
	 */
	public void execute(String sql) throws SQLException {
		try (Connection connection = connect(); Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	/**
	 * Ask for one number on a connection of its own.
	 * @param sql the query
	 * @return the first column of the first row
	 * @throws SQLException if the query fails
	 */
	public long number(String sql) throws SQLException {
		try (Connection connection = connect();
				Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery(sql)) {
			result.next();
			return result.getLong(1);
		}
	}

	/**
	 * The same database through another URL, for another driver or with other settings.
	 * @param url the other URL
	 * @return the database
	 */
	public Database withUrl(String url) {
		return new Database(url, this.user, this.password);
	}

}
