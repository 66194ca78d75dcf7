package io.github.jdbcguard.faults.fork;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.github.jdbcguard.boundary.Reaction;
import io.github.jdbcguard.faults.Guard;
import io.github.jdbcguard.faults.ProgramSettings;
import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.JavaProgram;

/**
 * One run of {@link ForkProgram}.
 */
final class ForkRun {

	private static final long PATIENCE_SECONDS = 180;

	/**
	 * A forked child has no compiler and no collector, so it has to get by without them:
	 * room for new objects and classes, or a collection is due that nobody makes.
	 */
	private static final String[] FIT_FOR_FORKS = { "-Xint", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xms1g", "-Xmx1g",
			"-Xmn512m", "-XX:MetaspaceSize=256m" };

	private final ProgramSettings settings;

	private final JavaProgram program = JavaProgram.of(ForkProgram.class).option(FIT_FOR_FORKS);

	private Guard guard = Guard.NONE;

	private ForkRun(ProgramSettings settings) {
		this.settings = settings.with("jna", JavaProgram.jar("jna"))
			.with("rules", Reaction.IGNORE)
			.with("damage-to-show", Integer.MAX_VALUE)
			.with("child-wait-millis", 0)
			.with("connection-timeout", 10_000)
			.with("patience-seconds", 15);
	}

	static ForkRun on(Database database, Path directory) {
		return new ForkRun(ProgramSettings.of(directory, database));
	}

	ForkRun rounds(int rounds) {
		this.settings.with("rounds", rounds);
		return this;
	}

	/**
	 * No longer than it takes to see that damage is done.
	 */
	ForkRun untilDamageIsDone() {
		this.settings.with("damage-to-show", 1).with("patience-seconds", 4).with("connection-timeout", 1000);
		return this;
	}

	ForkRun guardedBy(Guard guard) {
		this.guard = guard;
		return this;
	}

	ForkRun withRules(Reaction reaction) {
		this.settings.with("rules", reaction);
		return this;
	}

	/**
	 * The JVM grants jdbc-guard what it needs to see a fork at once.
	 */
	ForkRun withNativeSign() {
		if (Runtime.version().feature() >= 22) {
			this.program.option("--enable-native-access=ALL-UNNAMED");
		}
		return this;
	}

	/**
	 * The JVM grants jdbc-guard nothing.
	 */
	ForkRun withoutNativeSign() {
		this.program.without("jna");
		return this;
	}

	/**
	 * How long a child waits before its first checkout.
	 */
	ForkRun childWaits(long millis) {
		this.settings.with("child-wait-millis", millis);
		return this;
	}

	/**
	 * How long a checkout waits, in milliseconds: a child whose inherited connections
	 * were all leased, and which has no sign of the fork, may wait for one of them in
	 * vain.
	 */
	ForkRun connectionTimeout(long millis) {
		this.settings.with("connection-timeout", millis);
		return this;
	}

	Results play(Variant... variants) throws IOException, InterruptedException {
		this.settings.with("guard", this.guard)
			.with("variants", Arrays.stream(variants).map(Variant::name).collect(Collectors.joining(",")));
		Path output = this.settings.directory().resolve("output");
		Process process = this.program.start(output, this.settings.write());
		try {
			boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
			if (!ended || process.exitValue() != 0) {
				throw new AssertionError("The forking program %s: %s"
					.formatted(ended ? "failed" : "did not come to its end", Files.readString(output)));
			}
			return results(variants);
		}
		finally {
			process.destroyForcibly().waitFor();
		}
	}

	private Results results(Variant... variants) throws IOException {
		Map<Variant, Findings> findings = new EnumMap<>(Variant.class);
		String watch = "";
		for (Variant variant : variants) {
			Path directory = this.settings.directory().resolve(variant.name());
			findings.put(variant, Findings.read(directory.resolve("findings")));
			watch = Files.readString(directory.resolve("watch"));
		}
		return new Results(findings, watch);
	}

	/**
	 * What came of a run.
	 *
	 * @param findings what was found, per variant
	 * @param watch the monitor, in its own words
	 */
	record Results(Map<Variant, Findings> findings, String watch) {

	}

}
