package io.github.jdbcguard.session.spring;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.pool.CheckoutTimeoutException;
import io.github.jdbcguard.session.JdbcSession;
import io.github.jdbcguard.session.NestedTransaction;
import io.github.jdbcguard.session.SessionCounters;
import io.github.jdbcguard.session.SessionScope;
import io.github.jdbcguard.session.TransactionalScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Which work of a transactional scope is done again, and which never (T3).
 */
@Timeout(30)
@ExtendWith(OutputCaptureExtension.class)
class ScopeRetryTests {

	private final SessionScene scene = new SessionScene(Driver.PGJDBC);

	private final AtomicInteger runs = new AtomicInteger();

	private final TransactionalScope retried = this.scene.transactions.name("transfer").retry(policy(2));

	@AfterEach
	void close() {
		assertThat(this.scene.taken()).isZero();
		this.scene.close();
	}

	private static RetryPolicy policy(int retries) {
		return RetryPolicy.builder().maxRetries(retries).delay(Duration.ofMillis(1)).build();
	}

	/** Have the server report a serialization failure. */
	private void conflict() {
		this.scene.session.jdbc()
			.sql("do $$ begin raise exception 'conflict' using errcode = '40001'; end $$")
			.update();
	}

	private void runAndConflict(JdbcSession session) {
		this.runs.incrementAndGet();
		this.scene.book(1, 5);
		conflict();
	}

	@Test
	void eachRunHasAnotherSessionAndTransaction() {
		Set<JdbcSession> sessions = new LinkedHashSet<>();
		Set<Long> transactions = new LinkedHashSet<>();
		this.retried.run((session) -> {
			sessions.add(session);
			this.scene.book(1, 5);
			transactions.add(session.jdbc().sql("select txid_current()").query(Long.class).single());
			if (this.runs.incrementAndGet() < 3) {
				conflict();
			}
		});
		assertThat(sessions).hasSize(3);
		assertThat(transactions).hasSize(3);
		assertThat(this.scene.committed(1)).isEqualTo(105);
		assertThat(this.scene.sessions.counters()).isEqualTo(new SessionCounters(1, 2, 0, 0, 0, 2));
	}

	@Test
	void theLastFailureComesOutAndTheEarlierAreSuppressedInIt(CapturedOutput output) {
		Throwable last = catchThrowable(() -> this.retried.run(this::runAndConflict));
		assertThat(this.runs).hasValue(3);
		assertThat(last).isInstanceOf(ConcurrencyFailureException.class);
		assertThat(last.getSuppressed()).hasSize(2).allMatch(ConcurrencyFailureException.class::isInstance);
		assertThat(this.scene.committed(1)).isEqualTo(100);
		assertThat(output).contains("'transfer' on DataSource 'bank' is run again (retry 1)", "(retry 2)", "conflict")
			.doesNotContain("(retry 3)")
			.doesNotContain("raise exception");
		assertThat(this.scene.sessions.counters().retries()).isEqualTo(2);
	}

