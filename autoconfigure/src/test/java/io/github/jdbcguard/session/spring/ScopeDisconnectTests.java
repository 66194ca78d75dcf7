package io.github.jdbcguard.session.spring;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.session.JdbcSession;
import io.github.jdbcguard.session.OpenScope;
import io.github.jdbcguard.session.SessionCounters;
import io.github.jdbcguard.session.SessionScope;
import io.github.jdbcguard.session.TransactionOutcomeUnknownException;
import io.github.jdbcguard.session.TransactionalScope;
import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.FaultProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;

import org.springframework.dao.DataAccessException;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * The connection is cut in the middle of the work, or between the commit and its answer
 * (T3).
 */
@Timeout(30)
class ScopeDisconnectTests {

	private final AtomicInteger runs = new AtomicInteger();

	private FaultProxy proxy;

	private SessionScene scene;

	private void start(Driver driver) {
		Database database = driver.database();
		this.proxy = FaultProxy.before(database);
		this.scene = new SessionScene(database, this.proxy.database().url());
	}

	@AfterEach
	void close() throws IOException {
		assertThat(this.scene.taken()).isZero();
		this.scene.close();
		this.proxy.close();
	}

	private void firstTime(Runnable fault) {
		if (this.runs.incrementAndGet() == 1) {
			fault.run();
		}
	}

	@ParameterizedTest
	@EnumSource(Driver.class)
	void lostInTheWorkItIsDoneAgain(Driver driver) {
		start(driver);
		this.scene.transactions.retry(3).run((session) -> {
			this.scene.book(1, 5);
			firstTime(this.proxy::cut);
			this.scene.book(2, 5);
		});
		assertThat(this.runs).hasValue(2);
		assertThat(this.scene.committed(1)).isEqualTo(105);
		assertThat(this.scene.sessions.counters()).isEqualTo(new SessionCounters(1, 1, 0, 0, 0, 1));
	}

	@Test
	void withoutRetriesTheFailureOfTheStatementComesOut() {
		start(Driver.PGJDBC);
		assertThat(catchThrowable(() -> this.scene.transactions.run((session) -> {
			this.scene.book(1, 5);
			firstTime(this.proxy::cut);
			this.scene.book(2, 5);
		}))).isInstanceOf(DataAccessException.class).hasNoSuppressedExceptions();
		assertThat(this.scene.committed(1)).isEqualTo(100);
	}

	@ParameterizedTest
	@EnumSource(Driver.class)
	void lostInTheWorkAndIgnoredItIsDoneAgain(Driver driver) {
		start(driver);
		this.scene.transactions.retry(3).run((session) -> {
			this.scene.book(1, 5);
			firstTime(() -> {
				this.proxy.cut();
				assertThat(catchThrowable(() -> this.scene.book(2, 5))).isInstanceOf(DataAccessException.class);
			});
		});
		assertThat(this.runs).hasValue(2);
		assertThat(this.scene.committed(1)).isEqualTo(105);
	}

