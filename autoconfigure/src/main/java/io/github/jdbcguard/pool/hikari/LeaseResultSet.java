package io.github.jdbcguard.pool.hikari;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import io.github.jdbcguard.pool.jdbc.DelegatingResultSet;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ResultSet} that names the statement of the lease as its statement, as
 * HikariCP's names HikariCP's.
 */
final class LeaseResultSet extends DelegatingResultSet {

	private final LeaseConnection lease;

	private final Statement statement;

	private final ResultSet target;

	LeaseResultSet(LeaseConnection lease, Statement statement, ResultSet target) {
		this.lease = lease;
		this.statement = statement;
		this.target = target;
	}

	@Override
	protected ResultSet delegate() {
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
	protected boolean beforeFetch() throws SQLException {
		this.lease.checkReading();
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
	protected SQLException failed(SQLException failure) {
		try {
			Statement maker = this.target.getStatement();
			return (maker != null) ? this.lease.failed(maker, failure) : failure;
		}
		catch (SQLException ex) {
			// A closed result says nothing of the connection
			return failure;
		}
	}

	@Override
	public @Nullable Statement getStatement() throws SQLException {
		// Complains where the result set is closed
		return (this.target.getStatement() != null) ? this.statement : null;
	}

}
