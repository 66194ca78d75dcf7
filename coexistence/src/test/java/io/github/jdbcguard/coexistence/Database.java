package io.github.jdbcguard.coexistence;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A database on a real server.
 *
 * @param url the JDBC URL
 * @param user the user, who may do everything
 * @param password the password, may be empty
 */
record Database(String url, String user, String password) {

	/**
	 * Execute statements on a connection that no pool knows of.
	 * @param sql the statements
	 */
	void execute(String... sql) {
		try (Connection connection = connect(); Statement statement = connection.createStatement()) {
			for (String each : sql) {
				statement.execute(each);
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Ask for one number on a connection that no pool knows of.
	 * @param sql the query
	 * @return the first column of the first row
	 */
	long number(String sql) {
		return Long.parseLong(text(sql));
	}

	/**
	 * Ask for one value on a connection that no pool knows of.
	 * @param sql the query
	 * @return the first column of the first row
	 */
	String text(String sql) {
		try (Connection connection = connect();
				Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery(sql)) {
			result.next();
			return result.getString(1);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Connection connect() throws SQLException {
		return DriverManager.getConnection(this.url, this.user, this.password);
	}

}
