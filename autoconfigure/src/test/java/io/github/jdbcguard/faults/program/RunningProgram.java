package io.github.jdbcguard.faults.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.github.jdbcguard.boundary.Reaction;
import io.github.jdbcguard.faults.Guard;
import io.github.jdbcguard.faults.ProgramSettings;
import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.JavaProgram;
import org.awaitility.Awaitility;

/**
 * A {@link ControlledProgram}, seen by the test.
 */
public final class RunningProgram implements AutoCloseable {

	/**
	 * How many connections the program has.
	 */
	public static final int CONNECTIONS = ControlledProgram.POOL_SIZE;

	private static final Duration PATIENCE = Duration.ofSeconds(40);

	private final Path directory;

	private final Process process;

	private int commands;

	private RunningProgram(Path directory, Process process) {
		this.directory = directory;
		this.process = process;
	}

	/**
	 * Start the program without rules for its borrowers, in a session of its own.
	 * @param directory an empty directory
	 * @param database its database
	 * @param guard how its pool is guarded
	 * @param options more options for the JVM
	 * @return the program, with every connection of its pool open
	 * @throws Exception if it cannot be started
	 */
	public static RunningProgram start(Path directory, Database database, Guard guard, String... options)
			throws Exception {
		return start(directory, database, guard, Reaction.IGNORE, options);
	}

	/**
	 * Start the program, in a session of its own.
	 * @param directory an empty directory
	 * @param database its database
	 * @param guard how its pool is guarded
	 * @param rules what comes of broken rules
	 * @param options more options for the JVM
	 * @return the program, with every connection of its pool open
	 * @throws Exception if it cannot be started
	 */
	public static RunningProgram start(Path directory, Database database, Guard guard, Reaction rules,
			String... options) throws Exception {
		database.execute("create table if not exists work (worker text, sequence bigint, life text)");
		database.execute("create table if not exists transaction (worker text, number bigint, life text)");
		String settings = ProgramSettings.of(directory, database).with("guard", guard).with("rules", rules).write();
		JavaProgram program = JavaProgram.of(ControlledProgram.class)
			.by("setsid")
			.option("-XX:-UsePerfData", "-XX:+UseSerialGC", "-Xmx96m")
			.option(options);
		if (Runtime.version().feature() >= 22) {
			program.option("--enable-native-access=ALL-UNNAMED");
		}
		RunningProgram running = new RunningProgram(directory, program.start(null, settings));
		try {
			running.tell("touch");
			return running;
		}
		catch (RuntimeException ex) {
			running.close();
			throw ex;
		}
	}

	/**
	 * The process that was started; it ends when it is dumped without being left running.
	 * @return the process
	 */
	public ProcessHandle process() {
		return this.process.toHandle();
	}

	/**
	 * Tell the only life of the program what to do and wait until it is done.
	 * @param command what to do
	 * @return the answer
	 * @throws IOException if the files are at fault
	 */
	public String tell(String command) throws IOException {
		return tell(command, 1).values().iterator().next();
	}

	/**
	 * Tell all lives of the program what to do and wait until all have done it.
	 * @param command what to do
	 * @param lives how many they are
	 * @return the answers
	 * @throws IOException if the files are at fault
	 */
	public Map<String, String> tell(String command, int lives) throws IOException {
		this.commands++;
		Path written = Files.writeString(this.directory.resolve("written"), command);
		Files.move(written, this.directory.resolve("command-" + this.commands));
		return Awaitility.await("answer to '" + command + "'")
			.atMost(PATIENCE)
			.pollInterval(Duration.ofMillis(5))
			.failFast("The program failed", () -> !this.process.isAlive() && this.process.exitValue() == 1)
			.until(() -> files("answer-" + this.commands + "-"), (answers) -> answers.size() == lives);
	}

	/**
	 * What each life of the program did.
	 * @param lives how many they are
	 * @return their journals, that of the original life being that of {@link #original}
	 * @throws IOException if the files are at fault
	 */
	public Map<String, Journal> report(int lives) throws IOException {
		Map<String, Journal> journals = new TreeMap<>();
		for (String life : tell("report", lives).keySet()) {
			journals.put(life, Journal.read(this.directory.resolve("journal-" + life)));
		}
		return journals;
	}

	/**
	 * The name of the life that was started, and of those restored in its place.
	 * @return the name
	 */
	public static String original() {
		return Work.life();
	}

	private Map<String, String> files(String prefix) throws IOException {
		Map<String, String> found = new TreeMap<>();
		try (Stream<Path> files = Files.list(this.directory)) {
			for (Path file : files.filter((each) -> each.getFileName().toString().startsWith(prefix)).toList()) {
				found.put(file.getFileName().toString().substring(prefix.length()), Files.readString(file));
			}
		}
		return found;
	}

	@Override
	public void close() {
		// What was restored under the same number is not ours to end
		if (this.process.isAlive()) {
			this.process.destroyForcibly();
			this.process.onExit().join();
		}
	}

}
