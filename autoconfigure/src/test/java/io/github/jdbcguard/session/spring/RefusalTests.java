package io.github.jdbcguard.session.spring;

import io.github.jdbcguard.session.JdbcSession;
import io.github.jdbcguard.session.NoSessionException;
import io.github.jdbcguard.session.OnCompletion;
import io.github.jdbcguard.session.SessionMode;
import io.github.jdbcguard.session.SessionScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.TransactionDefinition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is said to those who use a session where it is none, or the wrong one.
 */
class RefusalTests {

	private final TwoDataSources both = new TwoDataSources();

	private final SessionScene scene = this.both.scene;

	private final SessionStack second = this.both.second;

	@AfterEach
	void close() {
		this.both.assertNothingIsLeft();
		this.both.close();
	}

	@Test
	void aSessionThatWasKeptBeyondItsScopeSaysThatItHasEnded() {
		JdbcSession kept = this.scene.transactions.name("transfer").call((session) -> session);
		assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(kept::jdbc)
			.withMessageContaining("transactional scope 'transfer'")
			.withMessageContaining("has ended with the scope it belonged to");
	}

	@Test
	void aSessionThatIsNotTheInnermostSaysWhereToUseIt() {
		this.scene.transactions.name("outer")
			.run((outer) -> this.scene.transactions.name("inner")
				.run((inner) -> assertThatExceptionOfType(IllegalTransactionStateException.class)
					.isThrownBy(outer::operations)
					.withMessageContaining("transactional scope 'outer'")
					.withMessageContaining("use that of the innermost block, or the JdbcSession bean")));
	}

	@Test
	void aManagerOfAnotherDataSourceIsNamed() {
		SessionSource source = new SessionSource(this.scene.sessions, "bank", this.scene.dataSource,
				() -> this.second.manager, () -> new JdbcTemplate(this.scene.dataSource));
		try (SessionScope scope = this.scene.sessions.open("job")) {
			assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(source.session()::begin)
				.withMessageContaining(this.second.manager.getClass().getName())
				.withMessageContaining("has begun a transaction, but none on this DataSource");
		}
	}

	@Test
	void aTransactionOfAnotherDataSourceIsNoScope() {
		this.second.inTransaction(TransactionDefinition.PROPAGATION_REQUIRED,
				() -> assertThatExceptionOfType(NoSessionException.class).isThrownBy(() -> this.scene.balance(1))
					.withMessageContaining(
							"The transaction 'OrderService.place' in progress is not one of this DataSource"));
	}

	@Test
	void aScopeThatIsCompletedInsideOfAnotherTransactionSaysWhereToEndIt() {
		try (SessionScope scope = this.scene.sessions.open("job", OnCompletion.COMMIT, SessionMode.AUTO)) {
			this.scene.book(1, 5);
			this.scene.transaction(TransactionDefinition.PROPAGATION_REQUIRES_NEW)
				.executeWithoutResult((status) -> assertThatExceptionOfType(IllegalTransactionStateException.class)
					.isThrownBy(scope::complete)
					.withMessageContaining(
							"cannot end while 'OrderService.place', which was begun in the transaction of its session"));
		}
		assertThat(this.scene.committed(1)).isEqualTo(100);
	}

}
