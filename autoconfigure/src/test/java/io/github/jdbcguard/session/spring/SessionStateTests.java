package io.github.jdbcguard.session.spring;

import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.session.JdbcSession;
import io.github.jdbcguard.session.NestedTransaction;
import io.github.jdbcguard.session.SessionScope;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.annotation.AnnotationTransactionAttributeSource;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionInterceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Each cell of the table of {@link SessionState}, and what illegal moves say (S5).
 */
class SessionStateTests {

	private final SessionScene scene = new SessionScene(Driver.PGJDBC);

	private final JdbcSession session = this.scene.session;

	private SessionScope scope;

	@BeforeEach
	void open() {
		this.scope = this.scene.sessions.open("job");
	}

	@AfterEach
	void close() {
		this.scope.close();
		this.scene.assertNothingIsLeft();
		this.scene.close();
	}

	private ThrowableAssertAlternative<IllegalTransactionStateException> assertRefused(ThrowingCallable move) {
		return assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(move)
			.withMessageContaining("session of DataSource 'bank' in scope 'job'");
	}

	private Service proxied() {
		ProxyFactory proxies = new ProxyFactory(new Service());
		proxies.addAdvice(new TransactionInterceptor((TransactionManager) this.scene.manager,
				new AnnotationTransactionAttributeSource(false)));
		return (Service) proxies.getProxy();
	}

	@Nested
	class Open {

		@Test
		void aStatementBeginsATransaction() {
			SessionStateTests.this.scene.balance(1);
			assertThat(SessionStateTests.this.session.inTransaction()).isTrue();
		}

		@Test
		void beginBeginsATransaction() {
			SessionStateTests.this.session.begin();
			assertThat(SessionStateTests.this.session.inTransaction()).isTrue();
			assertThat(SessionStateTests.this.scene.taken()).isOne();
		}

		@Test
		void aNestedTransactionBeginsTheOneAroundIt() {
			try (NestedTransaction nested = SessionStateTests.this.session.beginNested()) {
				SessionStateTests.this.scene.book(1, 5);
				nested.release();
			}
			assertThat(SessionStateTests.this.session.inTransaction()).isTrue();
			SessionStateTests.this.session.commit();
			assertThat(SessionStateTests.this.scene.committed(1)).isEqualTo(105);
		}

		@Test
		void commitRollbackAndCloseDoNothing() {
			SessionStateTests.this.session.commit();
			SessionStateTests.this.session.rollback();
			SessionStateTests.this.session.close();
			assertThat(SessionStateTests.this.session.inTransaction()).isFalse();
			assertThat(SessionStateTests.this.session.needsRollback()).isFalse();
			assertThat(SessionStateTests.this.scene.sessions.counters().committed()).isZero();
		}

	}

	@Nested
	class InTransaction {

		@BeforeEach
		void book() {
			SessionStateTests.this.scene.book(1, 5);
		}

		@Test
		void beginIsRefused() {
			assertRefused(SessionStateTests.this.session::begin).withMessageStartingWith("begin()")
				.withMessageContaining("commit() or roll it back first, or use beginNested()")
				.withMessageContaining("(state IN_TRANSACTION)");
		}

		@Test
		void commitCommits() {
			SessionStateTests.this.session.commit();
			assertThat(SessionStateTests.this.scene.committed(1)).isEqualTo(105);
			assertThat(SessionStateTests.this.scene.taken()).isZero();
			SessionStateTests.this.session.begin();
		}

		@Test
		void rollbackAndCloseRollBack() {
			SessionStateTests.this.session.rollback();
			SessionStateTests.this.scene.book(1, 7);
			SessionStateTests.this.session.close();
			assertThat(SessionStateTests.this.scene.committed(1)).isEqualTo(100);
			assertThat(SessionStateTests.this.scene.taken()).isZero();
			SessionStateTests.this.scene.balance(1);
		}

		@Test
		void itCannotBeEndedInsideACallOfItsOwn() {
			JdbcSession session = SessionStateTests.this.session;
			session.jdbc().sql("select 1").query((row) -> {
				assertRefused(session::commit).withMessageContaining("called inside of query");
				assertRefused(session::rollback).withMessageContaining("called inside of query");
				assertRefused(session::close).withMessageContaining("called inside of query");
			});
			session.jdbc().sql("select 1").withFetchSize(1).query((row) -> {
				assertThat(SessionStateTests.this.scope.isBusy()).isTrue();
				assertRefused(session::commit).withMessageContaining("called inside of query");
				assertRefused(SessionStateTests.this.scope::complete).withMessageContaining("complete()");
			});
			session.commit();
			assertThat(SessionStateTests.this.scene.committed(1)).isEqualTo(105);
		}

	}

	@Nested
	class NeedsRollback {

		private final Service service = SessionStateTests.this.proxied();

		@BeforeEach
		void failInAParticipant() {
			SessionStateTests.this.scene.book(1, 5);
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(this.service::fail);
			assertThat(SessionStateTests.this.session.needsRollback()).isTrue();
		}