	/** As what a persistence provider writes at the end. */
	@Test
	void lostBeforeTheCommitWasSentItIsDoneAgain() {
		start(Driver.PGJDBC);
		this.scene.transactions.retry(3).run((session) -> {
			this.scene.book(1, 5);
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

				@Override
				public void beforeCommit(boolean readOnly) {
					firstTime(ScopeDisconnectTests.this.proxy::cut);
					ScopeDisconnectTests.this.scene.plain.update("update account set balance = 0 where id = 2");
				}

			});
		});
		assertThat(this.runs).hasValue(2);
		assertThat(this.scene.committed(1)).isEqualTo(105);
		assertThat(this.scene.committed(2)).isZero();
	}

	@ParameterizedTest
	@EnumSource(Driver.class)
	void lostInTheBeginItIsBegunAgain(Driver driver) {
		start(driver);
		TransactionalScope serializable = this.scene.transactions.isolation(Isolation.SERIALIZABLE);
		serializable.run((session) -> this.scene.book(1, 5));
		// Used so lately that it is not asked whether it lives
		this.proxy.cut();
		serializable.retry(3).run((session) -> {
			this.runs.incrementAndGet();
			this.scene.book(1, 5);
		});
		assertThat(this.runs).hasValue(1);
		assertThat(this.scene.committed(1)).isEqualTo(110);
		assertThat(this.scene.sessions.counters()).isEqualTo(new SessionCounters(2, 0, 0, 0, 0, 1));
	}

	@ParameterizedTest
	@EnumSource(Driver.class)
	void whoseAnswerIsLostIsNeverDoneAgain(Driver driver) {
		start(driver);
		assertThatUnknown("transactional scope 'transfer'",
				() -> this.scene.transactions.name("transfer").retry(3).run((session) -> {
					this.scene.book(1, 5);
					firstTime(() -> this.proxy.cutAfter("COMMIT"));
				}));
		assertThat(this.runs).hasValue(1);
		assertThat(this.scene.committed(1)).isEqualTo(105);
		this.scene.transactions.run((session) -> this.scene.book(1, 1));
		assertThat(this.scene.committed(1)).isEqualTo(106);
	}

	@ParameterizedTest
	@EnumSource(Driver.class)
	void aSessionWhoseCommitHasNoAnswerNeedsARollback(Driver driver) {
		start(driver);
		try (SessionScope job = this.scene.sessions.open("job")) {
			this.scene.book(1, 5);
			this.proxy.cutAfter("COMMIT");
			assertThatUnknown("scope 'job'", this.scene.session::commit);
			assertThat(this.scene.session.needsRollback()).isTrue();
			assertThat(this.scene.taken()).isZero();
			assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(this.scene.session::commit)
				.withCauseInstanceOf(TransactionOutcomeUnknownException.class);
			this.scene.session.rollback();
			this.scene.book(1, 1);
			this.scene.session.commit();
		}
		assertThat(this.scene.committed(1)).isEqualTo(106);
	}

	@Test
	void anOpenScopeSaysSoToo() {
		start(Driver.PGJDBC);
		try (OpenScope scope = this.scene.transactions.name("transfer").open()) {
			this.scene.book(1, 5);
			this.proxy.cutAfter("COMMIT");
			assertThatUnknown("transactional scope 'transfer'", scope::commit);
			assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(scope::commit)
				.withMessageContaining("could not be committed");
		}
		assertThat(this.scene.committed(1)).isEqualTo(105);
	}

	private void assertThatUnknown(String what, Runnable commit) {
		assertThatExceptionOfType(TransactionOutcomeUnknownException.class).isThrownBy(commit::run)
			.withMessageStartingWith("The commit of the " + what + " on DataSource 'bank' was not answered")
			.withMessageContaining("may be committed, or not")
			.satisfies((unknown) -> assertThat(unknown.getMessage()).doesNotContain("update account"));
		assertThat(this.scene.sessions.counters().unknown()).isOne();
		assertThat(this.scene.sessions.counters().retries()).isZero();
	}

	@Test
	void workOnTheDriversOwnConnectionCountsAsWork() {
		start(Driver.PGJDBC);
		assertThatUnknown("transactional scope 'transfer'",
				() -> this.scene.transactions.name("transfer").retry(3).run((session) -> {
					session.operations().execute(ScopeDisconnectTests::updateUnseen);
					firstTime(() -> this.proxy.cutAfter("COMMIT"));
				}));
		assertThat(this.scene.committed(1)).isEqualTo(7);
	}

	private static Void updateUnseen(Connection connection) throws SQLException {
		Connection driversOwn = (Connection) connection.unwrap(PGConnection.class);
		try (Statement statement = driversOwn.createStatement()) {
			statement.execute("update account set balance = 7 where id = 1");
		}
		return null;
	}

	@Test
	void theUnknownOutcomeOfAnotherDataSourceIsNoReasonToDoItAgain() {
		start(Driver.PGJDBC);
		try (SessionScene other = new SessionScene(Driver.PGJDBC)) {
			assertThatWorkThatEndsUnknownIsNotDoneAgain(other, (work) -> this.scene.transactions.run(work::accept));
			assertThatWorkThatEndsUnknownIsNotDoneAgain(other,
					(work) -> this.scene.transaction(TransactionDefinition.PROPAGATION_REQUIRED)
						.executeWithoutResult((status) -> work.accept(this.scene.session)));
			assertThat(other.sessions.counters()).isEqualTo(new SessionCounters(0, 2, 0, 0, 0, 0));
		}
	}

	private void assertThatWorkThatEndsUnknownIsNotDoneAgain(SessionScene other,
			Consumer<Consumer<JdbcSession>> inTransaction) {
		this.runs.set(0);
		assertThat(catchThrowable(() -> other.transactions.retry(3).run((session) -> {
			other.book(1, 5);
			inTransaction.accept((inner) -> {
				this.scene.book(1, 5);
				firstTime(() -> this.proxy.cutAfter("COMMIT"));
			});
		}))).isNotNull();
		assertThat(this.runs).hasValue(1);
		assertThat(other.committed(1)).isEqualTo(100);
	}

}
