package io.github.jdbcguard.faults.fork;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

import io.github.jdbcguard.faults.Dialect;
import io.github.jdbcguard.faults.fork.Variant.Rounds;

/**
 * Parent, child and parent again use the pool one after the other.
 */
record SequentialRounds(ForkScene scene) implements Rounds {

	@Override
	public void play(int round) throws Exception {
		Set<Long> sessions = this.scene.sessions();
		try (Connection connection = this.scene.pool().getConnection()) {
			this.scene.dialect().remember(connection, round);
		}
		Findings child = this.scene.forker()
			.fork((self, findings) -> workInChild(round, sessions, findings))
			.awaitEnd();
		this.scene.findings().merge(child);
		try (Connection connection = this.scene.pool().getConnection()) {
			check(round, this.scene.dialect().recall(connection));
			check(round, Dialect.echo(connection, round));
			check(round, Dialect.preparedEcho(connection, round));
		}
		if (!this.scene.sessions().equals(sessions)) {
			this.scene.findings().add(Finding.LOST_SESSION, sessions.toString());
		}
	}

	private void check(int expected, long actual) {
		this.scene.findings().check(Finding.WRONG_ANSWER, expected, actual);
	}

	private void workInChild(int round, Set<Long> parents, Findings findings) throws SQLException {
		for (int number = 1000 * round; number < 1000 * round + 3; number++) {
			try (Connection connection = this.scene.pool().getConnection()) {
				this.scene.checkOwn(connection, parents, findings);
				this.scene.dialect().remember(connection, number);
				findings.check(Finding.CHILD_WRONG_ANSWER, number, Dialect.preparedEcho(connection, number));
				findings.check(Finding.CHILD_WRONG_ANSWER, number, this.scene.dialect().recall(connection));
			}
		}
	}

}