		@Test
		void statementsBeginCommitAndNestedAreRefusedWithTheReason() {
			for (ThrowingCallable move : new ThrowingCallable[] { () -> SessionStateTests.this.scene.balance(1),
					SessionStateTests.this.session::begin, SessionStateTests.this.session::commit,
					SessionStateTests.this.session::beginNested }) {
				assertRefused(move).withMessageContaining("code that took part in the transaction has marked it")
					.withMessageContaining("call rollback() first")
					.withMessageContaining("(state NEEDS_ROLLBACK)");
			}
		}

		@Test
		void rollbackMakesItUsableAgain() {
			SessionStateTests.this.session.rollback();
			assertThat(SessionStateTests.this.session.needsRollback()).isFalse();
			assertThat(SessionStateTests.this.scene.balance(1)).isEqualTo(100);
		}

		@Test
		void closeMakesItUsableAgain() {
			SessionStateTests.this.session.close();
			assertThat(SessionStateTests.this.scene.balance(1)).isEqualTo(100);
		}

		@Test
		void aTransactionOfSomebodyElseIsNotConcerned() {
			SessionStateTests.this.scene.transaction(TransactionDefinition.PROPAGATION_REQUIRES_NEW)
				.executeWithoutResult((status) -> SessionStateTests.this.scene.book(2, 5));
			assertThat(SessionStateTests.this.scene.committed(2)).isEqualTo(105);
		}

	}

	@Nested
	class Closed {

		@BeforeEach
		void closeScopeFromAnotherThread() throws InterruptedException {
			Thread closer = new Thread(SessionStateTests.this.scope::close);
			closer.start();
			closer.join();
		}

		@Test
		void everythingButCloseIsRefused() {
			JdbcSession session = SessionStateTests.this.session;
			for (ThrowingCallable move : new ThrowingCallable[] { () -> SessionStateTests.this.scene.balance(1),
					session::begin, session::commit, session::rollback, session::beginNested }) {
				assertRefused(move).withMessageContaining("has ended with the scope it belonged to")
					.withMessageContaining("(state CLOSED)");
			}
			assertThatCode(session::close).doesNotThrowAnyException();
			assertThatExceptionOfType(IllegalTransactionStateException.class)
				.isThrownBy(SessionStateTests.this.scope::attach)
				.withMessageContaining("scope 'job' has ended");
		}

	}

	@Nested
	class InATransactionOfSomebodyElse {

		@Test
		void itsOwnerIsNamed() {
			JdbcSession session = SessionStateTests.this.session;
			SessionStateTests.this.scene.transaction(TransactionDefinition.PROPAGATION_REQUIRED)
				.executeWithoutResult((status) -> {
					for (ThrowingCallable move : new ThrowingCallable[] { session::begin, session::commit,
							session::rollback, session::close }) {
						assertRefused(move)
							.withMessageContaining("'OrderService.place', which the session has not begun");
					}
				});
		}

		@Test
		void theSuspendedTransactionOfTheSessionIsNotEnded() {
			JdbcSession session = SessionStateTests.this.session;
			SessionStateTests.this.scene.book(1, 5);
			for (int propagation : new int[] { TransactionDefinition.PROPAGATION_REQUIRES_NEW,
					TransactionDefinition.PROPAGATION_NOT_SUPPORTED }) {
				SessionStateTests.this.scene.transaction(propagation).executeWithoutResult((status) -> {
					for (ThrowingCallable move : new ThrowingCallable[] { session::commit, session::rollback,
							session::close }) {
						assertRefused(move).withMessageContaining("suspended")
							.withMessageContaining("'OrderService.place'");
					}
				});
			}
			session.commit();
			assertThat(SessionStateTests.this.scene.committed(1)).isEqualTo(105);
		}

		@Test
		void aMethodThatWantsNoTransactionGetsNone() {
			SessionStateTests.this.scene.transaction(TransactionDefinition.PROPAGATION_NOT_SUPPORTED)
				.executeWithoutResult((status) -> {
					assertRefused(SessionStateTests.this.session::begin)
						.withMessageContaining("declared to run without a transaction");
					assertRefused(SessionStateTests.this.session::beginNested)
						.withMessageContaining("declared to run without a transaction");
				});
		}

		@Test
		void aTransactionalMethodThatHasJoinedIsNotCutShort() {
			SessionStateTests.this.scene.book(1, 5);
			Service service = proxied();
			for (Runnable end : new Runnable[] { SessionStateTests.this.session::commit,
					SessionStateTests.this.scope::complete }) {
				assertRefused(() -> service.run(end))
					.withMessageContaining("Service.run' takes part in the session's transaction")
					.withMessageContaining("REQUIRES_NEW");
			}
			SessionStateTests.this.session.rollback();
		}

	}

	/**
	 * A service of an application.
	 */
	@Transactional
	static class Service {

		void run(Runnable work) {
			work.run();
		}

		void fail() {
			throw new IllegalStateException("failed");
		}

	}

}
