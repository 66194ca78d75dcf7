package io.github.jdbcguard.faults.fork;

import java.nio.file.Path;

import io.github.jdbcguard.boundary.Reaction;
import io.github.jdbcguard.faults.Guard;
import io.github.jdbcguard.faults.fork.ForkRun.Results;
import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.EmbeddedDatabases;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Forks a JVM for real, with pooled connections open.
 */
@Tag("fork")
@EnabledOnOs(value = OS.LINUX, disabledReason = "fork() with a JVM that goes on is for Linux only")
class ForkTests {

	private static final int ROUNDS = 20;

	/**
	 * Each takes as long as a rule lets a connection be held.
	 */
	private static final int RULED_ROUNDS = 1;

	/**
	 * A few children may hang for reasons of the JVM's own, see
	 * {@link Finding#HUNG_CHILD}; the rounds without them still have to be enough.
	 */
	private static final int ROUNDS_TO_SPARE = 2;

	@TempDir
	private Path directory;

	private static void assertNoDamage(Results results, TestReporter reporter) {
		assertNoDamage(results, ROUNDS, reporter);
	}

	private static void assertNoDamage(Results results, int rounds, TestReporter reporter) {
		results.findings().forEach((variant, findings) -> reporter.publishEntry(variant.name(), findings.counts()));
		SoftAssertions softly = new SoftAssertions();
		results.findings().forEach((variant, findings) -> {
			for (Finding finding : Finding.values()) {
				if (finding != Finding.ROUND && finding != Finding.HUNG_CHILD) {
					softly.assertThat(findings.count(finding))
						.as("%s of %s: %s", finding, variant, findings.detail(finding))
						.isZero();
				}
			}
			softly.assertThat(findings.count(Finding.ROUND) - findings.count(Finding.HUNG_CHILD))
				.as("rounds of %s: %s", variant, findings)
				.isGreaterThanOrEqualTo(rounds);
		});
		softly.assertAll();
	}

	@Nested
	class OnPostgres {

		private Database database;

		@BeforeEach
		void createDatabase() {
			this.database = EmbeddedDatabases.postgres();
		}

		private ForkRun run() {
			return ForkRun.on(this.database, ForkTests.this.directory).rounds(ROUNDS + ROUNDS_TO_SPARE);
		}

		@Test
		void withoutTheGuardAForkDoesDamage() throws Exception {
			// A driver that waits for an answer which the child has read would wait for
			// ever
			this.database = this.database.withUrl(this.database.url() + "?socketTimeout=2");
			Results results = run().untilDamageIsDone()
				.play(Variant.SEQUENTIAL, Variant.CONCURRENT, Variant.CHILD_IN_TRANSACTION, Variant.CHILD_CLOSES_POOL);
			SoftAssertions softly = new SoftAssertions();
			results.findings()
				.forEach((variant,
						findings) -> softly.assertThat(findings.damage()).as("%s: %s", variant, findings).isPositive());
			softly.assertThat(results.findings().get(Variant.CHILD_IN_TRANSACTION).count(Finding.LOST_ROW))
				.as("rows lost")
				.isPositive();
			softly.assertAll();
		}

		@Test
		void aForkIsSeenAtOnceByItsNativeSign(TestReporter reporter) throws Exception {
			Results results = run().guardedBy(Guard.AUTO).withNativeSign().play(Variant.unruled());
			assertThat(results.watch()).contains("wiped on fork");
			assertNoDamage(results, reporter);
		}

		@Test
		void aForkIsSeenAtOnceWhenEveryCheckoutAsksWhoThisIs(TestReporter reporter) throws Exception {
			Results results = run().guardedBy(Guard.ALWAYS).withoutNativeSign().play(Variant.unruled());
			assertThat(results.watch()).contains("/proc/self");
			assertNoDamage(results, reporter);
		}

		@Test
		void aForkIsSeenTenMillisecondsLateAtMost(TestReporter reporter) throws Exception {
			Results results = run().guardedBy(Guard.AUTO)
				.withoutNativeSign()
				.childWaits(10)
				.connectionTimeout(2000)
				.play(Variant.unruled());
			assertThat(results.watch()).contains("none");
			assertNoDamage(results, reporter);
		}

		@Test
		void theRulesHoldInAForkedChildAndForItsOwnConnectionsOnly(TestReporter reporter) throws Exception {
			assertNoDamage(run().rounds(RULED_ROUNDS + ROUNDS_TO_SPARE)
				.guardedBy(Guard.AUTO)
				.withNativeSign()
				.withRules(Reaction.WARN)
				.connectionTimeout(500)
				.play(Variant.PATROLLED), RULED_ROUNDS, reporter);
		}

	}

	@Nested
	class OnMariaDb {

		private final Database database = EmbeddedDatabases.mariaDb();

		private ForkRun run(String url) {
			return ForkRun.on(this.database.withUrl(url), ForkTests.this.directory).rounds(ROUNDS + ROUNDS_TO_SPARE);
		}

		private String urlOfConnectorJ() {
			return this.database.url().replace("jdbc:mariadb:", "jdbc:mysql:") + "?sslMode=DISABLED";
		}

		@Test
		void withoutTheGuardAForkDoesDamage() throws Exception {
			Results results = run(this.database.url()).untilDamageIsDone()
				.play(Variant.SEQUENTIAL, Variant.CHILD_CLOSES_POOL);
			assertThat(results.findings().get(Variant.SEQUENTIAL).count(Finding.WRONG_ANSWER)).isPositive();
			assertThat(results.findings().get(Variant.CHILD_CLOSES_POOL).count(Finding.PARENT_ERROR)).isPositive();
		}

		@Test
		void aForkDoesNoDamageWithTheDriverOfMariaDb(TestReporter reporter) throws Exception {
			assertNoDamage(run(this.database.url()).guardedBy(Guard.AUTO)
				.withNativeSign()
				.play(Variant.SEQUENTIAL, Variant.CHILD_CLOSES_POOL), reporter);
		}

		@Test
		void aForkDoesNoDamageWithTheDriverOfMySql(TestReporter reporter) throws Exception {
			assertNoDamage(run(urlOfConnectorJ()).guardedBy(Guard.AUTO)
				.withNativeSign()
				.play(Variant.SEQUENTIAL, Variant.CHILD_CLOSES_POOL), reporter);
		}

	}

}
