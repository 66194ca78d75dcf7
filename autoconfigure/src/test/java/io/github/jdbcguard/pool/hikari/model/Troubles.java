package io.github.jdbcguard.pool.hikari.model;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.jdbcguard.pool.ConnectionRecord;
import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.PoolListener;
import io.github.jdbcguard.pool.ReplaceConnectionException;
import io.github.jdbcguard.pool.ReplaceGenerationException;
import io.github.jdbcguard.testing.Database;

import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Makes trouble for a pool when it is told to: before its server, and as a listener.
 * Thread-safe.
 */
final class Troubles extends AbstractDataSource implements PoolListener {

	private static final Set<String> EVENTS = Set.of("opened", "checkedOut", "reset", "checkedIn", "invalidated",
			"retired", "recycled", "failed", "detached", "abandoned", "closed", "generationRetired");

	private final Database database;

	private final Set<String> ahead = ConcurrentHashMap.newKeySet();

	private final AtomicInteger thrown = new AtomicInteger();

	private final AtomicInteger vetoes = new AtomicInteger();

	Troubles(Database database) {
		this.database = database;
	}

	/**
	 * Have something go wrong the next time that it is done.
	 */
	void prepare(Step step) {
		switch (step) {
			case BREAK_LISTENERS -> this.ahead.addAll(EVENTS);
			case VETO_A_CONNECTION -> this.vetoes.set(1);
			case VETO_REPLACEMENTS_TOO -> this.vetoes.set(3);
			default -> this.ahead.add(step.name());
		}
	}

	void end() {
		this.ahead.clear();
		this.vetoes.set(0);
	}

	private boolean isNext(Step step) {
		return this.ahead.remove(step.name());
	}

	private void breakOn(String event) {
		if (this.ahead.remove(event)) {
			if (this.thrown.incrementAndGet() % 2 == 0) {
				throw new AssertionError("broken listener");
			}
			throw new IllegalStateException("broken listener");
		}
	}

	@Override
	public Connection getConnection() throws SQLException {
		if (isNext(Step.REFUSE_A_CONNECT)) {
			throw new SQLNonTransientConnectionException("connection refused", "08001");
		}
		return this.database.connect();
	}

	@Override
	public Connection getConnection(String username, String password) throws SQLException {
		return getConnection();
	}

	@Override
	public void opened(ConnectionRecord record, Connection connection) {
		breakOn("opened");
	}

	@Override
	public void checkedOut(ConnectionRecord record) throws ReplaceConnectionException, ReplaceGenerationException {
		breakOn("checkedOut");
		if (this.vetoes.getAndUpdate((left) -> Math.max(0, left - 1)) > 0) {
			throw new ReplaceConnectionException("not this one");
		}
		if (isNext(Step.VETO_A_GENERATION)) {
			throw new ReplaceGenerationException("none of these");
		}
	}

	@Override
	public void reset(ConnectionRecord record, Connection connection, Reset reset) throws SQLException {
		breakOn("reset");
		if (isNext(Step.REFUSE_A_RESET)) {
			throw new SQLException("cannot be reset");
		}
	}

	@Override
	public void checkedIn(ConnectionRecord record) {
		breakOn("checkedIn");
	}

	@Override
	public void invalidated(ConnectionRecord record) {
		breakOn("invalidated");
	}

	@Override
	public void retired(ConnectionRecord record) {
		breakOn("retired");
	}

	@Override
	public void recycled(ConnectionRecord record) {
		breakOn("recycled");
	}

	@Override
	public Verdict failed(ConnectionRecord record, SQLException failure, Verdict proposed) {
		breakOn("failed");
		return isNext(Step.DISTRUST) ? Verdict.LOST_AND_SIBLINGS_SUSPECT : proposed;
	}

	@Override
	public void detached(ConnectionRecord record) {
		breakOn("detached");
	}

	@Override
	public void abandoned(ConnectionRecord record) {
		breakOn("abandoned");
	}

	@Override
	public void closed(ConnectionRecord record) {
		breakOn("closed");
	}

	@Override
	public void generationRetired(GuardedDataSource dataSource, long generation) {
		breakOn("generationRetired");
	}

}
