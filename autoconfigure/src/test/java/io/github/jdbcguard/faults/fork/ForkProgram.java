package io.github.jdbcguard.faults.fork;

import java.nio.file.Files;
import java.nio.file.Path;

import io.github.jdbcguard.faults.Guard;
import io.github.jdbcguard.faults.Guard.OpenPool;
import io.github.jdbcguard.faults.ProgramSettings;
import io.github.jdbcguard.faults.Rules;
import io.github.jdbcguard.faults.fork.Variant.Rounds;

/**
 * The program that forks: plays some rounds of each variant that it was told to play and
 * writes down what it found.
 */
public final class ForkProgram {

	private final ProgramSettings settings;

	private ForkProgram(ProgramSettings settings) {
		this.settings = settings;
	}

	/**
	 * Run the program.
	 * @param arguments the directory of the settings
	 * @throws Exception if the program itself is at fault
	 */
	public static void main(String... arguments) throws Exception {
		ForkProgram program = new ForkProgram(ProgramSettings.read(arguments[0]));
		for (String variant : program.settings.get("variants").split(",")) {
			program.play(Variant.valueOf(variant));
		}
	}

	private void play(Variant variant) throws Exception {
		Path directory = Files.createDirectory(this.settings.directory().resolve(variant.name()));
		Guard guard = Guard.valueOf(this.settings.get("guard"));
		try (Rules rules = Rules.of(this.settings);
				OpenPool pool = guard.open(this.settings.database(), variant.poolSize(), rules,
						(hikari) -> hikari.setConnectionTimeout(this.settings.number("connection-timeout")))) {
			Files.writeString(directory.resolve("watch"), String.valueOf(pool.watch()));
			NativeFork processes = NativeFork.load(Path.of(this.settings.get("jna")));
			Forker forker = new Forker(processes, directory, this.settings);
			ForkScene scene = new ForkScene(this.settings.database(), pool, rules, forker);
			play(variant.rounds(scene), scene.findings());
			scene.findings().write(directory.resolve("findings"));
		}
	}

	private void play(Rounds rounds, Findings findings) throws Exception {
		rounds.before();
		int enough = this.settings.number("damage-to-show");
		for (int round = 1; round <= this.settings.number("rounds") && findings.damage() < enough; round++) {
			int number = round;
			attempt(() -> rounds.play(number), findings);
			findings.add(Finding.ROUND, "");
		}
		attempt(rounds::after, findings);
	}

	private static void attempt(Step step, Findings findings) {
		try {
			step.run();
		}
		catch (Exception ex) {
			findings.add(Finding.PARENT_ERROR, ex);
		}
	}

	/**
	 * A step that may fail, which is worth a note.
	 */
	@FunctionalInterface
	private interface Step {

		void run() throws Exception;

	}

}
