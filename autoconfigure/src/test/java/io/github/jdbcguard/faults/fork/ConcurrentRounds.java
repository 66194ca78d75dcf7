package io.github.jdbcguard.faults.fork;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.jdbcguard.faults.Dialect;
import io.github.jdbcguard.faults.fork.Variant.Rounds;

/**
 * The child uses the pool while threads of the parent do.
 */
final class ConcurrentRounds implements Rounds {

	private static final int THREADS = 6;

	private static final int QUESTIONS = 20;

	private final ForkScene scene;

	private final List<Thread> threads = new ArrayList<>();

	private Set<Long> sessions = Set.of();

	private volatile boolean stopped;

	ConcurrentRounds(ForkScene scene) {
		this.scene = scene;
	}

	@Override
	public void before() throws Exception {
		this.sessions = this.scene.sessions();
		for (int i = 0; i < THREADS; i++) {
			int first = 1_000_000 * i;
			// Some leave their connections to the child now and then
			long pause = (i % 2) * TimeUnit.MILLISECONDS.toNanos(1);
			Thread thread = new Thread(() -> askUntilStopped(first, pause), "parent-" + i);
			thread.setDaemon(true);
			thread.start();
			this.threads.add(thread);
		}
	}

	private void askUntilStopped(int first, long pause) {
		for (int number = first; !this.stopped; number++) {
			try (Connection connection = this.scene.pool().getConnection()) {
				this.scene.findings().check(Finding.WRONG_ANSWER, number, Dialect.echo(connection, number));
			}
			catch (SQLException ex) {
				this.scene.findings().add(Finding.PARENT_ERROR, ex);
			}
			LockSupport.parkNanos(pause);
		}
	}

	@Override
	public void play(int round) throws Exception {
		Findings child = this.scene.forker().fork((self, findings) -> workInChild(round, findings)).awaitEnd();
		this.scene.findings().merge(child);
	}

	private void workInChild(int round, Findings findings) throws SQLException {
		int first = 100_000_000 + round * QUESTIONS;
		for (int number = first; number < first + QUESTIONS; number++) {
			try (Connection connection = this.scene.pool().getConnection()) {
				this.scene.checkOwn(connection, this.sessions, findings);
				findings.check(Finding.CHILD_WRONG_ANSWER, number, Dialect.echo(connection, number));
			}
		}
	}

	@Override
	public void after() throws InterruptedException, SQLException {
		this.stopped = true;
		for (Thread thread : this.threads) {
			thread.join();
		}
		if (!this.scene.sessions().equals(this.sessions)) {
			this.scene.findings().add(Finding.LOST_SESSION, this.sessions.toString());
		}
	}

}
