package io.github.jdbcguard.faults.program;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.jdbcguard.faults.Guard;
import io.github.jdbcguard.faults.Guard.OpenPool;
import io.github.jdbcguard.faults.ProgramSettings;
import io.github.jdbcguard.faults.Rules;

/**
 * The program that is stopped, dumped and restored. It does what it reads in files, and
 * answers in files: every copy of it does the same, and answers under its own name. It
 * keeps no file open, which CRIU would have to find again as it was.
 */
public final class ControlledProgram {

	static final int POOL_SIZE = 12;

	private static final int IN_TRANSACTION = 2;

	private static final int THREADS = 8;

	private final Path directory;

	private final Work work;

	private final OpenTransactions transactions;

	private final RuledWork ruledWork;

	private final ScopedWork scopedWork;

	private ControlledProgram(Path directory, OpenPool pool, Rules rules) {
		this.directory = directory;
		this.work = new Work(pool.dataSource());
		this.transactions = new OpenTransactions(pool.dataSource());
		this.ruledWork = new RuledWork(pool.dataSource(), rules);
		this.scopedWork = new ScopedWork(pool);
	}

	/**
	 * Run the program.
	 * @param arguments the directory of the settings
	 * @throws Exception if the program itself is at fault
	 */
	public static void main(String... arguments) throws Exception {
		ProgramSettings settings = ProgramSettings.read(arguments[0]);
		Guard guard = Guard.valueOf(settings.get("guard"));
		try (Rules rules = Rules.of(settings);
				OpenPool pool = guard.open(settings.database(), POOL_SIZE, rules, (hikari) -> {
				})) {
			new ControlledProgram(settings.directory(), pool, rules).obey();
		}
	}

	private void obey() throws Exception {
		String command;
		int number = 0;
		do {
			number++;
			command = await(this.directory.resolve("command-" + number));
			String answer = perform(command);
			Path written = this.directory.resolve("written-%d-%s".formatted(number, Work.life()));
			Files.writeString(written, answer);
			Files.move(written, this.directory.resolve("answer-%d-%s".formatted(number, Work.life())));
		}
		while (!command.equals("exit"));
	}

	private static String await(Path file) throws Exception {
		while (!Files.exists(file)) {
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
		}
		return Files.readString(file);
	}

	private String perform(String command) throws Exception {
		switch (command) {
			case "touch" -> this.work.touch(POOL_SIZE - IN_TRANSACTION);
			case "work" -> this.work.start(THREADS);
			case "rest" -> this.work.rest();
			case "begin" -> this.transactions.begin();
			case "end" -> {
				return this.transactions.end();
			}
			case "begin by Spring" -> this.ruledWork.begin();
			case "end by Spring" -> {
				return this.ruledWork.end();
			}
			case "begin scopes" -> this.scopedWork.begin();
			case "end scopes" -> {
				return this.scopedWork.end();
			}
			case "violations" -> {
				return this.ruledWork.violations();
			}
			case "hold" -> {
				return this.ruledWork.hold();
			}
			case "report" -> this.work.report(this.directory.resolve("journal-" + Work.life()));
			case "exit" -> {
			}
			default -> throw new IllegalArgumentException(command);
		}
		return "done";
	}

}
