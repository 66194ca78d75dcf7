package io.github.jdbcguard.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How many requests a handler with three statements answers, over HTTP: through the
 * session of the request against a transaction with {@code JdbcTemplate}, and through a
 * session that begins no transactions against {@code JdbcTemplate} in autocommit. All on
 * the same server and the same guarded pool. What the machine does meanwhile changes the
 * rate of all by more than they differ, from one second to the next: the two of each
 * comparison take turns of a twentieth of a second, every other time backwards.
 */
public final class SessionBenchmark {

	private static final int CLIENTS = 2;

	private static final Duration WARM_UP = Duration.ofSeconds(5);

	private static final Duration TURN = Duration.ofMillis(50);

	/** Of each handler in a round, which takes two seconds then. */
	private static final int TURNS_IN_A_ROUND = 20;

	private static final int DEFAULT_ROUNDS = 30;

	/** Of a normal distribution, 95 percent are within so many standard deviations. */
	private static final double CONFIDENCE = 1.96;

	private static final String HEADINGS = "%-14s %-14s %6s %10s %10s %7s%n";

	private static final String ROW = "%-14s %-14s %6d %8d/s %8d/s %7.3f ± %.3f%n";

	private SessionBenchmark() {
	}

	/**
	 * Run the benchmark.
	 * @param arguments how many rounds of each comparison, if not thirty
	 * @throws Exception if a request fails
	 */
	public static void main(String... arguments) throws Exception {
		int rounds = (arguments.length > 0) ? Turns.rounds(arguments) : DEFAULT_ROUNDS;
		ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
		try (PostgresServer database = PostgresServer.start(); SessionServer server = SessionServer.start(database)) {
			System.out.printf("Requests with three statements, %d clients, in turns of %d ms%n", CLIENTS,
					TURN.toMillis());
			System.out.printf(HEADINGS, "baseline", "handler", "rounds", "baseline", "handler", "ratio");
			for (List<String> pair : SessionServer.COMPARISONS) {
				compare(new Handlers(server, clients, pair), rounds, System.out);
			}
		}
		finally {
			clients.shutdownNow();
		}
	}

	private static void compare(Handlers handlers, int rounds, PrintStream out) throws Exception {
		System.err.printf("warm-up: %s%n", handlers.names);
		handlers.takeTurns(WARM_UP, 2);
		List<long[]> counts = new ArrayList<>();
		for (int round = 1; round <= rounds; round++) {
			System.err.printf("round %d of %d: %s%n", round, rounds, handlers.names);
			counts.add(handlers.takeTurns(TURN, TURNS_IN_A_ROUND));
		}
		double[] ratios = counts.stream().mapToDouble((count) -> (double) count[1] / count[0]).toArray();
		out.printf(ROW, handlers.names.get(0), handlers.names.get(1), rounds, rate(counts, 0), rate(counts, 1),
				mean(ratios), CONFIDENCE * standardError(ratios));
	}

	private static long rate(List<long[]> counts, int handler) {
		long sum = counts.stream().mapToLong((count) -> count[handler]).sum();
		return sum * 1_000 / (counts.size() * TURNS_IN_A_ROUND * TURN.toMillis());
	}

	private static double mean(double... values) {
		double sum = 0;
		for (double value : values) {
			sum += value;
		}
		return sum / values.length;
	}

	private static double standardError(double... values) {
		double mean = mean(values);
		double squares = 0;
		for (double value : values) {
			squares += (value - mean) * (value - mean);
		}
		return (values.length > 1) ? Math.sqrt(squares / (values.length - 1) / values.length) : Double.NaN;
	}

	/**
	 * Two handlers that are compared, and their clients.
	 */
	private static final class Handlers {

		final List<String> names;

		private final SessionServer server;

		private final ExecutorService clients;

		Handlers(SessionServer server, ExecutorService clients, List<String> names) {
			this.server = server;
			this.clients = clients;
			this.names = names;
		}

		/**
		 * Let each handler answer as many requests as it can.
		 * @param turn how long, in each turn
		 * @param turns how often
		 * @return how many requests each of them has answered
		 */
		long[] takeTurns(Duration turn, int turns) throws InterruptedException, ExecutionException {
			long[] answered = new long[2];
			for (int i = 0; i < turns; i++) {
				int first = i % 2;
				answered[first] += requestsWithin(turn, this.names.get(first));
				answered[1 - first] += requestsWithin(turn, this.names.get(1 - first));
			}
			return answered;
		}

		private long requestsWithin(Duration time, String handler) throws InterruptedException, ExecutionException {
			URI uri = this.server.uri(handler);
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
			for (Future<Long> requests : this.clients.invokeAll(Collections.nCopies(CLIENTS, client))) {
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

	}

}
