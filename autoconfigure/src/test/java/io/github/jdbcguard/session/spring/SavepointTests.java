package io.github.jdbcguard.session.spring;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;

import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.session.JdbcSession;
import io.github.jdbcguard.session.NestedTransaction;
import io.github.jdbcguard.session.SessionScope;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.dao.DataAccessException;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.TransactionDefinition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Nested transactions, which are savepoints (S6).
 */
@ParameterizedClass
@EnumSource(names = { "PGJDBC", "MARIADB" })
class SavepointTests {

	@Parameter
	private Driver driver;

	private SessionScene scene;

	private SessionStack stack;

	private JdbcSession session;

	private SessionScope scope;

	@BeforeEach
	void open() {
		this.scene = new SessionScene(this.driver);
		this.stack = this.scene.on(this.driver, this.scene.dataSource);
		this.session = this.stack.session;
		this.scope = this.scene.sessions.open("job");
	}

	@AfterEach
	void close() {
		this.scope.close();
		this.scene.assertNothingIsLeft();
		this.scene.close();
	}

	private int commit() {
		this.session.commit();
		return this.scene.committed(1);
	}

	private void assertEnded(NestedTransaction nested) {
		assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(nested::release)
			.withMessageContaining("release() on the session")
			.withMessageContaining("it has ended");
		assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(nested::rollback)
			.withMessageContaining("it has ended");
		nested.close();
	}

	@Test
	void eachIsRolledBackByItself() {
		this.stack.book(1, 1);
		try (NestedTransaction outer = this.session.beginNested()) {
			this.stack.book(1, 10);
			try (NestedTransaction inner = this.session.beginNested()) {
				this.stack.book(1, 100);
			}
			this.stack.bookByTemplate(1, 20);
			outer.release();
		}
		assertThat(commit()).isEqualTo(131);
	}

	@Test
	void theEndOfOneIsTheEndOfThoseInIt() {
		NestedTransaction outer = this.session.beginNested();
		this.stack.book(1, 10);
		NestedTransaction inner = this.session.beginNested();
		this.stack.book(1, 100);
		outer.rollback();
		assertEnded(inner);
		assertEnded(outer);
		outer = this.session.beginNested();
		this.stack.book(1, 1);
		inner = this.session.beginNested();
		this.stack.book(1, 1);
		outer.release();
		assertEnded(inner);
		assertThat(commit()).isEqualTo(102);
	}

	@Test
	void afterTheTransactionAroundItOnlyCloseIsLeft() {
		NestedTransaction nested = this.session.beginNested();
		this.stack.book(1, 1);
		this.session.commit();
		this.stack.book(1, 1);
		assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(nested::rollback)
			.withMessageContaining("the transaction around it has ended, or is not the current one");
		nested.close();
		assertThat(commit()).isEqualTo(102);
	}

	@Test
	void itIsEndedByTheThreadThatHasBegunIt() throws Exception {
		NestedTransaction nested = this.session.beginNested();
		this.stack.book(1, 1);
		AtomicReference<Throwable> refusal = new AtomicReference<>();
		Thread other = new Thread(() -> refusal.set(catchThrowable(nested::release)), "other");
		other.start();
		other.join();
		assertThat(refusal.get()).isInstanceOf(IllegalTransactionStateException.class)
			.hasMessageContaining("thread '" + Thread.currentThread().getName() + "' has begun it")
			.hasMessageContaining("This is thread 'other'");
		nested.rollback();
		assertThat(commit()).isEqualTo(100);
	}

	@Test
	void aTransactionThatTheSessionHasJoinedHasThemToo() {
		this.stack.inTransaction(TransactionDefinition.PROPAGATION_REQUIRED, () -> {
			this.stack.book(1, 1);
			try (NestedTransaction nested = this.session.beginNested()) {
				this.stack.book(1, 10);
			}
		});
		assertThat(this.scene.committed(1)).isEqualTo(101);
	}

	@Test
	void thoseOfASuspendedTransactionAreKept() {
		NestedTransaction outer = this.session.beginNested();
		NestedTransaction inner = this.session.beginNested();
		this.stack.book(1, 1);
		this.stack.inTransaction(TransactionDefinition.PROPAGATION_REQUIRES_NEW, () -> {
			assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(inner::release)
				.withMessageContaining("is not the current one");
			try (NestedTransaction other = this.session.beginNested()) {
				this.stack.book(2, 1);
				other.release();
			}
		});
		outer.release();
		assertEnded(inner);
		assertThat(commit()).isEqualTo(101);
		assertThat(this.scene.committed(2)).isEqualTo(101);
	}

	@Test
	void afterAStatementThatFailedTheTransactionGoesOn() {
		this.stack.book(1, 1);
		try (NestedTransaction nested = this.session.beginNested()) {
			this.stack.book(1, 10);
			assertThatExceptionOfType(DataAccessException.class)
				.isThrownBy(() -> this.session.jdbc().sql("insert into account values (1, 1)").update());
		}
		this.stack.book(1, 2);
		assertThat(commit()).isEqualTo(103);
	}

	@Test
	void itUndoesTheMarkOfAParticipantThatHasFailed() {
		this.stack.book(1, 1);
		try (NestedTransaction nested = this.session.beginNested()) {
			this.stack.transaction(TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult((status) -> {
				this.stack.book(1, 10);
				status.setRollbackOnly();
			});
			assertThat(this.session.needsRollback()).isTrue();
		}
		assertThat(this.session.needsRollback()).isFalse();
		assertThat(commit()).isEqualTo(101);
	}

	@Test
	void aLostConnectionIsNotHiddenByTheEndOfIt() throws SQLException {
		this.stack.book(1, 1);
		long backend = this.stack.backend();
		Throwable failure = Assertions.catchThrowable(() -> {
			try (NestedTransaction nested = this.session.beginNested()) {
				this.driver.dialect().terminate(this.scene.database, backend);
				this.stack.book(1, 10);
			}
		});
		assertThat(failure).isInstanceOf(DataAccessException.class).hasNoSuppressedExceptions();
		assertThat(this.session.needsRollback()).isTrue();
		this.session.rollback();
		this.stack.book(1, 5);
		assertThat(commit()).isEqualTo(105);
	}

}
