package io.github.jdbcguard.pool.hikari.model;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbcguard.pool.PoolSnapshot;
import io.github.jdbcguard.pool.hikari.GuardedHikariDataSource;
import io.github.jdbcguard.process.ProcessWatch;
import io.github.jdbcguard.testing.Database;

/**
 * A pool, its model, its server and what can happen to them. Thread-safe.
 */
final class Scene implements AutoCloseable {

	private final Setup setup;

	private final Database database;

	/**
	 * Looks at the server, and ends sessions.
	 */
	private final Connection observer;

	private final Ledger ledger = new Ledger();

	private final Claims claims = new Claims(this.ledger);

	private final Rows rows = new Rows();

	private final Troubles troubles;

	private final Set<Long> terminated = ConcurrentHashMap.newKeySet();

	private final ProcessWatch watch = ProcessWatch.builder().start();

	private final GuardedHikariDataSource pool;

	Scene(Setup setup, Database database) throws SQLException {
		this.setup = setup;
		this.database = database;
		this.observer = database.connect();
		this.troubles = new Troubles(database);
		HikariDataSource hikari = new HikariDataSource();
		hikari.setDataSource(this.troubles);
		setup.applyTo(hikari);
		this.pool = GuardedHikariDataSource.guard(hikari, this.watch, setup.policy(), "dataSource");
		this.pool.addListener(this.ledger);
		this.pool.addListener(this.troubles);
	}

	Setup setup() {
		return this.setup;
	}

	Ledger ledger() {
		return this.ledger;
	}

	Claims claims() {
		return this.claims;
	}

	Rows rows() {
		return this.rows;
	}

	Connection take() throws SQLException {
		return this.pool.getConnection();
	}

	PoolSnapshot snapshot() {
		return this.pool.snapshot();
	}

	/**
	 * Let something happen that is not done by a borrower to its connection.
	 */
	void happens(Step step) throws SQLException {
		switch (step) {
			case RETIRE_ALL -> this.pool.retireAll();
			case DISPOSE -> this.pool.dispose();
			case DECLARE_NEW_INCARNATION -> this.watch.declareNewIncarnation("random use");
			case TERMINATE_ANY_SESSION -> {
				List<Long> open = this.ledger.open();
				if (!open.isEmpty()) {
					terminate(open.get(open.size() / 2));
				}
			}
			case REFUSE_A_CONNECT, REFUSE_A_RESET, BREAK_LISTENERS, VETO_A_CONNECTION, VETO_REPLACEMENTS_TOO,
					VETO_A_GENERATION, DISTRUST ->
				this.troubles.prepare(step);
			default -> {
				// Makes sense with a connection only
			}
		}
	}

	void terminate(long id) throws SQLException {
		this.terminated.add(id);
		observe("select count(pg_terminate_backend(" + this.ledger.session(id) + "))");
	}

	boolean wasTerminated(long id) {
		return this.terminated.contains(id);
	}

	void calmDown() {
		this.troubles.end();
	}

	void checkRows() throws SQLException {
		this.rows.check(this.database);
	}

	/**
	 * How many sessions the server has, but for the observer's.
	 */
	long sessions() throws SQLException {
		return observe("select count(*) from pg_stat_activity where datname = current_database() "
				+ "and backend_type = 'client backend' and pid <> pg_backend_pid()");
	}

	private synchronized long observe(String query) throws SQLException {
		try (Statement statement = this.observer.createStatement(); ResultSet result = statement.executeQuery(query)) {
			result.next();
			return result.getLong(1);
		}
	}

	void closePool() {
		this.pool.close();
	}

	/**
	 * Leaves nothing to the next scene, whatever has become of this one.
	 */
	@Override
	public void close() throws SQLException {
		calmDown();
		closePool();
		this.watch.close();
		observe("select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity "
				+ "where datname = current_database() and pid <> pg_backend_pid()");
		this.observer.close();
	}

}
