package io.github.jdbcguard.faults.criu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.github.jdbcguard.faults.Guard;
import io.github.jdbcguard.faults.program.Journal;
import io.github.jdbcguard.faults.program.RunningProgram;
import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.EmbeddedDatabases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Dumps and restores a process for real. It holds idle connections, or eight threads use
 * them, and two more are in open transactions.
 */
@Tag("criu")
class CriuTests {

	static final String TRANSACTIONS_REFUSED = "statement:ForeignTransactionException rollback:done close:done "
			+ "commit:ForeignTransactionException close:done";

	private static final String TRANSACTIONS_DONE = "statement:done rollback:done close:done commit:done close:done";

	private static final int ROUNDS = 12;

	private static final Duration LONG_SLEEP = Duration.ofSeconds(10);

	@TempDir
	private Path directory;

	private Database database;

	private final List<Criu> images = new ArrayList<>();

	@BeforeAll
	static void findCriu() {
		String problem = Criu.problem();
		assumeTrue(problem.isEmpty(), () -> "no working criu: " + problem);
	}

	@BeforeEach
	void createDatabase() {
		this.database = EmbeddedDatabases.postgres();
	}

	@AfterEach
	void endWhatWasRestored() {
		this.images.forEach(Criu::close);
	}

	private RunningProgram start(Guard guard) throws Exception {
		return RunningProgram.start(Files.createDirectory(this.directory.resolve("program")), this.database, guard);
	}

	private Path newImages() throws IOException {
		return Files.createDirectory(this.directory.resolve("image-" + this.images.size()));
	}

	private void assertNothingWasSentTwice(Map<String, Journal> journals) throws SQLException {
		assertThat(this.database.number("select count(*) from (select 1 from work "
				+ "group by worker, sequence, life having count(*) > 1) as twice"))
			.as("statements executed twice")
			.isZero();
		long acknowledged = journals.values()
			.stream()
			.flatMap((journal) -> journal.operations().stream())
			.filter((operation) -> operation.failure().isEmpty())
			.map((operation) -> operation.worker() + operation.sequence() + operation.life())
			.distinct()
			.count();
		assertThat(this.database.number("select count(*) from work")).as("rows").isGreaterThanOrEqualTo(acknowledged);
	}

	private static void assertNothingInherited(Journal journal, Collection<Long> restores) {
		assertThat(journal.inherited(restores)).as("inherited connections handed out").isEmpty();
		assertThat(journal.failures(restores)).as("failures of what was not in flight").isEmpty();
	}

	private static void report(TestReporter reporter, Map<String, Journal> journals, Collection<Long> restores) {
		journals.forEach((life, journal) -> reporter.publishEntry(life,
				"%d operations in %d sessions, %d in flight, %d inherited connections handed out, %d other failures"
					.formatted(journal.operations().size(), journal.sessions().size(),
							journal.inFlight(restores).size(), journal.inherited(restores).size(),
							journal.failures(restores).size())));
	}

	@Nested
	class RestoredInPlace {

		private ProcessHandle process;

		private long restore(Duration sleep) throws Exception {
			Criu image = Criu.dump(this.process, newImages());
			CriuTests.this.images.add(image);
			Workload.pass(sleep);
			long restored = System.currentTimeMillis();
			this.process = image.restoreInPlace(this.process.pid());
			return restored;
		}

		@Test
		void withoutTheGuardInheritedConnectionsAreHandedOut() throws Exception {
			try (RunningProgram program = start(Guard.NONE)) {
				this.process = program.process();
				List<Long> restores = new ArrayList<>();
				Journal journal;
				do {
					program.tell("begin");
					Workload.JUST_USED.begin(program, 1);
					restores.add(restore(Duration.ZERO));
					Workload.JUST_USED.goOn(program, 1);
					assertThat(program.tell("end")).doesNotContain("statement:done").doesNotContain("commit:done");
					journal = program.report(1).get(RunningProgram.original());
					// On a busy machine the dump may come so late that HikariCP pings
				}
				while (journal.inherited(restores).isEmpty() && restores.size() < ROUNDS);
				assertThat(journal.inherited(restores)).as("inherited connections handed out").isNotEmpty();
			}
		}

