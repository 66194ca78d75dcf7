package io.github.jdbcguard.benchmarks;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs every pool through every benchmark and prints one table of ratios. The forks of
 * the pools take turns, every other round backwards, so that what the machine does
 * meanwhile falls on all of them.
 */
public final class Report {

	private Report() {
	}

	/**
	 * Run the benchmarks.
	 * @param arguments the directory for the results and JMH's log, then the options of
	 * {@link RunPlan}
	 * @throws Exception if a benchmark fails
	 */
	public static void main(String... arguments) throws Exception {
		Path directory = Path.of(arguments[0]);
		RunPlan plan = RunPlan.of(Arrays.asList(arguments).subList(1, arguments.length));
		Results results = new Results();
		try (PrintStream log = new PrintStream(Files.newOutputStream(directory.resolve("benchmarks.log")), true,
				StandardCharsets.UTF_8); PostgresServer server = PostgresServer.start()) {
			OutputFormat format = OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL);
			List<Trial> trials = new ArrayList<>(Trial.of(plan));
			for (int round = 1; round <= plan.rounds(); round++) {
				for (Trial trial : trials) {
					System.err.printf("round %d of %d: %s%n", round, plan.rounds(), trial);
					results.add(trial, trial.run(plan, server.url(), format));
				}
				Collections.reverse(trials);
			}
		}
		results.writeJson(directory.resolve("benchmarks.json"));
		results.printTable(System.out);
	}

}
