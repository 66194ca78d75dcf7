package io.github.jdbcguard.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How much is run. A round is one fork of everything; rounds follow one another, so that
 * a machine that slows down slows down every pool alike.
 *
 * @param rounds how many forks of each pool
 * @param warmups iterations before those that count
 * @param iterations iterations that count, in each fork
 * @param iteration how long one takes
 * @param pools the pools on the stub driver
 * @param databasePools the pools on the real database
 */
record RunPlan(int rounds, int warmups, int iterations, TimeValue iteration, List<String> pools,
		List<String> databasePools) {

	private static final List<String> GUARDED = List.of(ComparedPool.BASELINE, ComparedPool.GUARDED, "guarded-no-rules",
			"guarded-no-process", Policies.COMBINED);

	private static final List<String> PEERS = List.of("agroal", "dbcp2", "tomcat", "datasource-proxy", "p6spy");

	static RunPlan of(List<String> arguments) {
		RunPlan plan = arguments.contains("--quick") ? quick() : thorough();
		for (String argument : arguments) {
			plan = plan.with(argument);
		}
		return plan;
	}

	private static RunPlan quick() {
		return new RunPlan(1, 1, 1, TimeValue.milliseconds(300), GUARDED, GUARDED);
	}

	private static RunPlan thorough() {
		List<String> pools = new ArrayList<>(GUARDED);
		if (ComparedPool.nativeAccessChangesTheGuard()) {
			pools.add(ComparedPool.GUARDED_NATIVE);
		}
		List<String> databasePools = List.copyOf(pools);
		pools.addAll(PEERS);
		return new RunPlan(3, 3, 5, TimeValue.seconds(1), List.copyOf(pools), databasePools);
	}

	private RunPlan with(String argument) {
		String[] option = argument.split("=", 2);
		return switch (option[0]) {
			case "--quick" -> this;
			case "--policies" -> withPolicies();
			case "--rounds" -> withRounds(Integer.parseInt(option[1]));
			case "--pools" -> withPools(List.of(option[1].split(",")));
			default -> throw new IllegalArgumentException(
					"'%s' is none of --quick, --policies, --rounds=<number>, --pools=<name>,<name>"
						.formatted(argument));
		};
	}

	private RunPlan withRounds(int rounds) {
		return new RunPlan(rounds, this.warmups, this.iterations, this.iteration, this.pools, this.databasePools);
	}

	private RunPlan withPolicies() {
		List<String> unset = List.of(ComparedPool.BASELINE, ComparedPool.GUARDED);
		List<String> anywhere = joined(unset, Policies.ANYWHERE);
		return on(anywhere, joined(anywhere, Policies.ON_A_SERVER));
	}

	private RunPlan withPools(List<String> chosen) {
		return on(baselineAnd(chosen, this.pools), baselineAnd(chosen, this.databasePools));
	}

	private RunPlan on(List<String> pools, List<String> databasePools) {
		return new RunPlan(this.rounds, this.warmups, this.iterations, this.iteration, pools, databasePools);
	}

	private static List<String> joined(List<String> some, List<String> others) {
		return Stream.concat(some.stream(), others.stream()).toList();
	}

	private static List<String> baselineAnd(List<String> chosen, List<String> pools) {
		return pools.stream().filter((pool) -> pool.equals(ComparedPool.BASELINE) || chosen.contains(pool)).toList();
	}

}
