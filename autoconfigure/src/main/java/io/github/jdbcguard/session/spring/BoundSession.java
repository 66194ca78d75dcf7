package io.github.jdbcguard.session.spring;

import io.github.jdbcguard.session.JdbcSession;
import io.github.jdbcguard.session.NestedTransaction;

import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The session of one transactional scope, of no use outside of it. Thread-safe: other
 * threads are refused.
 */
final class BoundSession implements JdbcSession {

	private final ScopedSession session;

	BoundSession(ScopedSession session) {
		this.session = session;
	}

	@Override
	public JdbcClient jdbc() {
		return inScope("jdbc()").jdbc();
	}

	@Override
	public JdbcOperations operations() {
		return inScope("operations()").operations();
	}

	@Override
	public void begin() {
		inScope("begin()").begin();
	}

	@Override
	public void commit() {
		inScope("commit()").commit();
	}

	@Override
	public void rollback() {
		inScope("rollback()").rollback();
	}

	@Override
	public boolean inTransaction() {
		return inScope("inTransaction()").inTransaction();
	}

	@Override
	public boolean needsRollback() {
		return inScope("needsRollback()").needsRollback();
	}

	@Override
	public NestedTransaction beginNested() {
		return inScope("beginNested()").beginNested();
	}

	@Override
	public void close() {
		if (!this.session.owner.hasEnded()) {
			inScope("close()").close();
		}
	}

	private JdbcSession inScope(String call) {
		SessionSource source = this.session.source;
		if (source.sessions.find(source) != this.session) {
			throw Refusals.outOfScope(this.session, call);
		}
		return source.session();
	}

	@Override
	public String toString() {
		return "session of " + this.session.owner.inWords();
	}

}
