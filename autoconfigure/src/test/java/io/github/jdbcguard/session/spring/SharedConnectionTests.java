package io.github.jdbcguard.session.spring;

import java.sql.Connection;
import java.util.List;

import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.session.NoSessionException;
import io.github.jdbcguard.session.SessionScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Which connection of the server a session shares with whom, and what is committed when
 * (S3).
 */
@ParameterizedClass
@EnumSource(names = { "PGJDBC", "MARIADB" })
class SharedConnectionTests {

	@Parameter
	private Driver driver;

	private SessionScene scene;

	private SessionStack stack;

	@BeforeEach
	void open() {
		this.scene = new SessionScene(this.driver);
		this.stack = this.scene.on(this.driver, this.scene.dataSource);
	}

	@AfterEach
	void close() {
		this.scene.assertNothingIsLeft();
		this.scene.close();
	}

	@Test
	void templatesAndClientsWorkOnTheConnectionOfAnOpenSession() {
		try (SessionScope scope = this.scene.sessions.open("job")) {
			long session = this.stack.backend();
			assertThat(List.of(this.stack.backendOfTemplate(), this.stack.backendOfClient())).containsOnly(session);
			this.stack.bookByTemplate(1, 5);
			assertThat(this.scene.committed(1)).isEqualTo(100);
			this.stack.session.commit();
		}
		assertThat(this.scene.committed(1)).isEqualTo(105);
	}

	@Test
	void templatesDoNotBeginATransactionOfTheSession() {
		try (SessionScope scope = this.scene.sessions.open("job")) {
			this.stack.bookByTemplate(1, 5);
			assertThat(this.stack.session.inTransaction()).isFalse();
			assertThat(this.scene.taken()).isZero();
			assertThat(this.scene.committed(1)).isEqualTo(105);
		}
	}

	@Test
	void requiredMandatoryAndSupportsJoinTheSession() {
		try (SessionScope scope = this.scene.sessions.open("job")) {
			long session = this.stack.backend();
			for (int propagation : List.of(TransactionDefinition.PROPAGATION_REQUIRED,
					TransactionDefinition.PROPAGATION_MANDATORY, TransactionDefinition.PROPAGATION_SUPPORTS)) {
				this.stack.inTransaction(propagation, () -> {
					assertThat(List.of(this.stack.backend(), this.stack.backendOfTemplate())).containsOnly(session);
					this.stack.bookByTemplate(1, 1);
					this.stack.book(2, 1);
				});
				assertThat(this.scene.committed(1)).isEqualTo(100);
			}
			this.stack.session.rollback();
		}
		assertThat(List.of(this.scene.committed(1), this.scene.committed(2))).containsExactly(100, 100);
	}

	@Test
	void requiresNewHasAConnectionOfItsOwnWhichTheSessionWorksOnInIt() {
		try (SessionScope scope = this.scene.sessions.open("job")) {
			long session = this.stack.backend();
			this.stack.book(1, 5);
			this.stack.inTransaction(TransactionDefinition.PROPAGATION_REQUIRES_NEW, () -> {
				assertThat(this.stack.backend()).isNotEqualTo(session).isEqualTo(this.stack.backendOfTemplate());
				this.stack.book(2, 7);
				assertThat(this.scene.taken()).isEqualTo(2);
			});
			assertThat(this.stack.backend()).isEqualTo(session);
			assertThat(this.scene.committed(2)).isEqualTo(107);
			this.stack.session.rollback();
		}
		assertThat(this.scene.committed(1)).isEqualTo(100);
	}

	@Test
	void nestedIsASavepointOfTheSessionsTransaction() {
		try (SessionScope scope = this.scene.sessions.open("job")) {
			long session = this.stack.backend();
			this.stack.book(1, 5);
			this.stack.transaction(TransactionDefinition.PROPAGATION_NESTED).executeWithoutResult((status) -> {
				assertThat(this.stack.backend()).isEqualTo(session);
				this.stack.book(2, 5);
				status.setRollbackOnly();
			});
			this.stack.session.commit();
		}
		assertThat(List.of(this.scene.committed(1), this.scene.committed(2))).containsExactly(105, 100);
	}

