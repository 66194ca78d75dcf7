package io.github.jdbcguard.session.spring;

import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.session.JdbcSession;
import io.github.jdbcguard.session.NestedTransaction;
import io.github.jdbcguard.session.OnCompletion;
import io.github.jdbcguard.session.SessionMode;
import io.github.jdbcguard.session.SessionScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.transaction.TransactionDefinition;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sessions whose statements begin no transaction, and that do not hold a connection (S9).
 */
class SessionWithoutTransactionTests {

	private final SessionScene scene = new SessionScene(Driver.PGJDBC);

	private final JdbcSession session = this.scene.session;

	private SessionScope scope;

	@BeforeEach
	void open() {
		this.scope = this.scene.sessions.open("job", OnCompletion.ROLLBACK, SessionMode.NONE);
	}

	@AfterEach
	void close() {
		this.scope.close();
		this.scene.assertNothingIsLeft();
		this.scene.close();
	}

	@Test
	void theConnectionIsGivenBackAfterEachStatement() {
		this.scene.book(1, 5);
		assertThat(this.scene.taken()).isZero();
		assertThat(this.session.inTransaction()).isFalse();
		assertThat(this.scene.committed(1)).isEqualTo(105);
		this.session.rollback();
		this.session.commit();
		assertThat(this.session.jdbc().sql("select 1").withFetchSize(5).query(Integer.class).single()).isOne();
		assertThat(this.scene.taken()).isZero();
		assertThat(this.scene.committed(1)).isEqualTo(105);
	}

	@Test
	void beginHoldsItUntilTheEndOfTheTransaction() {
		this.session.begin();
		this.scene.book(1, 5);
		assertThat(this.scene.taken()).isOne();
		this.session.rollback();
		assertThat(this.scene.taken()).isZero();
		assertThat(this.scene.committed(1)).isEqualTo(100);
		this.scene.book(1, 1);
		assertThat(this.scene.committed(1)).isEqualTo(101);
	}

	@Test
	void aNestedTransactionHoldsItToo() {
		try (NestedTransaction nested = this.session.beginNested()) {
			this.scene.book(1, 5);
			nested.release();
		}
		assertThat(this.scene.taken()).isOne();
		this.session.commit();
		assertThat(this.scene.committed(1)).isEqualTo(105);
	}

	@Test
	void aTransactionOfSpringIsJoined() {
		this.scene.transaction(TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult((status) -> {
			this.scene.book(1, 5);
			assertThat(this.scene.taken()).isOne();
			status.setRollbackOnly();
		});
		assertThat(this.scene.committed(1)).isEqualTo(100);
	}

}
