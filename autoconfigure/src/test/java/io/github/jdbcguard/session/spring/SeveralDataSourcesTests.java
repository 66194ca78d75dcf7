package io.github.jdbcguard.session.spring;

import io.github.jdbcguard.session.OnCompletion;
import io.github.jdbcguard.session.SessionMode;
import io.github.jdbcguard.session.SessionScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Sessions of several DataSources in one thread: what was begun later is ended first, in
 * whatever order scopes end.
 */
class SeveralDataSourcesTests {

	private final TwoDataSources both = new TwoDataSources();

	private final SessionScene scene = this.both.scene;

	private final SessionStack second = this.both.second;

	@AfterEach
	void close() {
		this.both.assertNothingIsLeft();
		this.both.close();
	}

	@Test
	void theLaterTransactionIsEndedFirst() {
		try (SessionScope scope = this.scene.sessions.open("job")) {
			this.scene.book(1, 5);
			this.second.book(2, 5);
			assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(this.scene.session::commit)
				.withMessageContaining("session of DataSource 'other' was begun after it");
			this.second.session.commit();
			assertThat(this.scene.session.inTransaction()).isTrue();
			this.scene.session.commit();
		}
		assertThat(this.scene.committed(1)).isEqualTo(105);
		assertThat(this.scene.committed(2)).isEqualTo(105);
	}

	@Test
	void aScopeEndsBothInTheRightOrder() {
		try (SessionScope scope = this.scene.sessions.open("job", OnCompletion.COMMIT, SessionMode.AUTO)) {
			this.second.book(2, 5);
			this.scene.book(1, 5);
			scope.complete();
		}
		assertThat(this.scene.committed(1)).isEqualTo(105);
		assertThat(this.scene.committed(2)).isEqualTo(105);
	}

	/**
	 * Else a request would answer before both are committed.
	 */
	@Test
	void aScopeIsNotBusyBecauseBothAreOpen() {
		try (SessionScope scope = this.scene.sessions.open("job", OnCompletion.COMMIT, SessionMode.AUTO)) {
			this.scene.book(1, 5);
			this.second.book(2, 5);
			assertThat(scope.isBusy()).isFalse();
			this.second.inTransaction(TransactionDefinition.PROPAGATION_REQUIRES_NEW,
					() -> assertThat(scope.isBusy()).isTrue());
			this.scene.transaction(TransactionDefinition.PROPAGATION_REQUIRES_NEW)
				.executeWithoutResult((status) -> assertThat(scope.isBusy()).isTrue());
			try (SessionScope inner = this.scene.sessions.open("inner")) {
				assertThat(inner.isBusy()).isFalse();
			}
			scope.complete();
		}
		try (SessionScope outer = this.scene.sessions.open("outer", OnCompletion.COMMIT, SessionMode.AUTO)) {
			this.scene.book(1, 5);
			try (SessionScope inner = this.scene.sessions.open("inner", OnCompletion.COMMIT, SessionMode.AUTO)) {
				this.second.book(2, 5);
				assertThat(outer.isBusy()).isTrue();
				assertThat(inner.isBusy()).isFalse();
				inner.complete();
				assertThat(outer.isBusy()).isFalse();
			}
			outer.complete();
		}
		assertThat(this.scene.committed(1)).isEqualTo(110);
		assertThat(this.scene.committed(2)).isEqualTo(110);
	}

	@Test
	void aSessionBeginsNothingInsideATransactionOfAnotherManager() {
		try (SessionScope scope = this.scene.sessions.open("job")) {
			this.second.inTransaction(TransactionDefinition.PROPAGATION_REQUIRED, () -> {
				assertThatExceptionOfType(IllegalTransactionStateException.class)
					.isThrownBy(() -> this.scene.book(1, 5))
					.withMessageContaining("'OrderService.place' of another transaction manager is in progress");
				assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(this.scene.session::begin)
					.withMessageContaining("'OrderService.place' of another transaction manager is in progress");
			});
		}
	}

