package io.github.jdbcguard.session.spring;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * What lies behind a failure.
 */
final class Causes {

	private static final int MAX_DEPTH = 20;

	private Causes() {
	}

	/**
	 * A failure and its causes, the root last.
	 */
	static List<Throwable> of(Throwable failure) {
		List<Throwable> causes = new ArrayList<>(4);
		for (@Nullable
		Throwable cause = failure; cause != null && causes.size() < MAX_DEPTH; cause = cause.getCause()) {
			causes.add(cause);
		}
		return causes;
	}

	static boolean contain(Throwable failure, Class<? extends Throwable> type) {
		return of(failure).stream().anyMatch(type::isInstance);
	}

	static boolean containSql(Throwable failure, Predicate<SQLException> test) {
		return of(failure).stream().anyMatch((cause) -> cause instanceof SQLException sql && test.test(sql));
	}

	/**
	 * Whether an SQLState belongs to a class.
	 */
	static boolean isOfClass(SQLException failure, String sqlStateClass) {
		String state = failure.getSQLState();
		return state != null && state.startsWith(sqlStateClass);
	}

}
