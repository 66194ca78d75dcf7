package io.github.jdbcguard.session.spring;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.session.JdbcSession;
import io.github.jdbcguard.session.OnCompletion;
import io.github.jdbcguard.session.OpenScope;
import io.github.jdbcguard.session.SessionCounters;
import io.github.jdbcguard.session.SessionMode;
import io.github.jdbcguard.session.SessionScope;
import io.github.jdbcguard.session.SessionScope.Attachment;
import io.github.jdbcguard.session.TransactionalScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.annotation.Propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * A transactional scope in try-with-resources (T2).
 */
class OpenScopeTests {

	private final SessionScene scene = new SessionScene(Driver.PGJDBC);

	@AfterEach
	void close() {
		assertThat(this.scene.taken()).isZero();
		this.scene.close();
	}

	private OpenScope open() {
		return this.scene.transactions.name("transfer").open();
	}

	@Test
	void whatIsCommittedStays() {
		try (OpenScope scope = open()) {
			scope.session().jdbc().sql("update account set balance = 7 where id = 1").update();
			this.scene.book(1, 1);
			scope.commit();
			assertThat(this.scene.taken()).isZero();
		}
		assertThat(this.scene.committed(1)).isEqualTo(8);
		assertThat(this.scene.sessions.counters()).isEqualTo(new SessionCounters(1, 0, 0, 0, 0, 0));
	}

	@Test
	void withoutACommitItRollsBack() {
		try (OpenScope scope = open()) {
			this.scene.book(1, 5);
		}
		assertThat(this.scene.committed(1)).isEqualTo(100);
		try (OpenScope scope = open()) {
			this.scene.book(1, 5);
			scope.rollback();
		}
		assertThat(this.scene.committed(1)).isEqualTo(100);
	}

	/**
	 * What the thread does next would be part of its transaction.
	 */
	@Test
	void itIsRolledBackWhereTheThreadLeavesTheScopeAroundIt() {
		SessionScope job = this.scene.sessions.create("job", OnCompletion.COMMIT, SessionMode.AUTO);
		Attachment stay = job.attach();
		OpenScope leftOpen = open();
		this.scene.book(1, 5);
		this.scene.sessions.open("inner");
		stay.close();
		job.close();
		this.scene.assertNothingIsLeft();
		assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(leftOpen::commit)
			.withMessageContaining("was rolled back, and has ended");
		assertThat(this.scene.committed(1)).isEqualTo(100);
	}

	@Test
	void anExceptionInTheBlockIsWhatComesOut() {
		IllegalArgumentException failure = new IllegalArgumentException("no");
		assertThat(catchThrowable(() -> {
			try (OpenScope scope = open()) {
				this.scene.book(1, 5);
				throw failure;
			}
		})).isSameAs(failure).hasNoSuppressedExceptions();
		assertThat(this.scene.committed(1)).isEqualTo(100);
	}

	@Test
	void itJoinsWhatIsAroundIt() {
		assertThatExceptionOfType(UnexpectedRollbackException.class)
			.isThrownBy(() -> this.scene.transactions.run((session) -> {
				try (OpenScope scope = open()) {
					this.scene.book(1, 5);
					scope.commit();
				}
				assertThat(this.scene.committed(1)).isEqualTo(100);
				open().close();
			}));
		this.scene.transactions.run((session) -> {
			try (OpenScope scope = this.scene.transactions.propagation(Propagation.REQUIRES_NEW).open()) {
				this.scene.book(2, 5);
				scope.commit();
			}
			assertThat(this.scene.committed(2)).isEqualTo(105);
		});
		assertThat(this.scene.committed(1)).isEqualTo(100);
	}

	@Test
	void afterItsEndItSaysHowItHasEnded() {
		OpenScope committed = open();
		JdbcSession retained = committed.session();
		committed.commit();
		refuses(committed::session, "The transactional scope 'transfer' was committed, and has ended");
		refuses(committed::commit, "was committed");
		refuses(committed::rollback, "was committed");
		committed.close();
		refuses(() -> retained.jdbc().sql("select 1"), "transactional scope 'transfer'", "has ended with the scope");
		refuses(retained::commit, "has ended with the scope");
		retained.close();
		OpenScope rolledBack = open();
		rolledBack.close();
		rolledBack.close();
		refuses(rolledBack::commit, "was rolled back, and has ended");
	}

	@Test
	void aRetainedSessionIsNotThatOfAnotherScope() {
		try (OpenScope outer = open()) {
			JdbcSession session = outer.session();
			try (OpenScope inner = this.scene.transactions.propagation(Propagation.REQUIRES_NEW).open()) {
				refuses(() -> session.jdbc().sql("select 1"), "use that of the innermost block");
			}
			session.jdbc().sql("update account set balance = 7 where id = 1").update();
			outer.commit();
		}
		assertThat(this.scene.committed(1)).isEqualTo(7);
	}

	@Test
	void anotherThreadCannotEndIt() {
		try (OpenScope scope = open()) {
			this.scene.book(1, 5);
			JdbcSession session = scope.session();
			String owner = Thread.currentThread().getName();
			CompletableFuture.runAsync(() -> {
				refuses(scope::commit, "commit()", "was begun by thread '" + owner + "'");
				refuses(scope::rollback, "rollback()", owner);
				refuses(scope::close, "close()", owner);
				refuses(() -> session.jdbc().sql("select 1"), "use that of the innermost block");
			}).join();
			scope.commit();
		}
		assertThat(this.scene.committed(1)).isEqualTo(105);
	}

	@Test
	void theInnermostIsEndedFirst() {
		OpenScope outer = open();
		OpenScope inner = this.scene.transactions.name("audit").open();
		refuses(outer::commit, "commit() on the transactional scope 'transfer'", "another scope was opened in it");
		refuses(outer::rollback, "rollback() on the transactional scope 'transfer'");
		inner.commit();
		this.scene.book(1, 5);
		outer.commit();
		assertThat(this.scene.committed(1)).isEqualTo(105);
	}

	@Test
	void closingItClosesWhatWasLeftOpenInIt() {
		OpenScope inner;
		try (OpenScope outer = open()) {
			this.scene.book(1, 5);
			inner = this.scene.transactions.propagation(Propagation.REQUIRES_NEW).open();
			this.scene.book(2, 5);
		}
		refuses(inner::commit, "was rolled back");
		assertThat(this.scene.committed(1) + this.scene.committed(2)).isEqualTo(200);
	}

	@Test
	void aScopeWithRetriesCannotBeOpened() {
		TransactionalScope retried = this.scene.transactions.name("transfer").retry(3);
		assertThatIllegalStateException().isThrownBy(retried::open)
			.withMessageContaining("'transfer'")
			.withMessageContaining("call() or run()")
			.withMessageContaining("retry(0)");
		assertThatIllegalStateException()
			.isThrownBy(this.scene.transactions.retry(RetryPolicy.withMaxRetries(1))::open);
		TransactionalScope byDefault = this.scene.source
			.transactions(new ScopeDefaults(3, false, RetryPolicy::withMaxRetries));
		assertThatIllegalStateException().isThrownBy(byDefault.timeout(Duration.ofSeconds(1))::open);
		byDefault.retry(0).open().close();
		this.scene.transactions.retryAfterRestore(true).open().close();
	}

	private static void refuses(Runnable move, String... words) {
		assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(move::run)
			.satisfies((refusal) -> assertThat(refusal.getMessage()).contains(words));
	}

}
