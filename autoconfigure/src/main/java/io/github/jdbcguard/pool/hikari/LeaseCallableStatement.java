package io.github.jdbcguard.pool.hikari;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

import io.github.jdbcguard.pool.jdbc.DelegatingCallableStatement;
import org.jspecify.annotations.Nullable;

/**
 * A {@link CallableStatement} of a lease: it names the lease as its connection, and does
 * no work that the lease refuses.
 */
final class LeaseCallableStatement extends DelegatingCallableStatement {

	private final LeaseConnection lease;

	private final CallableStatement target;

	LeaseCallableStatement(LeaseConnection lease, CallableStatement target) {
		this.lease = lease;
		this.target = target;
	}

	@Override
	protected CallableStatement delegate() {
		return this.target;
	}

	@Override
	protected boolean enter() throws SQLException {
		return this.lease.enter();
	}

	@Override
	protected boolean beforeWork() throws SQLException {
		this.lease.checkExecution();
		return this.lease.enter();
	}

	@Override
	protected void leave(boolean entered) {
		this.lease.leave(entered);
	}

	@Override
	protected void updated() {
		this.lease.updated();
	}

	@Override
	protected void beforeCancel() throws SQLException {
		this.lease.requireNotShared();
	}

	@Override
	protected SQLException failed(SQLException failure) {
		return this.lease.failed(this.target, failure);
	}

	@Override
	protected @Nullable ResultSet result(@Nullable ResultSet result) {
		return (result != null) ? new LeaseResultSet(this.lease, this, result) : null;
	}

	@Override
	public Connection getConnection() throws SQLException {
		// Complains where the statement is closed
		this.target.getConnection();
		return this.lease;
	}

	@Override
	public void close() throws SQLException {
		if (this.lease.isShared()) {
			return;
		}
		try {
			this.target.close();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

}
