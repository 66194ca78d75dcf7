package io.github.jdbcguard.faults.fork;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;

import io.github.jdbcguard.faults.fork.Forker.Child;
import io.github.jdbcguard.faults.fork.Variant.Rounds;

/**
 * The child opens a transaction, the parent inserts a row in autocommit, the child rolls
 * back: the parent was told that its row is there.
 */
final class ChildInTransactionRounds implements Rounds {

	private final ForkScene scene;

	private int inserted;

	ChildInTransactionRounds(ForkScene scene) {
		this.scene = scene;
	}

	@Override
	public void before() throws Exception {
		this.scene.database().execute("create table fork_row (who varchar(10), number integer)");
	}

	@Override
	public void play(int round) throws Exception {
		Set<Long> sessions = this.scene.sessions();
		Child child = this.scene.forker().fork((self, findings) -> workInChild(round, self, sessions, findings));
		try {
			child.awaitStep("began");
			try (Connection connection = this.scene.pool().getConnection()) {
				this.inserted += insert(connection, "parent", round);
			}
		}
		finally {
			child.announce("inserted");
			this.scene.findings().merge(child.awaitEnd());
		}
		if (!this.scene.sessions().equals(sessions)) {
			this.scene.findings().add(Finding.LOST_SESSION, sessions.toString());
		}
	}

	private void workInChild(int round, Child self, Set<Long> parents, Findings findings)
			throws SQLException, IOException {
		try (Connection connection = this.scene.pool().getConnection()) {
			connection.setAutoCommit(false);
			insert(connection, "child", round);
			this.scene.checkOwn(connection, parents, findings);
			self.announce("began");
			self.awaitStep("inserted");
			connection.rollback();
			connection.setAutoCommit(true);
		}
	}

	private static int insert(Connection connection, String who, int number) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement("insert into fork_row values (?, ?)")) {
			statement.setString(1, who);
			statement.setInt(2, number);
			return statement.executeUpdate();
		}
	}

	@Override
	public void after() throws SQLException {
		long rows = this.scene.database().number("select count(*) from fork_row where who = 'parent'");
		for (long lost = rows; lost < this.inserted; lost++) {
			this.scene.findings().add(Finding.LOST_ROW, "%d inserted, %d there".formatted(this.inserted, rows));
		}
	}

}
