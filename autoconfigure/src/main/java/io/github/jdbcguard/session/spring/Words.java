package io.github.jdbcguard.session.spring;

import java.sql.SQLException;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What is said of failures. Never anything of the application's data: what a server says
 * of a value that it does not accept holds the value, and what an application says may
 * hold anything.
 */
final class Words {

	/**
	 * The classes of SQLStates that speak of the connection, the transaction or the
	 * server: connection, transaction state, rollback, resources, intervention, system.
	 */
	private static final List<String> WITHOUT_DATA = List.of("08", "25", "40", "53", "57", "58");

	private Words() {
	}

	/**
	 * What has failed.
	 */
	static String of(Throwable failure) {
		List<Throwable> causes = Causes.of(failure);
		for (int i = causes.size() - 1; i >= 0; i--) {
			if (causes.get(i) instanceof SQLException sql) {
				return sql(sql);
			}
		}
		return causes.get(causes.size() - 1).getClass().getSimpleName();
	}

	/**
	 * No more than the first line: drivers add details, and statements, in further ones.
	 */
	private static String sql(SQLException failure) {
		String name = failure.getClass().getSimpleName() + " (SQLState " + failure.getSQLState()
				+ ((failure.getErrorCode() != 0) ? ", code " + failure.getErrorCode() : "") + ")";
		String message = failure.getMessage();
		if (message == null || WITHOUT_DATA.stream().noneMatch((data) -> Causes.isOfClass(failure, data))) {
			return name;
		}
		String first = message.lines().findFirst().orElse("").strip();
		return first.isEmpty() ? name : first;
	}

	static String quoted(@Nullable String name) {
		return (name != null && !name.isEmpty()) ? "'" + name + "'" : "without a name";
	}

}
