package io.github.jdbcguard.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

/**
 * Bare HikariCP against the guarded pool in rounds. They take turns, every other round
 * backwards, so that what the machine does meanwhile falls on both. Static methods
 * without state.
 */
final class Turns {

	static final List<String> POOLS = List.of(ComparedPool.BASELINE, ComparedPool.GUARDED);

	private static final int DEFAULT_ROUNDS = 5;

	private Turns() {
	}

	static int rounds(String... arguments) {
		return (arguments.length > 0) ? Integer.parseInt(arguments[0]) : DEFAULT_ROUNDS;
	}

	/**
	 * Let the pools take turns.
	 * @param rounds how many rounds
	 * @param turn what each pool does in each round
	 * @return what came of it, by the name of the pool
	 */
	static <R> Map<String, List<R>> take(int rounds, Turn<R> turn) throws Exception {
		Map<String, List<R>> results = new LinkedHashMap<>();
		POOLS.forEach((pool) -> results.put(pool, new ArrayList<>()));
		List<String> order = new ArrayList<>(POOLS);
		for (int round = 1; round <= rounds; round++) {
			for (String pool : order) {
				System.err.printf("round %d of %d: %s%n", round, rounds, pool);
				results.getOrDefault(pool, List.of()).add(turn.of(pool));
			}
			Collections.reverse(order);
		}
		return results;
	}

	/**
	 * A checkout with one small query.
	 */
	static void query(DataSource dataSource) throws SQLException {
		try (Connection connection = dataSource.getConnection();
				PreparedStatement statement = connection.prepareStatement("select ? + 1")) {
			statement.setInt(1, 41);
			try (ResultSet result = statement.executeQuery()) {
				result.next();
			}
		}
	}

	/**
	 * What a pool does in a round.
	 *
	 * @param <R> the type of what comes of it
	 */
	@FunctionalInterface
	interface Turn<R> {

		R of(String pool) throws Exception;

	}

}
