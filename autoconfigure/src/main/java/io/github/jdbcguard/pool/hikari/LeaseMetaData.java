package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;

import io.github.jdbcguard.pool.jdbc.DelegatingDatabaseMetaData;

/**
 * {@link DatabaseMetaData} that name the lease as their connection.
 */
final class LeaseMetaData extends DelegatingDatabaseMetaData {

	private final LeaseConnection lease;

	private final DatabaseMetaData target;

	LeaseMetaData(LeaseConnection lease, DatabaseMetaData target) {
		this.lease = lease;
		this.target = target;
	}

	@Override
	protected DatabaseMetaData delegate() {
		this.lease.noteQuestion();
		return this.target;
	}

	@Override
	protected SQLException failed(SQLException failure) {
		try {
			return this.lease.failed(this.target.getConnection(), failure);
		}
		catch (SQLException ex) {
			// Those of a closed connection say nothing of the present one
			return failure;
		}
	}

	@Override
	public Connection getConnection() {
		return this.lease;
	}

}
