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

	private final List<Criu> images = new ArrayList<>();

	private final List<RunningProgram> programs = new ArrayList<>();

	@BeforeAll
	static void findCriu() {
		String problem = Criu.problem();
		assumeTrue(problem.isEmpty(), () -> "no working criu: " + problem);
	}

	@AfterEach
	void endAll() {
		this.programs.forEach(RunningProgram::close);
		this.images.forEach(Criu::close);
	}

	private RunningProgram start(Guard guard, Database database) throws Exception {
		Path own = Files.createDirectory(this.directory.resolve("program-" + this.programs.size()));
		RunningProgram program = RunningProgram.start(own, database, guard);
		this.programs.add(program);
		return program;
	}

	private Path newImages() throws IOException {
		return Files.createDirectory(this.directory.resolve("image-" + this.images.size()));
	}

	private static void assertNothingWasSentTwice(Database database, Map<String, Journal> journals)
			throws SQLException {
		assertThat(database.number("select count(*) from (select 1 from work "
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
		assertThat(database.number("select count(*) from work")).as("rows").isGreaterThanOrEqualTo(acknowledged);
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

		@Test
		void withoutTheGuardInheritedConnectionsAreHandedOut() throws Exception {
			InPlace place = new InPlace(Guard.NONE);
			Journal journal;
			do {
				place.begin(Workload.JUST_USED);
				place.restore();
				place.goOn();
				assertThat(place.program.tell("end")).doesNotContain("statement:done").doesNotContain("commit:done");
				journal = place.program.report(1).get(RunningProgram.original());
				// On a busy machine the dump may come so late that HikariCP pings
			}
			while (journal.inherited(place.restores).isEmpty() && place.restores.size() < ROUNDS);
			assertThat(journal.inherited(place.restores)).as("inherited connections handed out").isNotEmpty();
		}

		@Test
		void aRestoredProcessNeverReusesAnInheritedConnection(TestReporter reporter) throws Exception {
			InPlace place = new InPlace(Guard.AUTO);
			for (int round = 0; round < ROUNDS; round++) {
				place.begin(Workload.values()[round % Workload.values().length]);
				place.restore();
				place.goOn();
				place.assertTransactionsRefused();
			}
			place.assertNothingInherited(reporter);
		}

		@Test
		void aProcessThatIsRestoredLongAfterNeverReusesAnInheritedConnection(TestReporter reporter) throws Exception {
			List<InPlace> places = new ArrayList<>();
			for (Workload workload : Workload.values()) {
				InPlace place = new InPlace(Guard.AUTO);
				places.add(place);
				place.begin(workload);
			}
			Workload.pass(LONG_SLEEP);
			for (InPlace place : places) {
				place.restore();
				place.goOn();
				place.assertTransactionsRefused();
				place.assertNothingInherited(reporter);
			}
		}

		/**
		 * A program that is dumped, and restored in its own place.
		 */
		private final class InPlace {

			private final Database database = EmbeddedDatabases.postgres();

			private final RunningProgram program;

			private final long pid;

			private final List<Long> restores = new ArrayList<>();

			private ProcessHandle process;

			private Workload workload;

			private Criu image;

			InPlace(Guard guard) throws Exception {
				this.program = start(guard, this.database);
				this.process = this.program.process();
				this.pid = this.process.pid();
			}

			void begin(Workload workload) throws Exception {
				this.workload = workload;
				this.program.tell("begin");
				workload.begin(this.program, 1);
				this.image = Criu.dump(this.process, newImages());
				CriuTests.this.images.add(this.image);
			}

			void restore() {
				this.restores.add(System.currentTimeMillis());
				this.process = this.image.restoreInPlace(this.pid);
			}

			void goOn() throws IOException {
				this.workload.goOn(this.program, 1);
			}

			void assertTransactionsRefused() throws IOException {
				assertThat(this.program.tell("end")).as("restore %d, %s", this.restores.size(), this.workload)
					.isEqualTo(TRANSACTIONS_REFUSED);
			}

			void assertNothingInherited(TestReporter reporter) throws Exception {
				Map<String, Journal> journals = this.program.report(1);
				CriuTests.report(reporter, journals, this.restores);
				CriuTests.assertNothingInherited(journals.get(RunningProgram.original()), this.restores);
				assertNothingWasSentTwice(this.database, journals);
			}

		}

	}

	@Nested
	class Cloned {

		@ParameterizedTest
		@EnumSource
		void aCloneSharesNothingWithItsOriginal(Workload workload, TestReporter reporter) throws Exception {
			new Copy(workload).cloneAndGoOn(1, reporter);
		}

		@ParameterizedTest
		@EnumSource
		void twoClonesShareNothing(Workload workload, TestReporter reporter) throws Exception {
			new Copy(workload).cloneAndGoOn(2, reporter);
		}

		@Test
		void clonesOfLongAgoShareNothing(TestReporter reporter) throws Exception {
			List<Copy> copies = new ArrayList<>();
			for (Workload workload : Workload.values()) {
				copies.add(new Copy(workload));
			}
			Copy alone = new Copy(Workload.BUSY);
			Workload.pass(LONG_SLEEP);
			alone.cloneAndGoOn(1, reporter);
			for (Copy copy : copies) {
				copy.cloneAndGoOn(2, reporter);
			}
		}

		/**
		 * The image of a program that lives on.
		 */
		private final class Copy {

			private final Database database = EmbeddedDatabases.postgres();

			private final Workload workload;

			private final RunningProgram program;

			private final Criu image;

			Copy(Workload workload) throws Exception {
				this.workload = workload;
				this.program = start(Guard.AUTO, this.database);
				this.program.tell("begin");
				workload.begin(this.program, 1);
				this.image = Criu.copy(this.program.process(), newImages());
				CriuTests.this.images.add(this.image);
			}

			void cloneAndGoOn(int clones, TestReporter reporter) throws Exception {
				List<Long> restores = List.of(System.currentTimeMillis());
				for (int i = 0; i < clones; i++) {
					this.image.restoreClone();
				}
				this.workload.goOn(this.program, 1 + clones);
				Map<String, String> transactions = this.program.tell("end", 1 + clones);
				Map<String, Journal> journals = this.program.report(1 + clones);
				report(reporter, journals, restores);
				assertOriginalNoticedNothing(journals.get(RunningProgram.original()), transactions);
				journals.forEach((life, journal) -> {
					if (!life.equals(RunningProgram.original())) {
						assertThat(transactions.get(life)).as("transactions of a clone, %s", this.workload)
							.isEqualTo(TRANSACTIONS_REFUSED);
						assertNothingInherited(journal, restores);
					}
				});
				assertNothingWasSentTwice(this.database, journals);
				assertThat(this.database.number("select count(*) from transaction where worker = 'commit'"))
					.as("committed rows")
					.isEqualTo(1);
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

}
