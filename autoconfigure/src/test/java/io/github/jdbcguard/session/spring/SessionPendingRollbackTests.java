package io.github.jdbcguard.session.spring;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.pool.PendingRollbackException;
import io.github.jdbcguard.session.JdbcSession;
import io.github.jdbcguard.session.NestedTransaction;
import io.github.jdbcguard.session.OnCompletion;
import io.github.jdbcguard.session.SessionMode;
import io.github.jdbcguard.session.SessionScope;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.UnexpectedRollbackException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A session whose transaction can only be rolled back: its connection was lost, its
 * commit failed, or the server has rolled it back (D5).
 */
class SessionPendingRollbackTests {

	private static boolean isPendingRollback(Throwable failure) {
		return pendingRollback(failure) != null;
	}

	private static Throwable pendingRollback(Throwable failure) {
		Throwable cause = failure;
		while (cause != null && !(cause instanceof PendingRollbackException)) {
			cause = cause.getCause();
		}
		return cause;
	}

	@Nested
	@ParameterizedClass
	@EnumSource(names = { "PGJDBC", "MARIADB" })
	class AfterALostConnection {

		@Parameter
		private Driver driver;

		private SessionScene scene;

		private SessionStack stack;

		private SessionScope scope;

		private String original;

		@BeforeEach
		void lose() throws SQLException {
			this.scene = new SessionScene(this.driver);
			this.stack = this.scene.on(this.driver, this.scene.dataSource);
			this.scope = this.scene.sessions.open("job");
			this.stack.book(1, 5);
			this.driver.dialect().terminate(this.scene.database, this.stack.backend());
			Throwable failure = Assertions.catchThrowable(() -> this.stack.book(2, 5));
			assertThat(failure).isInstanceOf(DataAccessException.class).matches((thrown) -> !isPendingRollback(thrown));
			this.original = failure.getCause().getMessage();
		}

		@AfterEach
		void close() {
			this.scope.close();
			this.scene.assertNothingIsLeft();
			this.scene.close();
		}

		@Test
		void statementsAndCommitFailUntilRollbackAndNameTheOriginalFailure() {
			for (int i = 0; i < 2; i++) {
				assertThatThrownBy(() -> this.stack.book(2, 5)).satisfies(this::assertNamesOriginal);
				assertThat(this.stack.session.needsRollback()).isTrue();
			}
			assertThatThrownBy(this.stack.session::commit).satisfies(this::assertNamesOriginal);
			assertThat(this.stack.session.needsRollback()).isTrue();
			assertThat(this.scene.taken()).isZero();
			assertThatThrownBy(() -> this.stack.book(2, 5)).isInstanceOf(IllegalTransactionStateException.class)
				.satisfies(this::assertNamesOriginal);
			assertThatThrownBy(this.stack.session::commit).isInstanceOf(IllegalTransactionStateException.class)
				.satisfies(this::assertNamesOriginal);
			assertThatThrownBy(this.stack.session::begin).isInstanceOf(IllegalTransactionStateException.class)
				.satisfies(this::assertNamesOriginal);
			this.stack.session.rollback();
			this.stack.book(2, 5);
			this.stack.session.commit();
			assertThat(this.scene.committed(1)).isEqualTo(100);
			assertThat(this.scene.committed(2)).isEqualTo(105);
		}

		@Test
		void beginIsRefused() {
			assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(this.stack.session::begin)
				.withMessageContaining("the connection of its transaction was lost")
				.withMessageContaining("call rollback() first");
		}

		@Test
		void rollbackIsQuietAndTheNextStatementHasAnotherConnection() {
			this.stack.session.rollback();
			assertThat(this.stack.session.needsRollback()).isFalse();
			this.stack.book(2, 5);
			this.stack.session.commit();
			assertThat(this.scene.committed(2)).isEqualTo(105);
		}

		@Test
		void afterAFailedCommitATransactionOfSomebodyElseIsNotConcerned() {
			assertThatThrownBy(this.stack.session::commit).satisfies(this::assertNamesOriginal);
			this.stack.inTransaction(TransactionDefinition.PROPAGATION_REQUIRED, () -> this.stack.book(2, 5));
			assertThat(this.scene.committed(2)).isEqualTo(105);
			assertThat(this.stack.session.needsRollback()).isTrue();
		}