		@Test
		void aRestoredProcessNeverReusesAnInheritedConnection(TestReporter reporter) throws Exception {
			List<Long> restores = new ArrayList<>();
			try (RunningProgram program = start(Guard.AUTO)) {
				this.process = program.process();
				for (int round = 0; round < ROUNDS; round++) {
					Workload workload = Workload.values()[round % Workload.values().length];
					program.tell("begin");
					workload.begin(program, 1);
					restores.add(restore((round >= ROUNDS - Workload.values().length) ? LONG_SLEEP : Duration.ZERO));
					workload.goOn(program, 1);
					assertThat(program.tell("end")).as("round %d, %s", round, workload).isEqualTo(TRANSACTIONS_REFUSED);
				}
				Map<String, Journal> journals = program.report(1);
				Journal journal = journals.get(RunningProgram.original());
				report(reporter, journals, restores);
				assertNothingInherited(journal, restores);
				assertNothingWasSentTwice(journals);
			}
		}

	}

	@Nested
	class Cloned {

		@ParameterizedTest
		@EnumSource
		void aCloneSharesNothingWithItsOriginal(Workload workload, TestReporter reporter) throws Exception {
			cloneAndGoOn(workload, 1, Duration.ZERO, reporter);
		}

		@Test
		void aCloneOfLongAgoSharesNothingWithItsOriginal(TestReporter reporter) throws Exception {
			cloneAndGoOn(Workload.BUSY, 1, LONG_SLEEP, reporter);
		}

		@ParameterizedTest
		@EnumSource
		void twoClonesShareNothing(Workload workload, TestReporter reporter) throws Exception {
			cloneAndGoOn(workload, 2, Duration.ZERO, reporter);
		}

		@ParameterizedTest
		@EnumSource
		void twoClonesOfLongAgoShareNothing(Workload workload, TestReporter reporter) throws Exception {
			cloneAndGoOn(workload, 2, LONG_SLEEP, reporter);
		}

		private void cloneAndGoOn(Workload workload, int clones, Duration sleep, TestReporter reporter)
				throws Exception {
			try (RunningProgram program = start(Guard.AUTO)) {
				program.tell("begin");
				workload.begin(program, 1);
				Criu image = Criu.copy(program.process(), newImages());
				CriuTests.this.images.add(image);
				Workload.pass(sleep);
				List<Long> restores = List.of(System.currentTimeMillis());
				for (int i = 0; i < clones; i++) {
					image.restoreClone();
				}
				workload.goOn(program, 1 + clones);
				Map<String, String> transactions = program.tell("end", 1 + clones);
				Map<String, Journal> journals = program.report(1 + clones);
				report(reporter, journals, restores);
				assertOriginalNoticedNothing(journals.get(RunningProgram.original()), transactions);
				journals.forEach((life, journal) -> {
					if (!life.equals(RunningProgram.original())) {
						assertThat(transactions.get(life)).as("transactions of a clone")
							.isEqualTo(TRANSACTIONS_REFUSED);
						assertNothingInherited(journal, restores);
					}
				});
				assertNothingWasSentTwice(journals);
				assertThat(CriuTests.this.database.number("select count(*) from transaction where worker = 'commit'"))
					.as("committed rows")
					.isEqualTo(1);
			}
		}

		private static void assertOriginalNoticedNothing(Journal journal, Map<String, String> transactions) {
			assertThat(transactions.get(RunningProgram.original())).as("transactions of the original")
				.isEqualTo(TRANSACTIONS_DONE);
			assertThat(journal.failures(List.of())).as("failures of the original").isEmpty();
			assertThat(journal.sessions()).as("sessions of the original")
				.hasSizeLessThanOrEqualTo(RunningProgram.CONNECTIONS);
		}

	}

}
