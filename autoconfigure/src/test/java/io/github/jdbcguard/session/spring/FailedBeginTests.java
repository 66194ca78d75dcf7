package io.github.jdbcguard.session.spring;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.pool.CheckoutTimeoutException;
import io.github.jdbcguard.session.SessionScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Begins and ends of transactions that fail on their way leave nothing behind.
 */
class FailedBeginTests {

	private final SessionScene scene = new SessionScene(Driver.PGJDBC);

	@AfterEach
	void close() {
		this.scene.assertNothingIsLeft();
		this.scene.close();
	}

	@Test
	void anExhaustedPoolIsTheCauseAndTheSessionStaysUsable() throws SQLException {
		this.scene.hikari.setConnectionTimeout(250);
		List<Connection> taken = new ArrayList<>();
		for (int i = 0; i < this.scene.hikari.getMaximumPoolSize(); i++) {
			taken.add(this.scene.dataSource.getConnection());
		}
		try (SessionScope scope = this.scene.sessions.open("job")) {
			for (Runnable move : List.<Runnable>of(() -> this.scene.book(1, 5), this.scene.session::begin,
					this.scene.session::beginNested)) {
				assertThatExceptionOfType(CannotCreateTransactionException.class).isThrownBy(move::run)
					.withCauseInstanceOf(CheckoutTimeoutException.class);
				assertThat(this.scene.session.inTransaction()).isFalse();
				assertThat(this.scene.session.needsRollback()).isFalse();
				assertThat(scope.isBusy()).isFalse();
			}
			for (Connection connection : taken) {
				connection.close();
			}
			this.scene.book(1, 5);
			this.scene.session.commit();
		}
		assertThat(this.scene.committed(1)).isEqualTo(105);
	}

	@Test
	void aListenerThatFailsBeforeOrAfterTheBeginLeavesNoTransaction() {
		Failing failing = new Failing();
		this.scene.manager.addListener(failing);
		try (SessionScope scope = this.scene.sessions.open("job")) {
			for (String event : List.of("beforeBegin", "afterBegin")) {
				failing.event = event;
				assertThatIllegalStateException().isThrownBy(() -> this.scene.book(1, 5)).withMessage(event);
				assertThat(this.scene.taken()).isZero();
				assertThat(TransactionSynchronizationManager.isSynchronizationActive()).isFalse();
				assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
			}
			failing.event = "";
			this.scene.book(1, 5);
			this.scene.session.commit();
		}
		assertThat(this.scene.committed(1)).isEqualTo(105);
	}

	@Test
	void aListenerThatFailsLeavesNoTransactionOfATransactionalScopeEither() {
		Failing failing = new Failing();
		this.scene.manager.addListener(failing);
		for (String event : List.of("beforeBegin", "afterBegin")) {
			failing.event = event;
			assertThatIllegalStateException().isThrownBy(() -> this.scene.transactions.run((session) -> {
			})).withMessage(event);
			this.scene.assertNothingIsLeft();
		}
		failing.event = "";
		this.scene.transactions.run((session) -> this.scene.book(1, 5));
		assertThat(this.scene.committed(1)).isEqualTo(105);
	}

	@Test
	void aListenerThatFailsBeforeTheCommitRollsBack() {
		Failing failing = new Failing();
		this.scene.manager.addListener(failing);
		try (SessionScope scope = this.scene.sessions.open("job")) {
			this.scene.book(1, 5);
			failing.event = "beforeCommit";
			assertThatIllegalStateException().isThrownBy(this.scene.session::commit).withMessage("beforeCommit");
			assertThat(this.scene.session.needsRollback()).isTrue();
			assertThat(this.scene.taken()).isZero();
			this.scene.session.rollback();
		}
		assertThat(this.scene.committed(1)).isEqualTo(100);
	}

	@Test
	void whatFailsAfterTheCommitLeavesItCommitted() {
		Failing failing = new Failing();
		this.scene.manager.addListener(failing);
		try (SessionScope scope = this.scene.sessions.open("job")) {
			this.scene.book(1, 5);
			failing.event = "afterCommit";
			assertThatIllegalStateException().isThrownBy(this.scene.session::commit).withMessage("afterCommit");
			assertThat(this.scene.session.needsRollback()).isFalse();
			failing.event = "";
			this.scene.book(1, 5);
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

				@Override
				public void afterCommit() {
					throw new IllegalStateException("synchronization");
				}

			});
			assertThatIllegalStateException().isThrownBy(this.scene.session::commit).withMessage("synchronization");
			assertThat(this.scene.session.needsRollback()).isFalse();
			assertThat(this.scene.taken()).isZero();
		}
		assertThat(this.scene.committed(1)).isEqualTo(110);
		assertThat(this.scene.sessions.counters().committed()).isEqualTo(2);
	}

	/**
	 * A listener that fails at an event.
	 */
	private static final class Failing implements TransactionExecutionListener {

		private String event = "";

		private void at(String event) {
			if (event.equals(this.event)) {
				throw new IllegalStateException(event);
			}
		}

		@Override
		public void beforeBegin(TransactionExecution transaction) {
			at("beforeBegin");
		}

		@Override
		public void afterBegin(TransactionExecution transaction, Throwable failure) {
			at("afterBegin");
		}

		@Override
		public void beforeCommit(TransactionExecution transaction) {
			at("beforeCommit");
		}

		@Override
		public void afterCommit(TransactionExecution transaction, Throwable failure) {
			at("afterCommit");
		}

	}

}
