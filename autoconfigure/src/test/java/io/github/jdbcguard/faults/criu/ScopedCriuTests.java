package io.github.jdbcguard.faults.criu;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

import io.github.jdbcguard.faults.Guard;
import io.github.jdbcguard.faults.program.RunningProgram;
import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.EmbeddedDatabases;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Restores a process in the middle of transactional scopes: in their work, in a
 * statement, in a commit.
 */
@Tag("criu")
class ScopedCriuTests {

	private static final String COMMITTING = "from pg_stat_activity where datname = current_database() "
			+ "and state = 'active' and query = 'COMMIT'";

	private static final String ASLEEP = "from pg_stat_activity where datname = current_database() "
			+ "and state = 'active' and query like 'select 1 from pg_sleep%'";

	/**
	 * Nothing is done again but what may be done twice, and that once. A commit in flight
	 * is never sent again, whatever it is the commit of.
	 */
	private static final String[] RESTORED = { "rest: 1x ForeignTransactionException", "statement: 1x PSQLException",
			"commit: 1x unknown", "rest-again: 2x done", "statement-again: 2x done", "commit-again: 1x unknown" };

	private static final String[] UNDISTURBED = { "rest: 1x done", "statement: 1x done", "commit: 1x done",
			"rest-again: 1x done", "statement-again: 1x done", "commit-again: 1x done" };

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
	@BeforeEach
	void createSlowTable() throws SQLException {
		this.database.execute("create table slow (worker text, number bigint, life text)");
		this.database.execute("create function take_time() returns trigger language plpgsql as "
				+ "$$ begin perform pg_sleep(5); return null; end $$");
		this.database.execute("create constraint trigger take_time after insert on slow deferrable initially deferred "
				+ "for each row execute function take_time()");
	}

	private RunningProgram start() throws Exception {
		RunningProgram program = RunningProgram.start(Files.createDirectory(this.directory.resolve("program")),
				this.database, Guard.AUTO);
		program.tell("begin scopes");
		Awaitility.await()
			.pollInterval(Duration.ofMillis(5))
			.until(() -> count("select count(*) " + COMMITTING) == 2 && count("select count(*) " + ASLEEP) == 2);
		return program;
	}

	private Path images() throws Exception {
		return Files.createDirectory(this.directory.resolve("image"));
	}

	private long count(String sql) throws SQLException {
		return this.database.number(sql);
	}

	private long rows(String worker) throws SQLException {
		return count("select (select count(*) from transaction where worker = '%1$s') + ".formatted(worker)
				+ "(select count(*) from slow where worker = '%1$s')".formatted(worker));
	}

	@Test
	void aRestoredProcessDoesNothingByHalfAndNothingTwice() throws Exception {
		try (RunningProgram program = start(); Criu image = Criu.dump(program.process(), images())) {
			assertThat(count("select count(*) " + COMMITTING)).as("commits in flight at the dump").isEqualTo(2);
			// The server does one of the two, and nobody is told of either
			this.database.execute("select pg_terminate_backend(pid) " + COMMITTING + " limit 1");
			image.restoreInPlace(program.process().pid());
			assertThat(program.tell("end scopes").lines()).containsExactly(RESTORED);
			Awaitility.await().until(() -> count("select count(*) " + COMMITTING) == 0);
			assertThat(rows("commit") + rows("commit-again")).as("commits that the server has done").isEqualTo(1);
			assertThat(rows("rest") + rows("statement")).as("rows of what was not done again").isZero();
			assertThat(rows("rest-again")).isEqualTo(1);
			assertThat(rows("statement-again")).isEqualTo(1);
		}
	}

	@Test
	void aCloneDoesNothingThatItsOriginalDoesButWhatMayBeDoneTwice() throws Exception {
		try (RunningProgram program = start(); Criu image = Criu.copy(program.process(), images())) {
			assertThat(count("select count(*) " + COMMITTING)).as("commits in flight at the dump").isEqualTo(2);
			image.restoreClone();
			Map<String, String> outcomes = program.tell("end scopes", 2);
			outcomes.forEach((life, outcome) -> assertThat(outcome.lines())
				.containsExactly(life.equals(RunningProgram.original()) ? UNDISTURBED : RESTORED));
			for (String once : new String[] { "rest", "statement", "commit", "commit-again" }) {
				assertThat(rows(once)).as(once).isEqualTo(1);
			}
			assertThat(rows("rest-again")).isEqualTo(2);
			assertThat(rows("statement-again")).isEqualTo(2);
		}
	}

}
