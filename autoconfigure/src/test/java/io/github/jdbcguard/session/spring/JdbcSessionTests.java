package io.github.jdbcguard.session.spring;

import java.util.List;

import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.session.NestedTransaction;
import io.github.jdbcguard.session.NoSessionException;
import io.github.jdbcguard.session.SessionScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.TransactionDefinition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A session and its connection, on its own and with others on the same DataSource (S1 to
 * S3).
 */
class JdbcSessionTests {

	private final SessionScene scene = new SessionScene(Driver.PGJDBC);

	@AfterEach
	void close() {
		this.scene.close();
	}

	@Test
	void noConnectionIsTakenBeforeTheFirstStatementAndItIsGivenBackAtEachCommit() {
		try (SessionScope scope = this.scene.sessions.open("job")) {
			this.scene.session.commit();
			assertThat(this.scene.taken()).isZero();
			this.scene.book(1, 5);
			assertThat(this.scene.session.inTransaction()).isTrue();
			assertThat(this.scene.taken()).isOne();
			this.scene.session.commit();
			assertThat(this.scene.taken()).isZero();
			assertThat(this.scene.committed(1)).isEqualTo(105);
			this.scene.book(1, 5);
			this.scene.session.rollback();
			assertThat(this.scene.taken()).isZero();
			this.scene.book(1, 5);
			this.scene.session.close();
			assertThat(this.scene.taken()).isZero();
		}
		assertThat(this.scene.committed(1)).isEqualTo(105);
	}

	@Test
	void aPlainTemplateJoinsAnOpenSessionAndNeverBeginsOne() {
		try (SessionScope scope = this.scene.sessions.open("job")) {
			this.scene.plain.update("update account set balance = 1 where id = 1");
			assertThat(this.scene.session.inTransaction()).isFalse();
			this.scene.book(2, 1);
			this.scene.plain.update("update account set balance = 2 where id = 1");
			this.scene.session.rollback();
		}
		assertThat(List.of(this.scene.committed(1), this.scene.committed(2))).containsExactly(1, 100);
	}

	@Test
	void insideATransactionOfSpringItWorksInThatOne() {
		try (SessionScope scope = this.scene.sessions.open("job")) {
			this.scene.transaction(TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult((status) -> {
				this.scene.book(1, 5);
				assertThat(this.scene.taken()).isOne();
				assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(this.scene.session::commit)
					.withMessageContaining("OrderService.place");
			});
			assertThat(this.scene.committed(1)).isEqualTo(105);
			this.scene.book(1, 5);
			this.scene.transaction(TransactionDefinition.PROPAGATION_REQUIRES_NEW).executeWithoutResult((status) -> {
				this.scene.book(2, 7);
				assertThat(this.scene.taken()).isEqualTo(2);
			});
			assertThat(this.scene.committed(2)).isEqualTo(107);
			this.scene.session.commit();
		}
		assertThat(this.scene.committed(1)).isEqualTo(110);
	}

	@Test
	void aStatementWithAFetchSizeOfItsOwnBeginsATransactionToo() {
		try (SessionScope scope = this.scene.sessions.open("job")) {
			this.scene.session.jdbc().sql("update account set balance = 0 where id = 1").withQueryTimeout(5).update();
			assertThat(this.scene.session.inTransaction()).isTrue();
			assertThat(this.scene.taken()).isOne();
			this.scene.book(1, 5);
			this.scene.session.rollback();
		}
		assertThat(this.scene.committed(1)).isEqualTo(100);
	}

	@Test
	void aNestedTransactionIsRolledBackByItself() {
		try (SessionScope scope = this.scene.sessions.open("job")) {
			this.scene.book(1, 5);
			try (NestedTransaction nested = this.scene.session.beginNested()) {
				this.scene.book(2, 5);
			}
			try (NestedTransaction nested = this.scene.session.beginNested()) {
				this.scene.book(1, 1);
				nested.release();
			}
			this.scene.session.commit();
		}
		assertThat(List.of(this.scene.committed(1), this.scene.committed(2))).containsExactly(106, 100);
	}

	@Test
	void aTransactionalScopeCommitsWhatItsWorkHasDone() {
		int balance = this.scene.transactions.name("transfer").call((session) -> {
			this.scene.book(1, -10);
			session.jdbc().sql("update account set balance = balance + 10 where id = 2").update();
			return this.scene.balance(2);
		});
		assertThat(balance).isEqualTo(110);
		assertThat(List.of(this.scene.committed(1), this.scene.committed(2))).containsExactly(90, 110);
		assertThat(this.scene.taken()).isZero();
		assertThat(this.scene.sessions.counters().committed()).isOne();
	}

	@Test
	void whatTheWorkThrowsRollsBackAndComesOutAsItIs() {
		Exception failure = new java.io.IOException("no");
		assertThatExceptionOfType(java.io.IOException.class).isThrownBy(() -> this.scene.transactions.run((session) -> {
			this.scene.book(1, 1);
			throw new java.io.IOException("no");
		})).withMessage(failure.getMessage());
		assertThat(this.scene.committed(1)).isEqualTo(100);
	}

	@Test
	void withoutAScopeItSaysWhichFits() {
		assertThatExceptionOfType(NoSessionException.class).isThrownBy(() -> this.scene.balance(1))
			.withMessageContaining("SessionRegistry.open");
	}

}
