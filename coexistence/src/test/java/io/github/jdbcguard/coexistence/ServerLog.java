package io.github.jdbcguard.coexistence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.awaitility.Awaitility.await;

/**
 * What PostgreSQL has written down of the statements of one database.
 */
final class ServerLog {

	/** Begins each entry: the database, and the server's process. */
	static final String PREFIX = "%d,%p,";

	/** The parameters follow the statement, in an entry of their own. */
	private static final Pattern ENTRY = Pattern
		.compile("(?m)^(\\w+),(\\d+),(?:LOG:  (?:statement|execute .*?)|DETAIL:  [Pp]arameters): (.+(?:\\n\\t.*)*)");

	private final Database database;

	/**
	 * The log of a database, where each statement is written to from now on.
	 */
	ServerLog(Database database) {
		this.database = database;
		database.execute("alter database " + name() + " set log_statement = 'all'");
	}

	private String name() {
		return this.database.url().substring(this.database.url().lastIndexOf('/') + 1);
	}

	/**
	 * The statements that come in while something is done.
	 * @param work what is done
	 * @return the statements and their parameters, each with the number of its connection
	 */
	List<String> during(Runnable work) {
		String begin = mark();
		work.run();
		String end = mark();
		String log = await().atMost(Duration.ofSeconds(20))
			.until(() -> this.database.text("select pg_read_file(pg_current_logfile())"), (text) -> text.contains(end));
		return statements(log.substring(log.indexOf(begin), log.indexOf(end)));
	}

	private String mark() {
		String mark = "mark " + UUID.randomUUID();
		this.database.text("select '" + mark + "'");
		return mark;
	}

	private List<String> statements(String log) {
		Map<String, Integer> connections = new HashMap<>();
		List<String> statements = new ArrayList<>();
		Matcher entry = ENTRY.matcher(log);
		while (entry.find()) {
			String statement = entry.group(3).replace("\n\t", " ");
			if (entry.group(1).equals(name()) && !statement.contains("mark ")) {
				int connection = connections.computeIfAbsent(entry.group(2), (process) -> connections.size() + 1);
				statements.add(connection + ": " + statement);
			}
		}
		return statements;
	}

}
