package io.github.jdbcguard.benchmarks;

import java.util.ArrayList;
import java.util.List;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * One pool in one benchmark at one number of threads.
 *
 * @param benchmark the class of the benchmark
 * @param method its method
 * @param threads how many threads take connections
 * @param pool the pool they take them from
 */
record Trial(Class<?> benchmark, String method, int threads, String pool) {

	private static final int[] THREADS = { 1, 2 };

	static List<Trial> of(RunPlan plan) {
		List<Trial> trials = new ArrayList<>();
		trials.addAll(of(CheckoutBenchmark.class, "checkout", plan.pools()));
		trials.addAll(of(CheckoutBenchmark.class, "checkoutAndExecute", plan.pools()));
		trials.addAll(of(PostgresBenchmark.class, "checkoutAndQuery", plan.databasePools()));
		return trials;
	}

	private static List<Trial> of(Class<?> benchmark, String method, List<String> pools) {
		List<Trial> trials = new ArrayList<>();
		for (int threads : THREADS) {
			pools.forEach((pool) -> trials.add(new Trial(benchmark, method, threads, pool)));
		}
		return trials;
	}

	Trial baseline() {
		return new Trial(this.benchmark, this.method, this.threads, ComparedPool.BASELINE);
	}

	/**
	 * Run one fork.
	 * @param plan how long
	 * @param databaseUrl where the database is
	 * @param log what JMH has to say
	 * @return the result of this fork
	 * @throws RunnerException if the benchmark fails
	 */
	RunResult run(RunPlan plan, String databaseUrl, OutputFormat log) throws RunnerException {
		Options options = new OptionsBuilder().include(this.benchmark.getName() + "." + this.method + "$")
			.param("pool", this.pool)
			.threads(this.threads)
			.forks(1)
			.warmupIterations(plan.warmups())
			.warmupTime(plan.iteration())
			.measurementIterations(plan.iterations())
			.measurementTime(plan.iteration())
			.addProfiler(GCProfiler.class)
			.shouldFailOnError(true)
			.jvmArgsAppend(jvmArguments(databaseUrl))
			.build();
		return new Runner(options, log).runSingle();
	}

	private String[] jvmArguments(String databaseUrl) {
		List<String> arguments = new ArrayList<>();
		arguments.add("-D" + PostgresBenchmark.URL_PROPERTY + "=" + databaseUrl);
		if (ComparedPool.GUARDED_NATIVE.equals(this.pool)) {
			arguments.add("--enable-native-access=ALL-UNNAMED");
		}
		return arguments.toArray(String[]::new);
	}

	@Override
	public String toString() {
		return "%s.%s, %d thread(s), %s".formatted(this.benchmark.getSimpleName(), this.method, this.threads,
				this.pool);
	}

}
