package io.github.jdbcguard.session.spring;

import java.util.concurrent.atomic.AtomicInteger;

import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.pool.ForeignTransactionException;
import io.github.jdbcguard.session.JdbcSession;
import io.github.jdbcguard.session.TransactionalScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * The process is declared to be a new incarnation in the middle of a transactional scope.
 * For real processes see {@code CriuTests} and {@code ForkTests}.
 */
@Timeout(30)
class ScopeRestoreTests {

	private final SessionScene scene = new SessionScene(Driver.PGJDBC);

	private final AtomicInteger runs = new AtomicInteger();

	@AfterEach
	void close() {
		assertThat(this.scene.taken()).isZero();
		this.scene.close();
	}

	private void restore() {
		this.scene.watch.declareNewIncarnation("restored");
	}

	/** Work that a restore interrupts when it is done first. */
	private void interruptedWork(JdbcSession session) {
		this.scene.book(1, 5);
		if (this.runs.incrementAndGet() == 1) {
			restore();
		}
	}

	@Test
	void neitherHalfNorTwice() {
		assertThat(catchThrowable(() -> this.scene.transactions.retry(3).run(this::interruptedWork)))
			.hasRootCauseInstanceOf(ForeignTransactionException.class);
		assertThat(this.runs).hasValue(1);
		assertThat(this.scene.committed(1)).isEqualTo(100);
	}

	@Test
	void workThatMayBeDoneTwiceIsDoneAgain() {
		this.scene.transactions.retryAfterRestore(true).run(this::interruptedWork);
		assertThat(this.runs).hasValue(2);
		assertThat(this.scene.committed(1)).isEqualTo(105);
		assertThat(this.scene.sessions.counters().retries()).isOne();
		this.runs.set(0);
		this.scene.transactions.retry(3).retryAfterRestore(true).run(this::interruptedWork);
		assertThat(this.runs).hasValue(2);
		assertThat(this.scene.committed(1)).isEqualTo(110);
	}

	@Test
	void onceAndOnlyForThatReason() {
		TransactionalScope afterRestore = this.scene.transactions.retryAfterRestore(true);
		assertThat(catchThrowable(() -> afterRestore.run((session) -> {
			this.runs.incrementAndGet();
			this.scene.book(1, 5);
			restore();
		}))).hasRootCauseInstanceOf(ForeignTransactionException.class);
		assertThat(this.runs).hasValue(2);
		assertThat(catchThrowable(() -> afterRestore.run(this::conflict)))
			.isInstanceOf(ConcurrencyFailureException.class);
		assertThat(this.runs).hasValue(3);
		assertThat(this.scene.committed(1)).isEqualTo(100);
	}

	private void conflict(JdbcSession session) {
		this.runs.incrementAndGet();
		session.jdbc().sql("do $$ begin raise exception 'conflict' using errcode = '40001'; end $$").update();
	}

	@Test
	void aFailureBeforeTheRestoreIsNoReasonAfterIt() {
		RetryPolicy restoredInTheDelay = new DelayedRetries(1, this::restore);
		Throwable failure = catchThrowable(() -> this.scene.transactions.retry(restoredInTheDelay).run(this::conflict));
		assertThat(failure).isInstanceOf(DataAccessException.class).hasNoSuppressedExceptions();
		assertThat(this.runs).hasValue(1);
		assertThat(this.scene.sessions.counters().retries()).isZero();
		catchThrowable(
				() -> this.scene.transactions.retry(restoredInTheDelay).retryAfterRestore(true).run(this::conflict));
		assertThat(this.runs).hasValue(4);
	}

}
