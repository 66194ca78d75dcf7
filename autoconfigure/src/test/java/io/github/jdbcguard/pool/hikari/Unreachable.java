package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * A driver that throws what HikariCP throws when it has waited for too long.
 */
final class Unreachable extends AbstractDataSource {

	@Override
	public Connection getConnection() throws SQLException {
		throw new SQLTransientConnectionException("unreachable");
	}

	@Override
	public Connection getConnection(String user, String password) throws SQLException {
		return getConnection();
	}

}
