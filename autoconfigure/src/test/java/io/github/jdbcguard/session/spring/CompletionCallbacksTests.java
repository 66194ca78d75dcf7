package io.github.jdbcguard.session.spring;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import io.github.jdbcguard.session.OnCompletion;
import io.github.jdbcguard.session.SessionMode;
import io.github.jdbcguard.session.SessionScope;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.dao.DataAccessException;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Sessions in the hands of code that is called while a transaction ends, as listeners of
 * transactional events are, and between transactions that suspend each other.
 */
class CompletionCallbacksTests {

	private final TwoDataSources both = new TwoDataSources();

	private final SessionScene scene = this.both.scene;

	private final SessionStack second = this.both.second;

	private final List<@Nullable Throwable> failures = new ArrayList<>();

	@AfterEach
	void close() {
		this.both.assertNothingIsLeft();
		this.both.close();
	}

	private void afterCompletion(Runnable work) {
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			@Override
			public void afterCompletion(int status) {
				CompletionCallbacksTests.this.failures.add(catchThrowable(work::run));
			}

		});
	}

	@Test
	void noTransactionBeginsWhileThatOfAnotherManagerIsBeingCompleted() {
		try (SessionScope scope = this.scene.sessions.open("job")) {
			this.second.inTransaction(TransactionDefinition.PROPAGATION_REQUIRED, () -> {
				this.second.bookByTemplate(2, 5);
				afterCompletion(() -> this.scene.book(1, 5));
			});
			assertThat(this.failures).singleElement()
				.asInstanceOf(InstanceOfAssertFactories.THROWABLE)
				.isInstanceOf(IllegalTransactionStateException.class)
				.hasMessageContaining("of another transaction manager");
			assertThat(this.scene.session.inTransaction()).isFalse();
			this.scene.book(1, 7);
		}
		assertThat(this.scene.committed(1)).isEqualTo(100);
		assertThat(this.scene.committed(2)).isEqualTo(105);
	}

	@Test
	void aSessionThatIsUsedAfterTheCommitStaysWithNobody() {
		for (int i = 0; i < 2; i++) {
			this.scene.transaction(TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult((status) -> {
				this.scene.book(1, 5);
				afterCompletion(() -> this.scene.balance(1));
			});
			assertThat(TransactionSynchronizationManager.isSynchronizationActive()).isFalse();
			assertThat(TransactionSynchronizationManager.getResource(this.scene.source)).isNull();
		}
		assertThat(this.failures).containsOnlyNulls();
		assertThat(this.scene.committed(1)).isEqualTo(110);
	}

	@Test
	void oneThatIsUsedAfterAnInnerCommitDoesNotDisturbTheTransactionAround() {
		this.scene.transaction(TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult((outer) -> {
			this.scene.book(1, 5);
			this.scene.transaction(TransactionDefinition.PROPAGATION_REQUIRES_NEW)
				.executeWithoutResult((inner) -> afterCompletion(() -> this.scene.balance(2)));
			this.scene.book(1, 5);
		});
		assertThat(this.scene.committed(1)).isEqualTo(110);
	}

	@Test
	void aCommitDuringTheCompletionOfTheScopeIsRefusedAndTheWorkIsCommittedOnce() {
		try (SessionScope scope = this.scene.sessions.open("job", OnCompletion.COMMIT, SessionMode.AUTO)) {
			this.scene.book(1, 5);
			afterCompletion(this.scene.session::commit);
			scope.complete();
			assertThat(this.failures).singleElement()
				.asInstanceOf(InstanceOfAssertFactories.THROWABLE)
				.isInstanceOf(IllegalTransactionStateException.class)
				.hasMessageContaining("while the transaction is being ended");
			this.scene.book(1, 7);
			this.scene.session.commit();
		}
		assertThat(this.scene.committed(1)).isEqualTo(112);
		assertThat(this.scene.sessions.counters().committed()).isEqualTo(2);
	}

	@Test
	void whatWasLeftBehindDisturbsNeitherTheNextScopeNorTheNextTransaction() {
		for (boolean inScope : new boolean[] { true, false }) {
			SessionScope scope = this.scene.sessions.open("job");
			this.scene.book(1, 5);
			this.scene.transaction(TransactionDefinition.PROPAGATION_REQUIRES_NEW)
				.executeWithoutResult((status) -> scope.close());
			if (inScope) {
				try (SessionScope next = this.scene.sessions.open("next")) {
					this.scene.book(2, 5);
					this.scene.session.commit();
				}
			}
			else {
				this.scene.transactions.run((session) -> {
					this.scene.plain.update("update account set balance = balance + 5 where id = 2");
					assertThat(this.scene.session.inTransaction()).isTrue();
				});
			}
			this.scene.assertNothingIsLeft();
		}
		assertThat(this.scene.committed(1)).isEqualTo(100);
		assertThat(this.scene.committed(2)).isEqualTo(110);
	}

	@Test
	void aDeadlockInATransactionInBetweenIsNoConcernOfTheScope() {
		this.scene.transactions.run((session) -> {
			this.scene.book(1, 5);
			this.scene.transaction(TransactionDefinition.PROPAGATION_REQUIRES_NEW).executeWithoutResult((status) -> {
				assertThatExceptionOfType(DataAccessException.class)
					.isThrownBy(() -> this.scene.session.operations().execute((Connection connection) -> {
						throw new SQLException("deadlock", "40001", 1213);
					}));
				status.setRollbackOnly();
			});
		});
		assertThat(this.scene.committed(1)).isEqualTo(105);
	}

	@Test
	void aConnectionThatWasSuspendedAndNotTakenAgainIsNoTransaction() {
		try (SessionScope scope = this.scene.sessions.open("job")) {
			this.second.inTransaction(TransactionDefinition.PROPAGATION_REQUIRED, () -> {
				assertThat(this.scene.plain.queryForObject("select 1", Integer.class)).isOne();
				this.second.inTransaction(TransactionDefinition.PROPAGATION_REQUIRES_NEW,
						() -> this.second.bookByTemplate(2, 5));
				assertThatExceptionOfType(IllegalTransactionStateException.class)
					.isThrownBy(() -> this.scene.book(1, 5))
					.withMessageContaining("of another transaction manager");
			});
		}
		assertThat(this.scene.committed(1)).isEqualTo(100);
	}

}
