package io.github.jdbcguard.faults.program;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import io.github.jdbcguard.boundary.TransactionBoundaries;
import io.github.jdbcguard.faults.Rules;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions of Spring, which the boundary rules know of, each in a thread of its own:
 * two whose commit takes long, and two that rest until they are told to go on, one with a
 * statement, one with its commit.
 */
final class RuledWork {

	private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

	private final DataSource dataSource;

	private final Rules rules;

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private final Map<String, FutureTask<String>> outcomes = new LinkedHashMap<>();

	private final CountDownLatch end = new CountDownLatch(1);

	RuledWork(DataSource dataSource, Rules rules) {
		this.dataSource = dataSource;
		this.rules = rules;
		this.jdbc = new JdbcTemplate(dataSource);
		JdbcTransactionManager manager = new JdbcTransactionManager(dataSource);
		manager.addListener(new TransactionBoundaries());
		this.transaction = new TransactionTemplate(manager);
	}

	void begin() throws InterruptedException {
		CountDownLatch begun = new CountDownLatch(4);
		Consumer<String> comeToTheCommit = (worker) -> {
			insert("slow", worker);
			begun.countDown();
		};
		start("slow-1", comeToTheCommit);
		start("slow-2", comeToTheCommit);
		start("statement", (worker) -> {
			insert("transaction", worker);
			rest(begun);
			insert("transaction", worker);
		});
		start("commit", (worker) -> {
			insert("transaction", worker);
			rest(begun);
		});
		begun.await();
	}

	private void start(String worker, Consumer<String> work) {
		FutureTask<String> outcome = new FutureTask<>(
				() -> outcomeOf(() -> this.transaction.executeWithoutResult((status) -> work.accept(worker))));
		this.outcomes.put(worker, outcome);
		Thread thread = new Thread(outcome, worker);
		thread.setDaemon(true);
		thread.start();
	}

	private void insert(String table, String worker) {
		this.jdbc.update("insert into %s values (?, 0, '')".formatted(table), worker);
	}

	private void rest(CountDownLatch begun) {
		begun.countDown();
		try {
			this.end.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String outcomeOf(Runnable transaction) {
		try {
			transaction.run();
			return "done";
		}
		catch (RuntimeException ex) {
			Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
			return cause.getClass().getSimpleName();
		}
	}

	/**
	 * Go on.
	 * @return what came of each transaction
	 */
	String end() throws InterruptedException, ExecutionException {
		this.end.countDown();
		StringJoiner all = new StringJoiner(" ");
		for (Map.Entry<String, FutureTask<String>> outcome : this.outcomes.entrySet()) {
			all.add(outcome.getKey() + ":" + outcome.getValue().get());
		}
		return all.toString();
	}

	String violations() {
		return this.rules.violations()
			.stream()
			.map((violation) -> violation.rule() + ": " + violation.what())
			.collect(Collectors.joining("\n"));
	}

	/**
	 * Hold a connection until that is found.
	 * @return what was found, and nothing after too long
	 */
	String hold() throws SQLException {
		long since = System.nanoTime();
		try (Connection connection = this.dataSource.getConnection()) {
			while (connection.isValid(1) && this.rules.violations().isEmpty()
					&& System.nanoTime() - since < PATIENCE_NANOS) {
				LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
			}
		}
		return violations();
	}

}