		private void assertNamesOriginal(Throwable failure) {
			assertThat(isPendingRollback(failure)).isTrue();
			assertThat(pendingRollback(failure)).hasMessageContaining(this.original);
		}

	}

	@Nested
	class AfterAFailedCommit {

		private final SessionScene scene = new SessionScene(Driver.PGJDBC);

		@AfterEach
		void close() {
			this.scene.assertNothingIsLeft();
			this.scene.close();
		}

		@Test
		void everythingIsRefusedWithItsReasonUntilRollback() throws SQLException {
			this.scene.database.execute("create table code (code int unique deferrable initially deferred)");
			this.scene.database.execute("insert into code values (1)");
			JdbcSession session = this.scene.session;
			try (SessionScope scope = this.scene.sessions.open("job")) {
				this.scene.book(1, 5);
				session.jdbc().sql("insert into code values (1)").update();
				assertThatExceptionOfType(DataIntegrityViolationException.class).isThrownBy(session::commit);
				assertThat(session.needsRollback()).isTrue();
				assertThat(session.inTransaction()).isFalse();
				assertThat(this.scene.taken()).isZero();
				for (ThrowingCallable move : List.<ThrowingCallable>of(() -> this.scene.balance(1), session::begin,
						session::commit, session::beginNested)) {
					assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(move)
						.withMessageContaining("its commit has failed")
						.withMessageContaining("SQLState 23505")
						.withMessageContaining("(state NEEDS_ROLLBACK)")
						.withCauseInstanceOf(DataIntegrityViolationException.class);
				}
				session.rollback();
				assertThat(this.scene.balance(1)).isEqualTo(100);
			}
		}

		@Test
		void aScopeThatEndsForgetsIt() throws SQLException {
			this.scene.database.execute("create table code (code int unique deferrable initially deferred)");
			this.scene.database.execute("insert into code values (1)");
			try (SessionScope scope = this.scene.sessions.open("job", OnCompletion.COMMIT, SessionMode.AUTO)) {
				this.scene.session.jdbc().sql("insert into code values (1)").update();
				assertThatExceptionOfType(DataIntegrityViolationException.class).isThrownBy(scope::complete);
				assertThat(this.scene.balance(1)).isEqualTo(100);
			}
		}

	}

	@Nested
	class AfterADeadlock {

		private final SessionScene scene = new SessionScene(Driver.MARIADB);

		private final SessionStack stack = this.scene.on(Driver.MARIADB, this.scene.dataSource);

		@AfterEach
		void close() {
			this.scene.assertNothingIsLeft();
			this.scene.close();
		}

		@Test
		void whatTheServerHasRolledBackIsNeverCommittedByHalf() throws Exception {
			try (SessionScope scope = this.scene.sessions.open("job")) {
				provoke(() -> this.stack.book(2, 5));
				assertThat(this.stack.session.needsRollback()).isTrue();
				for (ThrowingCallable move : List.<ThrowingCallable>of(() -> this.stack.book(1, 7),
						() -> this.stack.session.jdbc().sql("select 1").withFetchSize(1).query().listOfRows(),
						this.stack.session::commit, this.stack.session::beginNested)) {
					assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(move)
						.withMessageContaining("the server has rolled the transaction back")
						.withMessageContaining("Deadlock");
				}
				this.stack.session.rollback();
				assertThat(this.stack.session.needsRollback()).isFalse();
				this.stack.book(1, 1);
				this.stack.session.commit();
			}
			assertThat(this.scene.committed(1)).isEqualTo(101);
			assertThat(this.scene.committed(2)).isEqualTo(100);
		}

		@Test
		void oneOfATemplateThatTakesPartIsNoticedToo() throws Exception {
			try (SessionScope scope = this.scene.sessions.open("job")) {
				provoke(() -> this.stack.bookByTemplate(2, 5));
				assertThat(this.stack.session.needsRollback()).isTrue();
				assertThatExceptionOfType(IllegalTransactionStateException.class)
					.isThrownBy(() -> this.stack.book(1, 7))
					.withMessageContaining("Deadlock");
				assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(this.stack.session::commit)
					.withMessageContaining("Deadlock");
			}
			assertThat(this.scene.committed(1)).isEqualTo(100);
		}

