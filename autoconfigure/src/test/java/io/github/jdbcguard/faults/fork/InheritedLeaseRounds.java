package io.github.jdbcguard.faults.fork;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

import io.github.jdbcguard.faults.Dialect;
import io.github.jdbcguard.faults.fork.Variant.Rounds;
import io.github.jdbcguard.pool.ForeignConnectionException;
import io.github.jdbcguard.pool.ForeignTransactionException;

/**
 * The child tries to go on with a connection that the parent had leased, in a transaction
 * and with a statement already prepared.
 */
record InheritedLeaseRounds(ForkScene scene) implements Rounds {

	@Override
	public void before() throws Exception {
		this.scene.database().execute("create table fork_lease (number integer)");
	}

	@Override
	public void play(int round) throws Exception {
		Set<Long> sessions = this.scene.sessions();
		try (Connection connection = this.scene.pool().getConnection()) {
			connection.setAutoCommit(false);
			try (PreparedStatement insert = connection.prepareStatement("insert into fork_lease values (?)")) {
				insert.setInt(1, round);
				insert.executeUpdate();
				this.scene.findings()
					.merge(this.scene.forker()
						.fork((self, findings) -> workInChild(connection, insert, sessions, findings))
						.awaitEnd());
			}
			connection.commit();
		}
		long rows = this.scene.database().number("select count(*) from fork_lease where number = " + round);
		this.scene.findings().check(Finding.LOST_ROW, 1, rows);
		if (!this.scene.sessions().equals(sessions)) {
			this.scene.findings().add(Finding.LOST_SESSION, sessions.toString());
		}
	}

	private void workInChild(Connection inherited, PreparedStatement insert, Set<Long> parents, Findings findings)
			throws SQLException {
		mustBeRefused("a statement prepared before the fork", insert::executeUpdate, findings);
		mustBeRefused("a new statement", () -> {
			try (Statement statement = inherited.createStatement()) {
				statement.execute("insert into fork_lease values (-1)");
			}
		}, findings);
		mustBeRefused("commit", inherited::commit, findings);
		insert.close();
		inherited.rollback();
		inherited.close();
		inherited.close();
		try (Connection own = this.scene.pool().getConnection()) {
			this.scene.checkOwn(own, parents, findings);
			findings.check(Finding.CHILD_WRONG_ANSWER, 7, Dialect.echo(own, 7));
		}
	}

	private static void mustBeRefused(String what, Use use, Findings findings) {
		try {
			use.run();
			findings.add(Finding.NOT_REFUSED, what);
		}
		catch (ForeignConnectionException | ForeignTransactionException ex) {
			// As it should be
		}
		catch (SQLException ex) {
			findings.add(Finding.NOT_REFUSED, ex);
		}
	}

	/**
	 * A use of what was inherited.
	 */
	@FunctionalInterface
	private interface Use {

		void run() throws SQLException;

	}

}
