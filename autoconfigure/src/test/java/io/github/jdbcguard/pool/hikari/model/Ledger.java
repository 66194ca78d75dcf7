package io.github.jdbcguard.pool.hikari.model;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.jdbcguard.pool.ConnectionRecord;
import io.github.jdbcguard.testing.NotingListener;
import org.postgresql.PGConnection;

/**
 * The model of a pool: what must be true of it after the events that it has told.
 * Thread-safe.
 */
final class Ledger extends NotingListener {

	private final Map<Long, ConnectionLife> lives = new TreeMap<>();

	private final Map<Long, Integer> sessions = new HashMap<>();

	private final Map<String, Long> counts = new HashMap<>();

	private final List<String> history = new ArrayList<>();

	private final List<String> violations = new ArrayList<>();

	@Override
	protected synchronized void note(String event, ConnectionRecord record) {
		this.history.add(event + " " + record.id());
		this.counts.merge(event, 1L, Long::sum);
		ConnectionLife before = this.lives.getOrDefault(record.id(), ConnectionLife.UNKNOWN);
		ConnectionLife after = before.after(event);
		if (after == null) {
			this.violations.add("'%s' of connection %d, which is %s".formatted(event, record.id(), before));
			return;
		}
		this.lives.put(record.id(), after);
	}

	synchronized void violated(String rule) {
		this.violations.add(rule);
	}

	synchronized List<String> violations() {
		return List.copyOf(this.violations);
	}

	synchronized List<String> history() {
		return List.copyOf(this.history);
	}

	synchronized long count(String event) {
		return this.counts.getOrDefault(event, 0L);
	}

	synchronized List<Long> open() {
		return this.lives.keySet().stream().filter((id) -> this.lives.get(id).isOpen()).toList();
	}

	synchronized List<Long> detached() {
		return this.lives.keySet().stream().filter((id) -> this.lives.get(id) == ConnectionLife.DETACHED).toList();
	}

	synchronized ConnectionLife life(long id) {
		return this.lives.getOrDefault(id, ConnectionLife.UNKNOWN);
	}

	/**
	 * The server's number of the session of a connection.
	 */
	synchronized int session(long id) {
		return this.sessions.get(id);
	}

	@Override
	public void opened(ConnectionRecord record, Connection connection) throws SQLException {
		int session = connection.unwrap(PGConnection.class).getBackendPID();
		synchronized (this) {
			this.sessions.put(record.id(), session);
		}
		note("opened", record);
	}

}
