package io.github.jdbcguard.faults.criu;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

import io.github.jdbcguard.boundary.Reaction;
import io.github.jdbcguard.faults.Guard;
import io.github.jdbcguard.faults.program.RunningProgram;
import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.EmbeddedDatabases;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Restores a process in the middle of its transactions and commits, with every boundary
 * rule that it could seem to break.
 */
@Tag("criu")
class RuledCriuTests {

	private static final String COMMITTING = "from pg_stat_activity where datname = current_database() "
			+ "and state = 'active' and query = 'COMMIT'";

	/**
	 * Those whose commit was under way have an error of the driver.
	 */
	private static final String OUTCOMES = "slow-1:PSQLException slow-2:PSQLException "
			+ "statement:ForeignTransactionException commit:ForeignTransactionException";

	@TempDir
	private Path directory;

	private final Database database = EmbeddedDatabases.postgres();

	@BeforeAll
	static void findCriu() {
		String problem = Criu.problem();
		assumeTrue(problem.isEmpty(), () -> "no working criu: " + problem);
	}

	/**
	 * A table that takes its time when a row in it is committed.
	 */
	private void createSlowTable() throws SQLException {
		this.database.execute("create table slow (worker text, number bigint, life text)");
		this.database.execute("create function take_time() returns trigger language plpgsql as "
				+ "$$ begin perform pg_sleep(5); return null; end $$");
		this.database.execute("create constraint trigger take_time after insert on slow deferrable initially deferred "
				+ "for each row execute function take_time()");
	}

	private long committing() throws SQLException {
		return this.database.number("select count(*) " + COMMITTING);
	}

	@ParameterizedTest
	@EnumSource(names = { "WARN", "FAIL" })
	void aRestoreInTheMiddleOfACommitBreaksNoRuleAndReportsNoCommitAsDone(Reaction reaction) throws Exception {
		createSlowTable();
		try (RunningProgram program = RunningProgram.start(Files.createDirectory(this.directory.resolve("program")),
				this.database, Guard.AUTO, reaction)) {
			program.tell("begin");
			program.tell("begin by Spring");
			Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> committing() == 2);
			try (Criu image = Criu.dump(program.process(), Files.createDirectory(this.directory.resolve("image")))) {
				assertThat(committing()).as("commits in flight at the dump").isEqualTo(2);
				// The server does one of the two, and nobody is told of either
				this.database.execute("select pg_terminate_backend(pid) " + COMMITTING + " limit 1");
				image.restoreInPlace(program.process().pid());
				assertThat(program.tell("end by Spring")).isEqualTo(OUTCOMES);
				assertThat(program.tell("end")).isEqualTo(CriuTests.TRANSACTIONS_REFUSED);
				program.tell("touch");
				assertThat(program.tell("violations")).isEmpty();
				assertThat(program.tell("hold")).startsWith("long-lease: ").doesNotContain("\n");
			}
			Awaitility.await().until(() -> committing() == 0);
			assertThat(this.database.number("select count(*) from slow")).as("committed rows").isEqualTo(1);
			assertThat(this.database.number("select count(*) from transaction")).as("rows of refused transactions")
				.isZero();
		}
	}

}
