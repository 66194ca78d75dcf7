package io.github.jdbcguard.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

/**
 * The process that is dumped and restored: uses every connection of its pool, says that
 * it is ready, notices its restore and writes down how it got connections again.
 */
public final class RestoredApplication {

	/**
	 * By how much the wall clock must overtake {@link System#nanoTime()}, for which a
	 * snapshot takes no time at all. Without a snapshot the two stay within a
	 * millisecond.
	 */
	private static final long SNAPSHOT_MILLIS = 20;

	private static final long BRACKET_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

	private final DataSource dataSource;

	private final int size;

	private int errors;

	private RestoredApplication(DataSource dataSource, int size) {
		this.dataSource = dataSource;
		this.size = size;
	}

	/**
	 * Run the application.
	 * @param arguments the pool's name, its size, the JDBC URL, how long the connections
	 * are idle before the dump, and the directory for its files
	 * @throws Exception if anything but a query after the restore fails
	 */
	public static void main(String... arguments) throws Exception {
		int size = Integer.parseInt(arguments[1]);
		Path directory = Path.of(arguments[4]);
		try (ComparedPool pool = ComparedPool.open(arguments[0], arguments[2], size)) {
			RestoredApplication application = new RestoredApplication(pool.dataSource(), size);
			application.useEveryConnection();
			long used = System.nanoTime();
			awaitIdle(Duration.parse(arguments[3]));
			Files.createFile(directory.resolve("ready"));
			application.recover(used, awaitRestore()).writeTo(directory.resolve("recovery"));
		}
	}

	private static void awaitIdle(Duration idle) {
		long since = System.nanoTime();
		while (System.nanoTime() - since < idle.toNanos()) {
			Thread.onSpinWait();
		}
	}

	private static long awaitRestore() {
		long before = wallAheadOfNanos();
		while (wallAheadOfNanos() - before < SNAPSHOT_MILLIS) {
			Thread.onSpinWait();
		}
		return System.nanoTime();
	}

	private static long wallAheadOfNanos() {
		while (true) {
			long before = System.nanoTime();
			long wall = System.currentTimeMillis();
			if (System.nanoTime() - before < BRACKET_NANOS) {
				return wall - TimeUnit.NANOSECONDS.toMillis(before);
			}
		}
	}

	private Recovery recover(long used, long restored) {
		while (!succeeds(this::useOneConnection)) {
			this.errors++;
		}
		long firstSuccess = System.nanoTime();
		int errorsBefore = this.errors;
		while (!succeeds(this::useEveryConnection)) {
			this.errors++;
		}
		long allGood = System.nanoTime();
		return new Recovery(TimeUnit.NANOSECONDS.toMillis(restored - used),
				TimeUnit.NANOSECONDS.toMicros(firstSuccess - restored), errorsBefore,
				TimeUnit.NANOSECONDS.toMicros(allGood - restored), this.errors);
	}

	private static boolean succeeds(Use use) {
		try {
			use.run();
			return true;
		}
		catch (SQLException ex) {
			return false;
		}
	}

	private void useOneConnection() throws SQLException {
		try (Connection connection = this.dataSource.getConnection()) {
			query(connection);
		}
	}

	private void useEveryConnection() throws SQLException {
		Deque<Connection> connections = new ArrayDeque<>();
		try {
			while (connections.size() < this.size) {
				connections.push(this.dataSource.getConnection());
				query(connections.peek());
			}
		}
		finally {
			while (!connections.isEmpty()) {
				connections.pop().close();
			}
		}
	}

	private static void query(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery("select 1")) {
			result.next();
		}
	}

	/**
	 * Uses one connection or several.
	 */
	@FunctionalInterface
	private interface Use {

		void run() throws SQLException;

	}

}