		@Test
		void aStatementWithATimeoutOfItsOwnIsNoticedToo() throws Exception {
			try (SessionScope scope = this.scene.sessions.open("job", OnCompletion.COMMIT, SessionMode.AUTO)) {
				provoke(() -> this.stack.session.jdbc()
					.sql("update account set balance = 0 where id = 2")
					.withQueryTimeout(20)
					.update());
				assertThatExceptionOfType(UnexpectedRollbackException.class).isThrownBy(scope::complete)
					.withMessageContaining("Deadlock");
			}
			assertThat(this.scene.committed(1)).isEqualTo(100);
		}

		@Test
		void aNestedTransactionInWhichItHappensEndsQuietly() throws Exception {
			try (SessionScope scope = this.scene.sessions.open("job")) {
				try (NestedTransaction nested = this.stack.session.beginNested()) {
					provoke(() -> this.stack.book(2, 5));
					assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(nested::release)
						.withMessageContaining("has rolled back all")
						.withMessageContaining("Deadlock");
				}
				assertThatExceptionOfType(IllegalTransactionStateException.class)
					.isThrownBy(this.stack.session::commit);
				this.stack.session.rollback();
			}
			assertThat(this.scene.committed(1)).isEqualTo(100);
		}

		/**
		 * Have the session be the victim: the other one has done more.
		 */
		private void provoke(Runnable second) throws Exception {
			this.stack.book(1, 5);
			try (Connection other = this.scene.database.connect(); Statement statement = other.createStatement()) {
				statement.execute("create table if not exists weight (id int)");
				other.setAutoCommit(false);
				statement.execute("update account set balance = balance + 1 where id = 2");
				statement.execute("insert into weight values (1), (2), (3), (4), (5), (6), (7), (8)");
				CompletableFuture<Void> blocked = CompletableFuture.runAsync(() -> {
					try {
						statement.execute("update account set balance = balance + 1 where id = 1");
						other.rollback();
					}
					catch (SQLException ex) {
						throw new IllegalStateException(ex);
					}
				});
				Awaitility.await()
					.until(() -> this.scene.database
						.number("select count(*) from information_schema.innodb_lock_waits") == 1);
				assertThatExceptionOfType(PessimisticLockingFailureException.class).isThrownBy(second::run);
				blocked.get(20, TimeUnit.SECONDS);
			}
		}

	}

	@Nested
	class AfterAStatementThatFailed {

		private final SessionScene scene = new SessionScene(Driver.PGJDBC);

		@AfterEach
		void close() {
			this.scene.assertNothingIsLeft();
			this.scene.close();
		}

		@Test
		void aScopeDoesNotCompleteAsIfItWereCommitted() {
			try (SessionScope scope = this.scene.sessions.open("job", OnCompletion.COMMIT, SessionMode.AUTO)) {
				this.scene.book(1, 5);
				assertThatExceptionOfType(DataAccessException.class)
					.isThrownBy(() -> this.scene.session.jdbc().sql("select 1 / 0").query().listOfRows());
				assertThatExceptionOfType(UnexpectedRollbackException.class).isThrownBy(scope::complete)
					.withMessageContaining("SQLState 22012");
			}
		}

		@Test
		void whatANestedTransactionHasRolledBackDoesNotHinderTheCommit() {
			try (SessionScope scope = this.scene.sessions.open("job")) {
				this.scene.book(1, 5);
				try (NestedTransaction nested = this.scene.session.beginNested()) {
					assertThatExceptionOfType(DataAccessException.class)
						.isThrownBy(() -> this.scene.session.jdbc().sql("select 1 / 0").query().listOfRows());
				}
				this.scene.session.commit();
			}
			assertThat(this.scene.committed(1)).isEqualTo(105);
		}

		@Test
		void postgresCommitsNothing() {
			try (SessionScope scope = this.scene.sessions.open("job")) {
				this.scene.book(1, 5);
				assertThatExceptionOfType(DataAccessException.class)
					.isThrownBy(() -> this.scene.session.jdbc().sql("select 1 / 0").query().listOfRows());
				assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> this.scene.book(2, 5));
				assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(this.scene.session::commit)
					.withMessageContaining("SQLState 22012")
					.withStackTraceContaining("division by zero");
				assertThat(this.scene.session.needsRollback()).isTrue();
				this.scene.session.rollback();
			}
			assertThat(this.scene.committed(1)).isEqualTo(100);
		}

	}

}
