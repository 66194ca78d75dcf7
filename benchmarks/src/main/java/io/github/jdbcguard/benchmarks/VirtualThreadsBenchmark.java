package io.github.jdbcguard.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;

/**
 * What ten thousand virtual threads get done on a pool of ten connections: bare HikariCP
 * against the guarded pool. Counts how often a virtual thread has pinned its carrier, as
 * the JVM's flight recorder sees it. The pools take turns, every other round backwards,
 * so that what the machine does meanwhile falls on both. Needs JDK 21 or newer.
 */
public final class VirtualThreadsBenchmark {

	private static final int CONNECTIONS = 10;

	private static final int THREADS = 10_000;

	private static final int QUERIES = 5;

	private static final String PINNED = "jdk.VirtualThreadPinned";

	private static final String ROW = "%-8s %7s %8s %8s %12s %7s %7s%n";

	private VirtualThreadsBenchmark() {
	}

	/**
	 * Run the benchmark.
	 * @param arguments how many rounds, if not five
	 * @throws Exception if a query fails
	 */
	public static void main(String... arguments) throws Exception {
		try (PostgresServer server = PostgresServer.start()) {
			for (String pool : Turns.POOLS) {
				System.err.printf("warm-up: %s%n", pool);
				run(pool, server.url());
			}
			printTable(Turns.take(Turns.rounds(arguments), (pool) -> run(pool, server.url())), System.out);
		}
	}

	private static Round run(String name, String url) throws Exception {
		ExecutorService threads = virtualThreads();
		try (ComparedPool pool = ComparedPool.open(name, url, CONNECTIONS); Recording recording = new Recording()) {
			recording.enable(PINNED).withThreshold(Duration.ZERO);
			recording.start();
			long start = System.nanoTime();
			Callable<Void> thread = () -> {
				for (int i = 0; i < QUERIES; i++) {
					Turns.query(pool.dataSource());
				}
				return null;
			};
			for (Future<Void> done : threads.invokeAll(Collections.nCopies(THREADS, thread))) {
				done.get();
			}
			long nanos = System.nanoTime() - start;
			recording.stop();
			return new Round(THREADS * QUERIES * Duration.ofSeconds(1).toNanos() / nanos, pinned(recording));
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static int pinned(Recording recording) throws IOException {
		Path file = Files.createTempFile("virtual-threads", ".jfr");
		try {
			recording.dump(file);
			return (int) RecordingFile.readAllEvents(file)
				.stream()
				.filter((event) -> event.getEventType().getName().equals(PINNED))
				.count();
		}
		finally {
			Files.delete(file);
		}
	}

	/**
	 * By reflection, for this is compiled for JDK 17.
	 */
	private static ExecutorService virtualThreads() throws ReflectiveOperationException {
		return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
	}

	private static void printTable(Map<String, List<Round>> results, PrintStream out) {
		out.printf("Medians of checkouts with one small query, %d virtual threads, %d connections%n", THREADS,
				CONNECTIONS);
		out.printf(ROW, "pool", "rounds", "lowest", "highest", "median", "ratio", "pinned");
		double baseline = median(results.getOrDefault(ComparedPool.BASELINE, List.of()));
		results.forEach((pool, rounds) -> {
			LongSummaryStatistics rates = rounds.stream().mapToLong(Round::rate).summaryStatistics();
			out.printf(ROW, pool, rounds.size(), rates.getMin(), rates.getMax(), median(rounds) + " ops/s",
					"%.3f".formatted(median(rounds) / baseline), rounds.stream().mapToInt(Round::pinned).sum());
		});
	}

	private static long median(List<Round> rounds) {
		long[] sorted = rounds.stream().mapToLong(Round::rate).sorted().toArray();
		return sorted[sorted.length / 2];
	}

	/**
	 * What one round came to.
	 *
	 * @param rate queries in a second
	 * @param pinned how often a virtual thread has pinned its carrier
	 */
	private record Round(long rate, int pinned) {

	}

}
