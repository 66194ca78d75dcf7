package io.github.jdbcguard.faults.fork;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

import io.github.jdbcguard.faults.Dialect;
import io.github.jdbcguard.faults.fork.Variant.Rounds;

/**
 * The child closes the pool, every other time after having used it.
 */
record ChildClosesPoolRounds(ForkScene scene) implements Rounds {

	@Override
	public void play(int round) throws Exception {
		Set<Long> sessions = this.scene.sessions();
		Findings child = this.scene.forker()
			.fork((self, findings) -> workInChild(round, sessions, findings))
			.awaitEnd();
		this.scene.findings().merge(child);
		if (!this.scene.sessions().equals(sessions)) {
			this.scene.findings().add(Finding.LOST_SESSION, sessions.toString());
		}
	}

	private void workInChild(int round, Set<Long> parents, Findings findings) throws SQLException {
		if (round % 2 == 0) {
			try (Connection connection = this.scene.pool().getConnection()) {
				this.scene.checkOwn(connection, parents, findings);
				findings.check(Finding.CHILD_WRONG_ANSWER, round, Dialect.echo(connection, round));
			}
		}
		this.scene.pool().close();
	}

}
