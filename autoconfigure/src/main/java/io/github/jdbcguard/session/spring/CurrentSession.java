package io.github.jdbcguard.session.spring;

import io.github.jdbcguard.session.JdbcSession;
import io.github.jdbcguard.session.NestedTransaction;

import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Leads to the session in scope. Thread-safe.
 */
final class CurrentSession implements JdbcSession {

	private final SessionSource source;

	CurrentSession(SessionSource source) {
		this.source = source;
	}

	@Override
	public JdbcClient jdbc() {
		return this.source.client();
	}

	@Override
	public JdbcOperations operations() {
		return this.source.operations();
	}

	@Override
	public void begin() {
		this.source.current("begin").begin();
	}

	@Override
	public void commit() {
		this.source.current("commit").commit();
	}

	@Override
	public void rollback() {
		this.source.current("rollback").rollback();
	}

	@Override
	public boolean inTransaction() {
		return this.source.current("inTransaction").inTransaction();
	}

	@Override
	public boolean needsRollback() {
		return this.source.current("needsRollback").needsRollback();
	}

	@Override
	public NestedTransaction beginNested() {
		return this.source.current("beginNested").beginNested();
	}

	@Override
	public void close() {
		this.source.current("close").close();
	}

	@Override
	public String toString() {
		return "session in scope of DataSource '" + this.source.name() + "'";
	}

}