	@Test
	void aSessionIsNotEndedInsideATransactionOfAnotherManagerThatBeganLater() {
		try (SessionScope scope = this.scene.sessions.open("job")) {
			this.scene.book(1, 5);
			this.second.inTransaction(TransactionDefinition.PROPAGATION_REQUIRED, () -> {
				this.scene.book(1, 5);
				assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(this.scene.session::commit)
					.withMessageContaining("'OrderService.place' of another transaction manager was begun in it");
				assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(scope::complete)
					.withMessageContaining("'OrderService.place'");
			});
			assertThat(this.scene.session.needsRollback()).isTrue();
		}
		assertThat(this.scene.committed(1)).isEqualTo(100);
	}

	@Test
	void aScopeThatEndsBeforeOneInsideOfItRollsBackBoth() {
		SessionScope outer = this.scene.sessions.open("outer");
		this.scene.book(1, 5);
		SessionScope inner = this.scene.sessions.open("inner");
		this.second.book(2, 5);
		outer.close();
		assertThat(this.second.session.needsRollback()).isTrue();
		assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(() -> this.second.book(2, 5))
			.withMessageContaining("the scope 'outer', whose transaction was begun before, has ended");
		this.second.session.rollback();
		this.second.book(2, 1);
		this.second.session.commit();
		inner.close();
		assertThat(this.scene.committed(1)).isEqualTo(100);
		assertThat(this.scene.committed(2)).isEqualTo(101);
	}

	@Test
	void aScopeDoesNotCompleteBeforeOneInsideOfIt() {
		try (SessionScope outer = this.scene.sessions.open("outer", OnCompletion.COMMIT, SessionMode.AUTO)) {
			this.scene.book(1, 5);
			try (SessionScope inner = this.scene.sessions.open("inner")) {
				this.second.book(2, 5);
				assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(outer::complete)
					.withMessageContaining("session of DataSource 'other' was begun after it");
				this.second.session.commit();
			}
			outer.complete();
		}
		assertThat(this.scene.committed(1)).isEqualTo(105);
		assertThat(this.scene.committed(2)).isEqualTo(105);
	}

	@Test
	void aTransactionThatIsSuspendedWhenItsScopeEndsIsRolledBackWhenItIsResumed() {
		for (int propagation : new int[] { TransactionDefinition.PROPAGATION_REQUIRES_NEW,
				TransactionDefinition.PROPAGATION_NOT_SUPPORTED }) {
			SessionScope scope = this.scene.sessions.open("job");
			this.scene.book(1, 5);
			this.scene.transaction(propagation).executeWithoutResult((status) -> {
				scope.close();
				this.scene.plain.update("update account set balance = balance + 1 where id = 2");
			});
			assertThat(TransactionSynchronizationManager.isActualTransactionActive()).isTrue();
			this.scene.sessions.open("next").close();
			this.scene.assertNothingIsLeft();
		}
		assertThat(this.scene.committed(1)).isEqualTo(100);
		assertThat(this.scene.committed(2)).isEqualTo(102);
	}

	@Test
	void allThatAreSuspendedWhenTheirScopeEndsAreRolledBackBeforeSomethingBegins() {
		SessionScope scope = this.scene.sessions.open("job");
		this.scene.book(1, 5);
		this.second.book(2, 5);
		this.second.inTransaction(TransactionDefinition.PROPAGATION_REQUIRES_NEW, scope::close);
		this.scene.transactions.run((session) -> this.scene.book(1, 1));
		this.both.assertNothingIsLeft();
		assertThat(this.scene.committed(1)).isEqualTo(101);
		assertThat(this.scene.committed(2)).isEqualTo(100);
	}

	@Test
	void scopesOfOneDataSourceMayEndInAnyOrder() {
		SessionScope outer = this.scene.sessions.open("outer");
		SessionScope inner = this.scene.sessions.open("inner");
		this.scene.book(1, 5);
		outer.close();
		this.scene.session.commit();
		assertThat(this.scene.sessions.current()).isSameAs(inner);
		inner.close();
		assertThat(this.scene.committed(1)).isEqualTo(105);
	}

}
