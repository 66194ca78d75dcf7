package io.github.jdbcguard.web;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.jdbcguard.session.JdbcSession;

/**
 * Writes entries, in the session of the request. Orphans are entries that belong to one
 * that is not there, which the database sees when the transaction is committed.
 */
class Ledger {

	static final String TABLE = "create table entry (id serial primary key, note text not null, "
			+ "parent int references entry (id) deferrable initially deferred)";

	final JdbcSession session;

	private final List<Integer> backends = new CopyOnWriteArrayList<>();

	Ledger(JdbcSession session) {
		this.session = session;
	}

	/**
	 * Add an entry.
	 * @param note what it says; that of an orphan begins so
	 * @return what it says
	 */
	String add(String note) {
		this.session.jdbc()
			.sql("insert into entry (note, parent) values (?, ?)")
			.params(note, note.startsWith("orphan") ? -1 : null)
			.update();
		this.backends.add(backend());
		return note;
	}

	int backend() {
		return this.session.jdbc().sql("select pg_backend_pid()").query(Integer.class).single();
	}

	/** The server's processes that have written, in their order. */
	List<Integer> backends() {
		return this.backends;
	}

}
