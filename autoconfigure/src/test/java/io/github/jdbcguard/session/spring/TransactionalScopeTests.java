package io.github.jdbcguard.session.spring;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.session.JdbcSession;
import io.github.jdbcguard.session.NestedTransaction;
import io.github.jdbcguard.session.NoSessionException;
import io.github.jdbcguard.session.OnCompletion;
import io.github.jdbcguard.session.SessionCounters;
import io.github.jdbcguard.session.SessionMode;
import io.github.jdbcguard.session.SessionScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.annotation.Propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Work in a transactional scope: it commits, or rolls back, and takes part in what is
 * around it (T1).
 */
class TransactionalScopeTests {

	private final SessionScene scene = new SessionScene(Driver.PGJDBC);

	@AfterEach
	void close() {
		this.scene.close();
	}

	private int backend() {
		return this.scene.session.jdbc().sql("select pg_backend_pid()").query(Integer.class).single();
	}

	private void assertThatNothingIsOpen() {
		assertThat(this.scene.taken()).isZero();
		assertThat(catchThrowable(() -> this.scene.balance(1))).isInstanceOf(NoSessionException.class);
		assertThat(this.scene.sessions.latestTransaction()).isNull();
	}

	static Stream<Throwable> throwables() {
		return Stream.of(new IOException("checked"), new IllegalArgumentException("unchecked"),
				new StackOverflowError("error"));
	}

	@ParameterizedTest
	@MethodSource("throwables")
	void whatItThrowsRollsBackAndComesOutAsTheSameObject(Throwable failure) {
		Throwable thrown = catchThrowable(() -> this.scene.transactions.run((session) -> {
			this.scene.book(1, 5);
			throw sneaky(failure);
		}));
		assertThat(thrown).isSameAs(failure).hasNoSuppressedExceptions();
		assertThat(this.scene.committed(1)).isEqualTo(100);
		assertThatNothingIsOpen();
		assertThat(this.scene.sessions.counters().rolledBack()).isOne();
	}

	@SuppressWarnings("unchecked")
	private static <X extends Throwable> RuntimeException sneaky(Throwable failure) throws X {
		throw (X) failure;
	}

	/**
	 * That it compiles is half of the test: neither more nor less is declared than what
	 * the work throws.
	 */
	@Test
	void whatIsDeclaredIsWhatTheWorkThrows() throws IOException {
		int read = this.scene.transactions.call(TransactionalScopeTests::readFile);
		assertThat(read).isOne();
		this.scene.transactions.retry(2).run((session) -> readFile(session));
		this.scene.transactions.run((session) -> this.scene.book(1, 1));
	}

	private static int readFile(JdbcSession session) throws IOException {
		if (session.inTransaction()) {
			return 1;
		}
		throw new IOException("No transaction");
	}

	@Test
	void everythingOnTheSameDataSourceTakesPart() {
		List<Integer> backends = new ArrayList<>();
		this.scene.transactions.run((session) -> {
			backends.add(backend());
			backends.add(session.operations().queryForObject("select pg_backend_pid()", Integer.class));
			backends.add(this.scene.plain.queryForObject("select pg_backend_pid()", Integer.class));
			this.scene.transaction(TransactionDefinition.PROPAGATION_REQUIRED)
				.executeWithoutResult((status) -> backends.add(backend()));
			this.scene.transaction(TransactionDefinition.PROPAGATION_MANDATORY)
				.executeWithoutResult((status) -> backends.add(backend()));
			this.scene.transactions.run((inner) -> backends.add(backend()));
			this.scene.transactions.propagation(Propagation.NESTED).run((inner) -> backends.add(backend()));
			assertThat(this.scene.taken()).isOne();
		});
		assertThat(backends).hasSize(7).containsOnly(backends.get(0));
		assertThat(this.scene.sessions.counters().committed()).isOne();
		assertThatNothingIsOpen();
	}

