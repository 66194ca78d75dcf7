package io.github.jdbcguard.faults.program;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.github.jdbcguard.faults.Guard.OpenPool;
import io.github.jdbcguard.session.JdbcSession;
import io.github.jdbcguard.session.TransactionOutcomeUnknownException;
import io.github.jdbcguard.session.TransactionalScope;
import io.github.jdbcguard.session.spring.ScopeDefaults;
import io.github.jdbcguard.session.spring.SessionSource;
import io.github.jdbcguard.session.spring.Sessions;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * Transactional scopes with retries, each in a thread of its own, half of them for work
 * that may be done twice: at first they rest in the middle of their work until they are
 * told to go on, or have a statement or a commit that takes long. The second time they
 * come to their end.
 */
final class ScopedWork {

	private static final String SLOW_STATEMENT = "select 1 from pg_sleep(5)";

	private final TransactionalScope transactions;

	private final Map<String, FutureTask<String>> outcomes = new LinkedHashMap<>();

	private final CountDownLatch end = new CountDownLatch(1);

	ScopedWork(OpenPool pool) {
		SessionSource source = new SessionSource(new Sessions(pool::watch), "dataSource", pool.dataSource(),
				() -> new JdbcTransactionManager(pool.dataSource()), () -> new JdbcTemplate(pool.dataSource()));
		this.transactions = source.transactions(ScopeDefaults.none()).retry(3);
	}

	void begin() throws InterruptedException {
		CountDownLatch begun = new CountDownLatch(6);
		for (boolean again : new boolean[] { false, true }) {
			String suffix = again ? "-again" : "";
			TransactionalScope scope = this.transactions.retryAfterRestore(again);
			start("rest" + suffix, "transaction", scope, (session) -> rest(begun));
			start("statement" + suffix, "transaction", scope, (session) -> {
				begun.countDown();
				session.jdbc().sql(SLOW_STATEMENT).query((row) -> {
				});
			});
			start("commit" + suffix, "slow", scope, (session) -> begun.countDown());
		}
		begun.await();
	}

	private void start(String worker, String table, TransactionalScope scope, Consumer<JdbcSession> firstTime) {
		AtomicInteger runs = new AtomicInteger();
		FutureTask<String> outcome = new FutureTask<>(() -> outcomeOf(runs, () -> scope.name(worker).run((session) -> {
			session.jdbc().sql("insert into %s values (?, 0, ?)".formatted(table)).params(worker, Work.life()).update();
			if (runs.incrementAndGet() == 1) {
				firstTime.accept(session);
			}
		})));
		this.outcomes.put(worker, outcome);
		Thread thread = new Thread(outcome, worker);
		thread.setDaemon(true);
		thread.start();
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

	private static String outcomeOf(AtomicInteger runs, Runnable transaction) {
		String outcome = "done";
		try {
			transaction.run();
		}
		catch (TransactionOutcomeUnknownException ex) {
			outcome = "unknown";
		}
		catch (RuntimeException ex) {
			outcome = ((ex.getCause() != null) ? ex.getCause() : ex).getClass().getSimpleName();
		}
		return runs + "x " + outcome;
	}

	/**
	 * Go on.
	 * @return how often the work of each was done, and what came of it
	 */
	String end() throws Exception {
		this.end.countDown();
		StringJoiner all = new StringJoiner("\n");
		for (Map.Entry<String, FutureTask<String>> outcome : this.outcomes.entrySet()) {
			all.add(outcome.getKey() + ": " + outcome.getValue().get());
		}
		return all.toString();
	}

}