	@Test
	void notSupportedRunsInAutocommitBesideTheSession() {
		try (SessionScope scope = this.scene.sessions.open("job")) {
			long session = this.stack.backend();
			this.stack.book(1, 5);
			this.stack.inTransaction(TransactionDefinition.PROPAGATION_NOT_SUPPORTED, () -> {
				assertThat(this.stack.backend()).isNotEqualTo(session);
				assertThat(this.stack.session.inTransaction()).isFalse();
				this.stack.book(2, 7);
				assertThat(this.scene.committed(2)).isEqualTo(107);
			});
			this.stack.session.rollback();
		}
		assertThat(this.scene.committed(1)).isEqualTo(100);
	}

	@Test
	void supportsAndNeverWithoutATransactionRunInAutocommit() {
		try (SessionScope scope = this.scene.sessions.open("job")) {
			for (int propagation : List.of(TransactionDefinition.PROPAGATION_SUPPORTS,
					TransactionDefinition.PROPAGATION_NEVER)) {
				this.stack.inTransaction(propagation, () -> {
					this.stack.book(1, 1);
					assertThat(this.stack.session.inTransaction()).isFalse();
				});
			}
			assertThat(this.scene.committed(1)).isEqualTo(102);
		}
	}

	@Test
	void neverRefusesWhereTheSessionHasATransactionOpen() {
		try (SessionScope scope = this.scene.sessions.open("job")) {
			this.stack.book(1, 1);
			assertThatExceptionOfType(IllegalTransactionStateException.class)
				.isThrownBy(() -> this.stack.inTransaction(TransactionDefinition.PROPAGATION_NEVER, () -> {
				}));
		}
	}

	@Test
	void mandatoryRefusesBeforeTheFirstStatementOfTheSession() {
		try (SessionScope scope = this.scene.sessions.open("job")) {
			assertThatExceptionOfType(IllegalTransactionStateException.class)
				.isThrownBy(() -> this.stack.inTransaction(TransactionDefinition.PROPAGATION_MANDATORY, () -> {
				}));
		}
	}

	@Test
	void insideATransactionOfSpringTheSessionHasItsConnectionIsolationAndReadOnly() {
		TransactionTemplate reading = this.stack.transaction(TransactionDefinition.PROPAGATION_REQUIRED);
		reading.setIsolationLevel(TransactionDefinition.ISOLATION_SERIALIZABLE);
		reading.setReadOnly(true);
		try (SessionScope scope = this.scene.sessions.open("job")) {
			reading.executeWithoutResult((status) -> {
				assertThat(this.stack.backendOfTemplate()).isEqualTo(this.stack.backend());
				assertThat(this.stack.session.operations()
					.<Integer>execute((Connection connection) -> connection.getTransactionIsolation()))
					.isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
				assertThat(this.stack.session.operations()
					.<Boolean>execute((Connection connection) -> connection.isReadOnly())).isTrue();
				assertThat(this.scene.taken()).isOne();
			});
			this.stack.book(1, 5);
			this.stack.session.commit();
		}
		assertThat(this.scene.committed(1)).isEqualTo(105);
	}

	@Test
	void outsideAnyScopeATransactionOfSpringHasASessionWhichEndsWithIt() {
		this.stack.inTransaction(TransactionDefinition.PROPAGATION_REQUIRED, () -> {
			long outer = this.stack.backend();
			this.stack.book(1, 5);
			this.stack.inTransaction(TransactionDefinition.PROPAGATION_REQUIRES_NEW, () -> {
				assertThat(this.stack.backend()).isNotEqualTo(outer).isEqualTo(this.stack.backendOfTemplate());
				this.stack.book(2, 5);
			});
			assertThat(this.stack.backend()).isEqualTo(outer);
		});
		assertThat(List.of(this.scene.committed(1), this.scene.committed(2))).containsExactly(105, 105);
		assertThatExceptionOfType(NoSessionException.class).isThrownBy(this.stack::backend);
	}

}
