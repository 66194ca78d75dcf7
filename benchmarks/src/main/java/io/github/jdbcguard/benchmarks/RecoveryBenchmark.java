package io.github.jdbcguard.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * How long a restored process waits for its first successful query, with a pool of
 * connections inherited from the snapshot. Connections used less than half a second
 * before the dump are those that HikariCP hands out untested; on a busy machine the dump
 * may come later than that, as the column of idle times shows.
 */
public final class RecoveryBenchmark {

	private static final List<String> POOLS = List.of(ComparedPool.BASELINE, ComparedPool.GUARDED);

	private static final Duration JUST_USED = Duration.ZERO;

	private static final Duration LONG_IDLE = Duration.ofSeconds(2);

	private static final int DEFAULT_ROUNDS = 5;

	private static final String ROW = "%-12s %-8s %7s %8s %14s %7s %11s %7s%n";

	private RecoveryBenchmark() {
	}

	/**
	 * Run the benchmark.
	 * @param arguments how many rounds, if not five
	 * @throws Exception if a restored application fails
	 */
	public static void main(String... arguments) throws Exception {
		int rounds = (arguments.length > 0) ? Integer.parseInt(arguments[0]) : DEFAULT_ROUNDS;
		if (!Criu.isInstalled()) {
			System.out.println("skipped: no working criu (criu or setsid is not on the PATH)");
			return;
		}
		try (PostgresServer server = PostgresServer.start()) {
			if (criuWorks(server.url())) {
				printTable(run(rounds, server.url()), System.out);
			}
		}
	}

	private static boolean criuWorks(String url) throws IOException {
		try {
			new RecoveryRound(ComparedPool.BASELINE, JUST_USED).run(url);
			return true;
		}
		catch (Criu.FailedException ex) {
			System.out.printf("skipped: no working criu (%s)%n", ex.getMessage());
			return false;
		}
	}

	private static Map<RecoveryRound, List<Recovery>> run(int rounds, String url) throws IOException {
		Map<RecoveryRound, List<Recovery>> recoveries = new LinkedHashMap<>();
		for (int round = 1; round <= rounds; round++) {
			for (Duration idle : List.of(JUST_USED, LONG_IDLE)) {
				for (String pool : POOLS) {
					System.err.printf("round %d of %d: %s, connections idle for %s%n", round, rounds, pool, idle);
					RecoveryRound next = new RecoveryRound(pool, idle);
					recoveries.computeIfAbsent(next, (key) -> new ArrayList<>()).add(next.run(url));
				}
			}
		}
		return recoveries;
	}

	private static void printTable(Map<RecoveryRound, List<Recovery>> recoveries, PrintStream out) {
		out.printf("Medians after a restore with %d inherited connections%n", RecoveryRound.CONNECTIONS);
		out.printf(ROW, "connections", "pool", "rounds", "idle", "first success", "errors", "all good", "errors");
		recoveries.forEach((round, results) -> out.printf(ROW,
				round.idle().isZero() ? "just used" : "idle " + round.idle().toSeconds() + " s", round.pool(),
				results.size(), median(results, Recovery::idleMillis) + " ms",
				millis(median(results, Recovery::firstSuccessMicros)), median(results, Recovery::errorsBefore),
				millis(median(results, Recovery::allGoodMicros)), median(results, Recovery::errorsInAll)));
	}

	private static long median(List<Recovery> results, ToLongFunction<Recovery> figure) {
		long[] sorted = results.stream().mapToLong(figure).sorted().toArray();
		return sorted[sorted.length / 2];
	}

	private static String millis(long micros) {
		return "%.1f ms".formatted(micros / 1000.0);
	}

}
