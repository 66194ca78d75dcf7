package io.github.jdbcguard.session.spring;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.session.JdbcSession;
import io.github.jdbcguard.session.SessionCounters;
import io.github.jdbcguard.session.SessionScope;
import io.github.jdbcguard.session.TransactionalScope;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.annotation.Isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Transactions that the server lets fail because of others, in threads and on servers
 * that are real (T3).
 */
@Timeout(60)
class ScopeConflictTests {

	private static final RetryPolicy PATIENT = RetryPolicy.builder()
		.maxRetries(1000)
		.delay(Duration.ofMillis(2))
		.jitter(Duration.ofMillis(2))
		.multiplier(1.5)
		.maxDelay(Duration.ofMillis(20))
		.build();

	/** Wait for the other thread, the first time that the work is done. */
	private static void meet(CyclicBarrier others, AtomicInteger runs) {
		if (runs.incrementAndGet() > 2) {
			return;
		}
		try {
			others.await(20, TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void oneOfTwoThatCannotBothBeRightIsDoneAgain() {
		try (SessionScene scene = new SessionScene(Driver.PGJDBC)) {
			AtomicInteger runs = new AtomicInteger();
			CyclicBarrier both = new CyclicBarrier(2);
			TransactionalScope serializable = scene.transactions.isolation(Isolation.SERIALIZABLE).retry(PATIENT);
			// Each may take what is there as long as the sum does not fall below 100
			BiConsumer<Integer, JdbcSession> take = (id, session) -> {
				int sum = scene.balance(1) + scene.balance(2);
				meet(both, runs);
				if (sum >= 200) {
					scene.book(id, -100);
				}
			};
			CompletableFuture<Void> one = CompletableFuture
				.runAsync(() -> serializable.run((session) -> take.accept(1, session)));
			serializable.run((session) -> take.accept(2, session));
			one.join();
			assertThat(scene.committed(1) + scene.committed(2)).isEqualTo(100);
			assertThat(scene.sessions.counters().retries()).isOne();
			assertThat(scene.taken()).isZero();
		}
	}

	@Test
	void aCounterThatManyIncrementLosesNothing() throws Exception {
		int threads = 16;
		int blocks = 100;
		try (SessionScene scene = new SessionScene(Driver.PGJDBC)) {
			TransactionalScope serializable = scene.transactions.isolation(Isolation.SERIALIZABLE).retry(PATIENT);
			ExecutorService executor = Executors.newFixedThreadPool(threads);
			try {
				CompletableFuture
					.allOf(IntStream.range(0, threads).mapToObj((thread) -> CompletableFuture.runAsync(() -> {
						for (int block = 0; block < blocks; block++) {
							serializable.run((session) -> {
								int balance = scene.balance(1);
								session.jdbc()
									.sql("update account set balance = ? where id = 1")
									.param(balance + 1)
									.update();
							});
						}
					}, executor)).toArray(CompletableFuture[]::new))
					.get(50, TimeUnit.SECONDS);
			}
			finally {
				executor.shutdownNow();
			}
			assertThat(scene.committed(1)).isEqualTo(100 + threads * blocks);
			SessionCounters counters = scene.sessions.counters();
			assertThat(counters.committed()).isEqualTo(threads * blocks);
			assertThat(counters.retries()).isPositive().isEqualTo(counters.rolledBack() + counters.failed());
			assertThat(scene.taken()).isZero();
		}
	}

	@ParameterizedTest
	@EnumSource(Driver.class)
	void theVictimOfADeadlockIsDoneAgain(Driver driver) {
		try (SessionScene scene = new SessionScene(driver)) {
			AtomicInteger runs = new AtomicInteger();
			CyclicBarrier both = new CyclicBarrier(2);
			TransactionalScope retried = scene.transactions.retry(3);
			BiConsumer<Integer, Integer> transfer = (from, to) -> retried.run((session) -> {
				scene.book(from, -10);
				meet(both, runs);
				scene.book(to, 10);
			});
			CompletableFuture<Void> other = CompletableFuture.runAsync(() -> transfer.accept(1, 2));
			transfer.accept(2, 1);
			other.join();
			assertThat(runs).hasValue(3);
			assertThat(scene.sessions.counters()).isEqualTo(new SessionCounters(2, 1, 0, 0, 0, 1));
			assertThat(scene.committed(1)).isEqualTo(100);
			assertThat(scene.committed(2)).isEqualTo(100);
		}
	}

	/**
	 * MariaDB rolls back the whole transaction of the victim, and runs what follows in
	 * another.
	 */
	@Nested
	class IgnoredDeadlock {

		@ParameterizedTest
		@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PGJDBC")
		void isNeverCommittedByHalf(Driver driver) throws Exception {
			try (SessionScene scene = new SessionScene(driver)) {
				for (boolean inSession : new boolean[] { true, false }) {
					assertThatExceptionOfType(UnexpectedRollbackException.class)
						.isThrownBy(() -> scene.transactions.name("transfer").run((session) -> {
							scene.book(1, -10);
							runIntoDeadlock(scene, inSession);
							scene.plain.update("update account set balance = balance + 7 where id = 1");
						}))
						.withMessageContaining("'transfer'")
						.withMessageContaining("rolled back by the server")
						.withMessageContaining("Deadlock");
					assertThat(scene.committed(1)).isEqualTo(100);
					assertThat(scene.committed(2)).isEqualTo(100);
				}
				assertThat(scene.sessions.counters()).isEqualTo(new SessionCounters(0, 2, 0, 0, 0, 0));
			}
		}

		@ParameterizedTest
		@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PGJDBC")
		void isDoneAgain(Driver driver) throws Exception {
			try (SessionScene scene = new SessionScene(driver)) {
				AtomicInteger runs = new AtomicInteger();
				scene.transactions.retry(3).run((session) -> {
					scene.book(1, -10);
					if (runs.incrementAndGet() == 1) {
						runIntoDeadlock(scene, false);
					}
					scene.book(2, 10);
				});
				assertThat(runs).hasValue(2);
				assertThat(scene.committed(1)).isEqualTo(90);
				assertThat(scene.committed(2)).isEqualTo(110);
			}
		}

		@ParameterizedTest
		@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PGJDBC")
		void isSeenInASessionToo(Driver driver) throws Exception {
			try (SessionScene scene = new SessionScene(driver); SessionScope job = scene.sessions.open("job")) {
				scene.book(1, -10);
				runIntoDeadlock(scene, false);
				scene.plain.update("update account set balance = balance + 7 where id = 1");
				assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(scene.session::commit)
					.withMessageContaining("scope 'job'")
					.withMessageContaining("NEEDS_ROLLBACK");
				scene.session.rollback();
				assertThat(scene.committed(1)).isEqualTo(100);
			}
		}

		/**
		 * Fails for the one who has done less. The other rolls back.
		 */
		private static void runIntoDeadlock(SessionScene scene, boolean inSession) throws SQLException {
			try (Connection connection = scene.database.connect(); Statement statement = connection.createStatement()) {
				statement.execute("create table if not exists filler (number int)");
				connection.setAutoCommit(false);
				for (int i = 0; i < 20; i++) {
					statement.execute("insert into filler values (1), (2), (3), (4), (5)");
				}
				statement.execute("update account set balance = balance + 1 where id = 2");
				CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
					try {
						statement.execute("update account set balance = balance + 1 where id = 1");
					}
					catch (SQLException ex) {
						throw new IllegalStateException(ex);
					}
				});
				Throwable deadlock = catchThrowable(() -> {
					if (inSession) {
						scene.book(2, 10);
					}
					else {
						scene.plain.update("update account set balance = balance + 10 where id = 2");
					}
				});
				assertThat(deadlock).hasMessageContaining("Deadlock");
				waiting.join();
				connection.rollback();
			}
		}

	}

}
