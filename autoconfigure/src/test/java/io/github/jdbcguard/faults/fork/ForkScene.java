package io.github.jdbcguard.faults.fork;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbcguard.faults.Dialect;
import io.github.jdbcguard.faults.Guard.OpenPool;
import io.github.jdbcguard.faults.Rules;
import io.github.jdbcguard.process.ProcessWatch;
import io.github.jdbcguard.testing.Database;

/**
 * Where the rounds of a variant are played.
 */
final class ForkScene {

	private final Database database;

	private final Forker forker;

	private final Findings findings = new Findings();

	private final HikariDataSource pool;

	private final Rules rules;

	private final ProcessWatch watch;

	ForkScene(Database database, OpenPool pool, Rules rules, Forker forker) {
		this.database = database;
		this.pool = pool.dataSource();
		this.watch = pool.watch();
		this.rules = rules;
		this.forker = forker;
	}

	HikariDataSource pool() {
		return this.pool;
	}

	/**
	 * What watches over the pool, {@code null} for a bare one.
	 */
	ProcessWatch watch() {
		return this.watch;
	}

	Rules rules() {
		return this.rules;
	}

	Database database() {
		return this.database;
	}

	Dialect dialect() {
		return Dialect.of(this.database.url());
	}

	Forker forker() {
		return this.forker;
	}

	/**
	 * What was found, in the parent.
	 */
	Findings findings() {
		return this.findings;
	}

	/**
	 * Use every connection of the pool.
	 * @return the sessions that these have at the server
	 */
	Set<Long> sessions() throws SQLException {
		Deque<Connection> connections = new ArrayDeque<>();
		Set<Long> sessions = new TreeSet<>();
		try {
			while (connections.size() < this.pool.getMaximumPoolSize()) {
				connections.push(this.pool.getConnection());
				sessions.add(dialect().session(connections.peek()));
			}
		}
		finally {
			while (!connections.isEmpty()) {
				connections.pop().close();
			}
		}
		return sessions;
	}

	/**
	 * In the child: a connection is the child's own if its session is not among the
	 * parent's.
	 */
	void checkOwn(Connection connection, Set<Long> parents, Findings inChild) throws SQLException {
		long session = dialect().session(connection);
		if (parents.contains(session)) {
			inChild.add(Finding.INHERITED_SESSION, "session %d of %s".formatted(session, parents));
		}
	}

}
