package io.github.jdbcguard.faults.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import io.github.jdbcguard.pool.Lease;
import org.postgresql.PGConnection;

/**
 * Takes connections, inserts a row through each and notes how that went.
 */
final class Work {

	private static final Path PID_NAMESPACE = Path.of("/proc/self/ns/pid");

	private static final String SLOW_INSERT = "insert into work select ?, ?, ? from pg_sleep(0.003)";

	private final DataSource dataSource;

	private final Queue<Operation> done = new ConcurrentLinkedQueue<>();

	private final List<Thread> workers = new ArrayList<>();

	private long touches;

	private long generation;

	private volatile boolean resting;

	Work(DataSource dataSource) {
		this.dataSource = dataSource;
	}

	/**
	 * What tells a clone from its original and from other clones.
	 */
	static String life() {
		try {
			return Files.readSymbolicLink(PID_NAMESPACE).toString().replaceAll("\\D", "");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Use some connections at the same time.
	 */
	void touch(int connections) {
		Deque<Connection> open = new ArrayDeque<>();
		try {
			for (int i = 0; i < connections; i++) {
				operate("touch", ++this.touches, open);
			}
		}
		finally {
			open.forEach(Work::close);
		}
	}

	/**
	 * Use one connection in each of some threads, over and over.
	 */
	void start(int threads) {
		this.resting = false;
		this.generation++;
		for (int i = 0; i < threads; i++) {
			String name = "worker-%d-%d".formatted(this.generation, i);
			Thread thread = new Thread(() -> work(name), name);
			thread.setDaemon(true);
			thread.start();
			this.workers.add(thread);
		}
	}

	private void work(String worker) {
		Deque<Connection> open = new ArrayDeque<>();
		for (long sequence = 1; !this.resting; sequence++) {
			operate(worker, sequence, open);
			while (!open.isEmpty()) {
				close(open.pop());
			}
		}
	}

	void rest() throws InterruptedException {
		this.resting = true;
		for (Thread worker : this.workers) {
			worker.join();
		}
		this.workers.clear();
	}

	private void operate(String worker, long sequence, Deque<Connection> open) {
		long asked = System.currentTimeMillis();
		long got = 0;
		long session = 0;
		long incarnation = 0;
		String life = "";
		String failure = "";
		try {
			Connection connection = this.dataSource.getConnection();
			got = System.currentTimeMillis();
			open.push(connection);
			session = connection.unwrap(PGConnection.class).getBackendPID();
			incarnation = incarnation(connection);
			// After the checkout: a life that was asked for before may be another's
			life = life();
			insert(connection, worker, sequence, life);
		}
		catch (SQLException ex) {
			failure = ex.toString();
		}
		this.done.add(new Operation(worker, sequence, life, asked, got, System.currentTimeMillis(), session,
				incarnation, failure));
	}

	private static long incarnation(Connection connection) throws SQLException {
		return connection.isWrapperFor(Lease.class) ? connection.unwrap(Lease.class).record().incarnation().number()
				: 0;
	}

	private static void insert(Connection connection, String worker, long sequence, String life) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(SLOW_INSERT)) {
			statement.setString(1, worker);
			statement.setLong(2, sequence);
			statement.setString(3, life);
			statement.executeUpdate();
		}
	}

	private static void close(Connection connection) {
		try {
			connection.close();
		}
		catch (SQLException ex) {
			// What became of the statement is noted already
		}
	}

	void report(Path file) throws IOException {
		Files.writeString(file, this.done.stream().map(Operation::toLine).collect(Collectors.joining("\n", "", "\n")));
	}

}
