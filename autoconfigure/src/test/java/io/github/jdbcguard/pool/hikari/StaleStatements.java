package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.EmbeddedDatabases;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Statements and results of a transaction, which are used when it is over, and the table
 * that shows whether they did anything.
 */
abstract class StaleStatements {

	static final String INSERT = "insert into ledger values (1) returning pg_backend_pid()";

	final Database database = EmbeddedDatabases.postgres();

	@BeforeEach
	void createTable() throws SQLException {
		this.database.execute("create table ledger (number integer)");
	}

	static PreparedStatement begin(Connection connection) throws SQLException {
		connection.setAutoCommit(false);
		PreparedStatement statement = connection.prepareStatement(INSERT);
		statement.execute();
		return statement;
	}

	static void insert(Connection connection, int number) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute("insert into ledger values (" + number + ")");
		}
	}

	static void assertThatRefused(PreparedStatement statement) {
		assertThatExceptionOfType(SQLException.class).isThrownBy(statement::execute);
	}

	long rows() throws SQLException {
		return this.database.number("select count(*) from ledger");
	}

	long sum() throws SQLException {
		return this.database.number("select sum(number) from ledger");
	}

	/**
	 * A result that is fetched two rows at a time.
	 */
	static ResultSet longResult(Connection connection) throws SQLException {
		connection.setAutoCommit(false);
		Statement statement = connection.createStatement();
		statement.setFetchSize(2);
		ResultSet result = statement.executeQuery("select generate_series(1, 100)");
		result.next();
		return result;
	}

	/**
	 * Read until there was something to be asked of the server.
	 */
	static void readOn(ResultSet result) throws SQLException {
		for (int i = 0; i < 10; i++) {
			result.next();
		}
	}

}