	@Test
	void itJoinsWhatIsAroundIt() {
		this.scene.transaction(TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult((status) -> {
			this.scene.transactions
				.run((session) -> session.jdbc().sql("update account set balance = balance + 5 where id = 1").update());
			assertThat(this.scene.committed(1)).isEqualTo(100);
			status.setRollbackOnly();
		});
		assertThat(this.scene.committed(1)).isEqualTo(100);
		try (SessionScope job = this.scene.sessions.open("job")) {
			this.scene.book(1, 5);
			this.scene.transactions.run((session) -> this.scene.book(2, 5));
			this.scene.session.rollback();
		}
		assertThat(List.of(this.scene.committed(1), this.scene.committed(2))).containsExactly(100, 100);
	}

	/**
	 * The work is half done: a request that ended its session's transaction now, because
	 * the answer leaves, would have the rest run in autocommit.
	 */
	@ParameterizedTest
	@EnumSource(names = { "REQUIRED", "NESTED" })
	void untilItHasEndedTheScopeAroundItIsBusyAndCannotComplete(Propagation propagation) {
		try (SessionScope job = this.scene.sessions.open("job", OnCompletion.COMMIT, SessionMode.AUTO)) {
			this.scene.book(1, 5);
			this.scene.transactions.name("transfer").propagation(propagation).run((session) -> {
				this.scene.book(1, 5);
				assertThat(job.isBusy()).isTrue();
				assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(job::complete)
					.withMessageContaining(
							"the transactional scope 'transfer' takes part in the session's transaction");
				this.scene.book(1, 5);
			});
			assertThat(job.isBusy()).isFalse();
			try (NestedTransaction nested = this.scene.session.beginNested()) {
				assertThat(job.isBusy()).isTrue();
			}
			assertThat(job.isBusy()).isFalse();
			this.scene.session.commit();
			this.scene.transactions.run((session) -> session.beginNested());
			this.scene.transaction(TransactionDefinition.PROPAGATION_REQUIRED)
				.executeWithoutResult((status) -> this.scene.session.beginNested());
			this.scene.book(1, 5);
			assertThat(job.isBusy()).isFalse();
			this.scene.transactions.run((session) -> {
				try (SessionScope inner = this.scene.sessions.open("inner")) {
					assertThat(inner.isBusy()).isFalse();
				}
			});
			job.complete();
		}
		assertThat(this.scene.committed(1)).isEqualTo(120);
	}

	@Test
	void aJoinedPartThatFailsLeavesNothingToCommit() {
		assertThatExceptionOfType(UnexpectedRollbackException.class)
			.isThrownBy(() -> this.scene.transactions.run((session) -> {
				this.scene.book(1, 5);
				assertThat(catchThrowable(() -> this.scene.transactions.run((inner) -> {
					throw new IOException("no");
				}))).isInstanceOf(IOException.class);
				assertThat(session.needsRollback()).isTrue();
			}));
		assertThat(this.scene.committed(1)).isEqualTo(100);
		assertThatNothingIsOpen();
		assertThat(this.scene.sessions.counters()).isEqualTo(new SessionCounters(0, 1, 0, 0, 0, 0));
	}

	@Test
	void oneOfItsOwnIsCommittedWhateverBecomesOfTheOther() {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.scene.transactions.run((session) -> {
			int outer = backend();
			this.scene.book(1, 5);
			this.scene.transactions.propagation(Propagation.REQUIRES_NEW).run((inner) -> {
				this.scene.book(2, 7);
				assertThat(backend()).isNotEqualTo(outer);
				assertThat(this.scene.taken()).isEqualTo(2);
			});
			assertThat(backend()).isEqualTo(outer);
			throw new IOException("no");
		}));
		assertThat(List.of(this.scene.committed(1), this.scene.committed(2))).containsExactly(100, 107);
		assertThatNothingIsOpen();
	}

	@Test
	void aNestedOneIsRolledBackByItself() {
		this.scene.transactions.run((session) -> {
			this.scene.book(1, 5);
			assertThat(catchThrowable(() -> this.scene.transactions.propagation(Propagation.NESTED).run((inner) -> {
				this.scene.book(2, 7);
				throw new IOException("no");
			}))).isInstanceOf(IOException.class);
			this.scene.transactions.propagation(Propagation.NESTED).run((inner) -> this.scene.book(2, 1));
		});
		assertThat(List.of(this.scene.committed(1), this.scene.committed(2))).containsExactly(105, 101);
		assertThat(this.scene.sessions.counters()).isEqualTo(new SessionCounters(1, 0, 0, 0, 0, 0));
	}

	@Test
	void withoutATransactionEachStatementIsCommittedByItself() {
		this.scene.transactions.run((session) -> {
			this.scene.book(1, 5);
			assertThat(
					catchThrowable(() -> this.scene.transactions.propagation(Propagation.NOT_SUPPORTED).run((inner) -> {
						assertThat(inner.inTransaction()).isFalse();
						this.scene.book(2, 7);
						assertThat(this.scene.committed(2)).isEqualTo(107);
						throw new IOException("no");
					})))
				.isInstanceOf(IOException.class);
			assertThat(session.needsRollback()).isFalse();
		});
		this.scene.transactions.propagation(Propagation.SUPPORTS).run((session) -> this.scene.book(2, 1));
		assertThat(List.of(this.scene.committed(1), this.scene.committed(2))).containsExactly(105, 108);
		assertThatNothingIsOpen();
	}

	@Test
	void whatMustNotBeginIsRefusedBeforeTheWork() {
		assertThatExceptionOfType(IllegalTransactionStateException.class)
			.isThrownBy(() -> this.scene.transactions.propagation(Propagation.MANDATORY).retry(3).run((session) -> {
				throw new AssertionError("ran");
			}));
		this.scene.transactions.run((session) -> assertThatExceptionOfType(IllegalTransactionStateException.class)
			.isThrownBy(() -> this.scene.transactions.propagation(Propagation.NEVER).retry(3).run((inner) -> {
				throw new AssertionError("ran");
			})));
		assertThatNothingIsOpen();
	}

	@Test
	void theTransactionOfTheScopeIsEndedByTheScopeOnly() {
		this.scene.transactions.name("transfer").run((session) -> {
			this.scene.book(1, 5);
			assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(session::commit)
				.withMessageContaining("transactional scope 'transfer'");
			assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(session::rollback);
			assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(session::begin);
			assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(session::close);
			try (NestedTransaction attempt = session.beginNested()) {
				this.scene.book(2, 5);
			}
		});
		assertThat(List.of(this.scene.committed(1), this.scene.committed(2))).containsExactly(105, 100);
	}

	@Test
	void aScopeThatIsLeftOpenInItRollsItBack() {
		assertThatExceptionOfType(IllegalTransactionStateException.class)
			.isThrownBy(() -> this.scene.transactions.name("outer").run((session) -> {
				this.scene.book(1, 5);
				this.scene.transactions.name("inner").propagation(Propagation.REQUIRES_NEW).open();
			}))
			.withMessageContaining("'outer' was rolled back")
			.withMessageContaining("'inner'");
		assertThat(this.scene.committed(1)).isEqualTo(100);
		assertThatNothingIsOpen();
		IOException failure = new IOException("no");
		assertThat(catchThrowable(() -> this.scene.transactions.run((session) -> {
			this.scene.sessions.open("job");
			this.scene.transactions.open();
			throw failure;
		}))).isSameAs(failure);
		assertThatNothingIsOpen();
	}

}
