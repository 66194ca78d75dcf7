package io.github.jdbcguard.benchmarks.stub;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLWarning;

import org.jspecify.annotations.Nullable;

/**
 * A statement that takes one kind of parameter and executes nothing. Closing leaves it
 * usable: its connection hands it out again.
 */
abstract class StubStatement implements PreparedStatement {

	private @Nullable Connection connection;

	private int parameter;

	void openedBy(Connection connection) {
		this.connection = connection;
	}

	@Override
	public @Nullable Connection getConnection() {
		return this.connection;
	}

	@Override
	public void setInt(int index, int value) {
		this.parameter = value;
	}

	@Override
	public void clearParameters() {
		this.parameter = 0;
	}

	@Override
	public boolean execute() {
		return false;
	}

	@Override
	public boolean execute(String sql) {
		return false;
	}

	@Override
	public int executeUpdate() {
		return this.parameter;
	}

	@Override
	public int getUpdateCount() {
		return this.parameter;
	}

	@Override
	public @Nullable ResultSet getResultSet() {
		return null;
	}

	@Override
	public @Nullable SQLWarning getWarnings() {
		return null;
	}

	@Override
	public void clearWarnings() {
	}

	@Override
	public void close() {
	}

	@Override
	public boolean isClosed() {
		return false;
	}

}
