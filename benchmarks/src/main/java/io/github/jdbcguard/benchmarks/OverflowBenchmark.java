package io.github.jdbcguard.benchmarks;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import javax.sql.DataSource;

/**
 * What many more threads than connections get done on a pool that keeps five connections
 * and may open five more: bare HikariCP against the guarded pool with the same settings.
 * The pools take turns, every other round backwards, so that what the machine does
 * meanwhile falls on both.
 */
public final class OverflowBenchmark {

	private static final int SIZE = 5;

	private static final int OVERFLOW = 5;

	private static final int THREADS = 64;

	private static final Duration WARM_UP = Duration.ofSeconds(2);

	private static final Duration ROUND = Duration.ofSeconds(5);

	private static final String ROW = "%-8s %7s %8s %8s %12s %7s%n";

	private OverflowBenchmark() {
	}

	/**
	 * Run the benchmark.
	 * @param arguments how many rounds, if not five
	 * @throws Exception if a query fails
	 */
	public static void main(String... arguments) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		try (PostgresServer server = PostgresServer.start()) {
			printTable(Turns.take(Turns.rounds(arguments), (pool) -> run(pool, server.url(), threads)), System.out);
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static long run(String name, String url, ExecutorService threads) throws Exception {
		try (ComparedPool pool = ComparedPool.openForBursts(name, url, SIZE, OVERFLOW)) {
			queriesWithin(WARM_UP, pool.dataSource(), threads);
			return queriesWithin(ROUND, pool.dataSource(), threads) / ROUND.toSeconds();
		}
	}

	private static long queriesWithin(Duration time, DataSource dataSource, ExecutorService threads)
			throws InterruptedException, ExecutionException {
		long end = System.nanoTime() + time.toNanos();
		Callable<Long> thread = () -> {
			long queries = 0;
			while (System.nanoTime() - end < 0) {
				Turns.query(dataSource);
				queries++;
			}
			return queries;
		};
		long sum = 0;
		for (Future<Long> queries : threads.invokeAll(Collections.nCopies(THREADS, thread))) {
			sum += queries.get();
		}
		return sum;
	}

	private static void printTable(Map<String, List<Long>> rates, PrintStream out) {
		out.printf("Medians of checkouts with one small query, %d threads, %d connections and %d in a burst%n", THREADS,
				SIZE, OVERFLOW);
		out.printf(ROW, "pool", "rounds", "lowest", "highest", "median", "ratio");
		double baseline = median(rates.getOrDefault(ComparedPool.BASELINE, List.of()));
		rates.forEach((pool, each) -> out.printf(ROW, pool, each.size(), Collections.min(each), Collections.max(each),
				median(each) + " ops/s", "%.3f".formatted(median(each) / baseline)));
	}

	private static long median(List<Long> rates) {
		long[] sorted = rates.stream().mapToLong(Long::longValue).sorted().toArray();
		return sorted[sorted.length / 2];
	}

}