	@Test
	void whatIsNotSafeIsNotDoneAgain() {
		IOException failure = new IOException("no");
		assertThat(catchThrowable(() -> this.retried.run((session) -> {
			this.runs.incrementAndGet();
			throw failure;
		}))).isSameAs(failure);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.retried.run((session) -> {
			this.runs.incrementAndGet();
			throw new AssertionError(new SQLException("conflict", "40001"));
		}));
		assertThat(this.runs).hasValue(2);
	}

	@Test
	void aPolicyThatDoesNotWantItIsHeeded() {
		TransactionalScope picky = this.scene.transactions
			.retry(RetryPolicy.builder().excludes(ConcurrencyFailureException.class).build());
		assertThat(catchThrowable(() -> picky.run(this::runAndConflict)))
			.isInstanceOf(ConcurrencyFailureException.class);
		assertThat(catchThrowable(() -> this.retried.retry(0).run(this::runAndConflict)))
			.isInstanceOf(ConcurrencyFailureException.class);
		assertThat(this.runs).hasValue(2);
	}

	@Test
	void onlyTheCallThatBeganTheTransactionDoesItAgain() {
		AtomicInteger joined = new AtomicInteger();
		assertThat(catchThrowable(() -> this.retried.run((session) -> {
			this.runs.incrementAndGet();
			this.retried.retry(policy(9)).run((inner) -> {
				joined.incrementAndGet();
				conflict();
			});
		}))).isInstanceOf(ConcurrencyFailureException.class);
		assertThat(this.runs).hasValue(3);
		assertThat(joined).hasValue(3);
		try (SessionScope job = this.scene.sessions.open("job")) {
			this.scene.book(2, 1);
			assertThat(catchThrowable(() -> this.retried.run(this::runAndConflict)))
				.isInstanceOf(ConcurrencyFailureException.class);
			assertThat(this.runs).hasValue(4);
		}
	}

	@Test
	void oneOfItsOwnInsideOfAnotherIsDoneAgainAndANestedOneIsNot() {
		this.scene.transactions.run((session) -> {
			assertThat(
					catchThrowable(() -> this.retried.propagation(Propagation.REQUIRES_NEW).run(this::runAndConflict)))
				.isInstanceOf(ConcurrencyFailureException.class);
			assertThat(this.runs).hasValue(3);
			assertThat(catchThrowable(() -> this.retried.propagation(Propagation.NESTED).run(this::runAndConflict)))
				.isInstanceOf(ConcurrencyFailureException.class);
			assertThat(this.runs).hasValue(4);
			this.scene.book(2, 1);
		});
		assertThat(this.scene.committed(2)).isEqualTo(101);
	}

	/**
	 * The work may have done something in the transaction of the other, which would then
	 * be done twice.
	 */
	@Test
	void insideOfATransactionOfAnotherDataSourceItIsNotDoneAgain() {
		try (SessionScene other = new SessionScene(Driver.PGJDBC)) {
			assertThat(catchThrowable(() -> other.transactions.run((session) -> this.retried.run((inner) -> {
				other.plain.update("update account set balance = balance + 5 where id = 1");
				runAndConflict(inner);
			})))).isInstanceOf(ConcurrencyFailureException.class);
			assertThat(other.committed(1)).isEqualTo(100);
		}
		assertThat(this.runs).hasValue(1);
	}

	@Test
	void whatFailsAfterTheCommitIsNotDoneAgain() {
		SQLException failure = new SQLException("conflict", "40001");
		Throwable thrown = catchThrowable(() -> this.retried.run((session) -> {
			this.runs.incrementAndGet();
			this.scene.book(1, 5);
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

				@Override
				public void afterCommit() {
					throw new IllegalStateException(failure);
				}

			});
		}));
		assertThat(thrown).hasCause(failure);
		assertThat(this.runs).hasValue(1);
		assertThat(this.scene.committed(1)).isEqualTo(105);
		assertThat(this.scene.sessions.counters()).isEqualTo(new SessionCounters(1, 0, 0, 0, 0, 0));
	}

	/**
	 * The commit of a transaction that has failed is a rollback on PostgreSQL, of which
	 * its driver does not tell.
	 */
	@Test
	void aFailureThatTheWorkIgnoresIsNoSuccess() {
		Throwable ignored = catchThrowable(() -> this.scene.transactions.run((session) -> {
			this.scene.book(1, 5);
			catchThrowable(() -> this.scene.plain.execute("select 1 / 0"));
		}));
		assertThat(ignored).isInstanceOf(UnexpectedRollbackException.class)
			.hasMessageContaining("was rolled back by the server")
			.hasMessageContaining("SQLState 22012");
		this.retried.run((session) -> {
			this.scene.book(1, 5);
			if (this.runs.incrementAndGet() == 1) {
				catchThrowable(this::conflict);
			}
		});
		assertThat(this.runs).hasValue(2);
		assertThat(this.scene.committed(1)).isEqualTo(105);
		assertThat(this.scene.sessions.counters()).isEqualTo(new SessionCounters(1, 2, 0, 0, 0, 1));
		this.scene.transactions.run((session) -> {
			try (NestedTransaction attempt = session.beginNested()) {
				catchThrowable(this::conflict);
			}
			this.scene.book(1, 5);
		});
		assertThat(this.scene.committed(1)).isEqualTo(110);
	}

	@Test
	void whoFoundNoConnectionInTimeDoesNotWaitAgain() throws SQLException {
		this.scene.hikari.setConnectionTimeout(250);
		Connection[] all = new Connection[this.scene.hikari.getMaximumPoolSize()];
		for (int i = 0; i < all.length; i++) {
			all[i] = this.scene.dataSource.getConnection();
		}
		assertThatExceptionOfType(CannotCreateTransactionException.class)
			.isThrownBy(() -> this.retried.run(this::runAndConflict))
			.withCauseInstanceOf(CheckoutTimeoutException.class);
		for (Connection connection : all) {
			connection.close();
		}
		assertThat(this.runs).hasValue(0);
		assertThat(this.scene.sessions.counters().retries()).isZero();
	}

	@Test
	void theDelayHoldsNoConnection() {
		this.retried.retry(new DelayedRetries(1, () -> {
			assertThat(this.scene.taken()).isZero();
			assertThat(TransactionSynchronizationManager.isSynchronizationActive()).isFalse();
			this.runs.addAndGet(10);
		})).run((session) -> {
			if (this.runs.incrementAndGet() == 1) {
				conflict();
			}
		});
		assertThat(this.runs).hasValue(12);
	}

	@Test
	void aThreadThatIsInterruptedInTheDelayGivesUp() {
		TransactionalScope patient = this.scene.transactions
			.retry(new DelayedRetries(60_000, Thread.currentThread()::interrupt));
		assertThat(catchThrowable(() -> patient.run(this::runAndConflict)))
			.isInstanceOf(ConcurrencyFailureException.class)
			.hasNoSuppressedExceptions();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.runs).hasValue(1);
	}

}
