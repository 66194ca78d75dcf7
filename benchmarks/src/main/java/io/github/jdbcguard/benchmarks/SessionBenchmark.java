package io.github.jdbcguard.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How many requests a handler with three statements answers, over HTTP: through the
 * session of the request against a transaction with {@code JdbcTemplate}, and through a
 * session that begins no transactions against {@code JdbcTemplate} in autocommit. All on
 * the same server and the same guarded pool. The two of each comparison take turns, every
 * other round backwards, so that what the machine does meanwhile falls on both.
 */
public final class SessionBenchmark {

	private static final int CLIENTS = 2;

	private static final Duration WARM_UP = Duration.ofSeconds(5);

	/** Short, so that what the machine does meanwhile falls on all alike. */
	private static final Duration ROUND = Duration.ofSeconds(1);

	private static final String DEFAULT_ROUNDS = "30";

	private static final String ROW = "%-14s %7s %8s %8s %15s %7s%n";

	private SessionBenchmark() {
	}

	/**
	 * Run the benchmark.
	 * @param arguments how many rounds, if not thirty
	 * @throws Exception if a request fails
	 */
	public static void main(String... arguments) throws Exception {
		ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
		try (PostgresServer database = PostgresServer.start(); SessionServer server = SessionServer.start(database)) {
			int rounds = Turns.rounds((arguments.length > 0) ? arguments : new String[] { DEFAULT_ROUNDS });
			System.out.printf("Medians of requests with three statements, %d clients%n", CLIENTS);
			System.out.printf(ROW, "handler", "rounds", "lowest", "highest", "median", "ratio");
			for (List<String> pair : SessionServer.COMPARISONS) {
				for (String handler : pair) {
					System.err.printf("warm-up: %s%n", handler);
					requestsWithin(WARM_UP, server, handler, clients);
				}
				print(pair.get(0),
						Turns.take(pair, rounds, (handler) -> requestsWithin(ROUND, server, handler, clients)),
						System.out);
			}
		}
		finally {
			clients.shutdownNow();
		}
	}

	private static long requestsWithin(Duration time, SessionServer server, String handler, ExecutorService clients)
			throws InterruptedException, ExecutionException {
		URI uri = server.uri(handler);
		long end = System.nanoTime() + time.toNanos();
		Callable<Long> client = () -> {
			long requests = 0;
			while (System.nanoTime() - end < 0) {
				request(uri);
				requests++;
			}
			return requests;
		};
		long sum = 0;
		for (Future<Long> requests : clients.invokeAll(Collections.nCopies(CLIENTS, client))) {
			sum += requests.get();
		}
		return sum;
	}

	private static void request(URI uri) throws IOException {
		HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
		// An answer of 400 and above throws
		try (InputStream answer = connection.getInputStream()) {
			answer.readAllBytes();
		}
	}

	private static void print(String baseline, Map<String, List<Long>> rates, PrintStream out) {
		double compared = median(rates.getOrDefault(baseline, List.of()));
		rates.forEach((handler, each) -> {
			LongSummaryStatistics statistics = each.stream().mapToLong(Long::longValue).summaryStatistics();
			out.printf(ROW, handler, each.size(), statistics.getMin(), statistics.getMax(),
					median(each) + " requests/s", "%.3f".formatted(median(each) / compared));
		});
	}

	private static long median(List<Long> rates) {
		long[] sorted = rates.stream().mapToLong(Long::longValue).sorted().toArray();
		return sorted[sorted.length / 2];
	}

}
