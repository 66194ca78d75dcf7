package io.github.jdbcguard.faults.program;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.StringJoiner;

import javax.sql.DataSource;

/**
 * Two transactions that stay open until the program is told to go on with them: one by a
 * statement, one by a commit.
 */
final class OpenTransactions {

	private final DataSource dataSource;

	private Connection withStatement;

	private Connection withCommit;

	private long number;

	OpenTransactions(DataSource dataSource) {
		this.dataSource = dataSource;
	}

	void begin() throws SQLException {
		this.number++;
		this.withStatement = begin("statement");
		this.withCommit = begin("commit");
	}

	private Connection begin(String worker) throws SQLException {
		Connection connection = this.dataSource.getConnection();
		connection.setAutoCommit(false);
		insert(connection, worker);
		return connection;
	}

	private void insert(Connection connection, String worker) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement
				.execute("insert into transaction values ('%s', %d, '%s')".formatted(worker, this.number, Work.life()));
		}
	}

	/**
	 * Go on.
	 * @return what came of each step
	 */
	String end() {
		StringJoiner outcome = new StringJoiner(" ");
		outcome.add("statement:" + outcomeOf(() -> insert(this.withStatement, "statement")));
		outcome.add("rollback:" + outcomeOf(this.withStatement::rollback));
		outcome.add("close:" + outcomeOf(this.withStatement::close));
		outcome.add("commit:" + outcomeOf(this.withCommit::commit));
		outcome.add("close:" + outcomeOf(this.withCommit::close));
		return outcome.toString();
	}

	private static String outcomeOf(Step step) {
		try {
			step.run();
			return "done";
		}
		catch (SQLException ex) {
			return ex.getClass().getSimpleName();
		}
	}

	/**
	 * A step of a transaction.
	 */
	@FunctionalInterface
	private interface Step {

		void run() throws SQLException;

	}

}
