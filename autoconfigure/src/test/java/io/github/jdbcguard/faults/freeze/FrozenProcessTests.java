package io.github.jdbcguard.faults.freeze;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.github.jdbcguard.faults.Guard;
import io.github.jdbcguard.faults.program.Journal;
import io.github.jdbcguard.faults.program.RunningProgram;
import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.EmbeddedDatabases;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Stops a process for longer than its threshold and lets it go on. HikariCP is told to
 * trust any connection that was used within the last hour, so that no ping is its own.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the signals are those of Linux")
class FrozenProcessTests {

	private static final String TRUSTFUL = "-Dcom.zaxxer.hikari.aliveBypassWindowMs=3600000";

	private static final String END_ALL_SESSIONS = "select pg_terminate_backend(pid) from pg_stat_activity "
			+ "where datname = current_database() and pid <> pg_backend_pid()";

	@TempDir
	private Path directory;

	private Database database;

	@BeforeEach
	void createDatabase() {
		this.database = EmbeddedDatabases.postgres();
	}

	@Test
	void withoutTheGuardSessionsThatEndedInAFreezeAreHandedOut() throws Exception {
		try (RunningProgram program = start(Guard.NONE)) {
			freeze(program, END_ALL_SESSIONS);
			assertThat(journalAfterUse(program).failures(List.of())).isNotEmpty();
		}
	}

	@Test
	void sessionsThatEndedInAFreezeAreReplacedWithoutAnError() throws Exception {
		try (RunningProgram program = start(Guard.AUTO)) {
			freeze(program, END_ALL_SESSIONS);
			long since = System.currentTimeMillis();
			Journal journal = journalAfterUse(program);
			assertThat(journal.failures(List.of())).isEmpty();
			assertThat(journal.operations()).anyMatch((operation) -> operation.asked() >= since);
		}
	}

	@Test
	void sessionsThatAreAliveAfterAFreezeAreKept() throws Exception {
		try (RunningProgram program = start(Guard.AUTO)) {
			Set<Long> sessions = program.report(1).get(RunningProgram.original()).sessions();
			freeze(program, "select 1");
			Journal journal = journalAfterUse(program);
			assertThat(journal.failures(List.of())).isEmpty();
			// The pool has two more, which need not have been used before
			assertThat(journal.sessions()).containsAll(sessions).hasSizeLessThanOrEqualTo(RunningProgram.CONNECTIONS);
		}
	}

	private RunningProgram start(Guard guard) throws Exception {
		return RunningProgram.start(this.directory, this.database, guard, TRUSTFUL);
	}

	private void freeze(RunningProgram program, String meanwhile) throws Exception {
		signal("STOP", program);
		try {
			this.database.execute(meanwhile);
			Duration pause = Guard.FREEZE_THRESHOLD.plusMillis(500);
			Awaitility.await().pollDelay(pause).atMost(pause.plusSeconds(10)).until(() -> true);
		}
		finally {
			signal("CONT", program);
		}
	}

	private static void signal(String name, RunningProgram program) throws Exception {
		String command = "kill -%s %d".formatted(name, program.process().pid());
		assertThat(new ProcessBuilder("sh", "-c", command).start().waitFor()).as(command).isZero();
	}

	private static Journal journalAfterUse(RunningProgram program) throws Exception {
		program.tell("touch");
		return program.report(1).get(RunningProgram.original());
	}

}
