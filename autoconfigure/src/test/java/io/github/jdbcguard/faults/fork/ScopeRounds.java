package io.github.jdbcguard.faults.fork;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.jdbcguard.faults.Dialect;
import io.github.jdbcguard.faults.fork.Forker.Child;
import io.github.jdbcguard.faults.fork.Variant.Rounds;
import io.github.jdbcguard.pool.ForeignConnectionException;
import io.github.jdbcguard.pool.ForeignTransactionException;
import io.github.jdbcguard.session.JdbcSession;
import io.github.jdbcguard.session.TransactionalScope;
import io.github.jdbcguard.session.spring.ScopeDefaults;
import io.github.jdbcguard.session.spring.SessionSource;
import io.github.jdbcguard.session.spring.Sessions;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * The fork is in the middle of a transactional scope with retries, after a restore too:
 * both processes go on with its work, and come to its end.
 */
final class ScopeRounds implements Rounds {

	private final ForkScene scene;

	private final TransactionalScope transactions;

	ScopeRounds(ForkScene scene) {
		this.scene = scene;
		SessionSource source = new SessionSource(new Sessions(scene::watch), "dataSource", scene.pool(),
				() -> new JdbcTransactionManager(scene.pool()), () -> new JdbcTemplate(scene.pool()));
		this.transactions = source.transactions(ScopeDefaults.none()).retry(3).retryAfterRestore(true);
	}

	@Override
	public void before() throws Exception {
		this.scene.database().execute("create table fork_scope (number integer)");
		// All that the child will need is used before
		try {
			this.transactions.run((session) -> {
				insert(session, 0);
				throw new IllegalStateException(new SQLException("Never done again"));
			});
		}
		catch (IllegalStateException ex) {
			hasForeignCause(ex);
		}
	}

	private static void insert(JdbcSession session, int number) {
		session.jdbc().sql("insert into fork_scope values (?)").param(number).update();
	}

	@Override
	public void play(int round) throws Exception {
		Set<Long> sessions = this.scene.sessions();
		AtomicInteger runs = new AtomicInteger();
		Child[] child = new Child[1];
		Throwable failure = null;
		try {
			this.transactions.run((session) -> {
				runs.incrementAndGet();
				insert(session, round);
				child[0] = this.scene.forker().split();
				if (!child[0].isSelf()) {
					this.scene.findings().merge(child[0].awaitEnd());
				}
				else if (round % 2 == 0) {
					insert(session, -round);
				}
			});
		}
		catch (Throwable ex) {
			failure = ex;
		}
		if (child[0].isSelf()) {
			Throwable seen = failure;
			child[0].end((self, findings) -> checkChild(round, sessions, runs, seen, findings));
		}
		checkParent(round, sessions, runs, failure);
	}

	private void checkChild(int round, Set<Long> parents, AtomicInteger runs, Throwable failure, Findings findings)
			throws SQLException {
		findings.check(Finding.CHILD_WRONG_ANSWER, 1, runs.get());
		if (failure == null) {
			findings.add(Finding.NOT_REFUSED, "round " + round);
		}
		else if (!hasForeignCause(failure)) {
			findings.add(Finding.CHILD_ERROR, failure);
		}
		this.transactions.run((session) -> insert(session, -1_000_000 - round));
		try (Connection own = this.scene.pool().getConnection()) {
			this.scene.checkOwn(own, parents, findings);
			findings.check(Finding.CHILD_WRONG_ANSWER, 7, Dialect.echo(own, 7));
		}
	}

	private static boolean hasForeignCause(Throwable failure) {
		return Stream.iterate(failure, (cause) -> cause != null, Throwable::getCause)
			.anyMatch((cause) -> cause instanceof ForeignConnectionException
					|| cause instanceof ForeignTransactionException);
	}

	private void checkParent(int round, Set<Long> sessions, AtomicInteger runs, Throwable failure)
			throws SQLException, IOException {
		if (failure != null) {
			this.scene.findings().add(Finding.PARENT_ERROR, failure);
		}
		this.scene.findings().check(Finding.WRONG_ANSWER, 1, runs.get());
		this.scene.findings().check(Finding.LOST_ROW, 1, rows(round));
		this.scene.findings().check(Finding.NOT_REFUSED, 0, rows(-round));
		if (!this.scene.sessions().equals(sessions)) {
			this.scene.findings().add(Finding.LOST_SESSION, sessions.toString());
		}
	}

	private long rows(int number) throws SQLException {
		return this.scene.database().number("select count(*) from fork_scope where number = " + number);
	}

}
