package io.github.jdbcguard.session.spring;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.jdbcguard.boundary.TransactionBoundaries;
import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.pool.Lease;
import io.github.jdbcguard.pool.LeaseScope;
import io.github.jdbcguard.session.JdbcSession;
import io.github.jdbcguard.session.TransactionalScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionTimedOutException;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * What is set on a transactional scope means what it means in {@code @Transactional}
 * (T4).
 */
@Timeout(30)
class ScopeSettingsTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private static String isolation(JdbcSession session) {
		return session.jdbc().sql("show transaction_isolation").query(String.class).single();
	}

	/** What boundary rules call the transaction. */
	private static String scope(Connection connection) throws SQLException {
		LeaseScope scope = connection.unwrap(Lease.class).scope();
		return (scope != null) ? scope.name() : "none";
	}

	@Test
	void theIsolationIsThatOfTheTransactionAndNotOfTheNext() {
		try (SessionScene scene = new SessionScene(Driver.PGJDBC)) {
			List<String> seen = new ArrayList<>();
			scene.transactions.isolation(Isolation.SERIALIZABLE).run((session) -> seen.add(isolation(session)));
			scene.transactions.isolation(Isolation.REPEATABLE_READ).run((session) -> seen.add(isolation(session)));
			scene.transactions.run((session) -> seen.add(isolation(session)));
			assertThat(seen).containsExactly("serializable", "repeatable read", "read committed");
		}
	}

	/**
	 * The driver of MariaDB tells the server nothing.
	 */
	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MARIADB")
	void readOnlyRefusesUpdates(Driver driver) {
		try (SessionScene scene = new SessionScene(driver)) {
			assertThatExceptionOfType(DataAccessException.class)
				.isThrownBy(() -> scene.transactions.readOnly().run((session) -> {
					assertThat(TransactionSynchronizationManager.isCurrentTransactionReadOnly()).isTrue();
					assertThat(scene.balance(1)).isEqualTo(100);
					scene.book(1, 1);
				}));
			scene.transactions.run((session) -> scene.book(1, 1));
			assertThat(scene.committed(1)).isEqualTo(101);
		}
	}

	@ParameterizedTest
	@EnumSource(Driver.class)
	void aStatementDoesNotOutlastTheTimeout(Driver driver) {
		try (SessionScene scene = new SessionScene(driver)) {
			String sleep = driver.dialect().sleep(20);
			long begun = System.nanoTime();
			Throwable failure = catchThrowable(
					() -> scene.transactions.timeout(SECOND).run((session) -> session.jdbc().sql(sleep).query((row) -> {
					})));
			assertThat(failure).isInstanceOf(DataAccessException.class);
			assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
			assertThat(scene.taken()).isZero();
		}
	}

	@Test
	void afterTheTimeoutNoStatementBegins() {
		try (SessionScene scene = new SessionScene(Driver.PGJDBC)) {
			assertThatExceptionOfType(TransactionTimedOutException.class)
				.isThrownBy(() -> scene.transactions.timeout(Duration.ofMillis(900)).run((session) -> {
					scene.book(1, 1);
					await().pollDelay(Duration.ofMillis(1100)).until(() -> true);
					scene.book(1, 1);
				}));
			assertThat(scene.committed(1)).isEqualTo(100);
		}
	}

	@Test
	void aTimeoutIsRoundedUpToSeconds() {
		try (SessionScene scene = new SessionScene(Driver.PGJDBC)) {
			assertThatIllegalArgumentException().isThrownBy(() -> scene.transactions.timeout(Duration.ZERO));
			assertThatIllegalArgumentException().isThrownBy(() -> scene.transactions.timeout(SECOND.negated()));
			for (Duration timeout : List.of(Duration.ofNanos(1), SECOND, Duration.ofSeconds(Long.MAX_VALUE))) {
				scene.transactions.timeout(timeout).run((session) -> scene.book(1, 1));
			}
			assertThat(scene.committed(1)).isEqualTo(103);
		}
	}

	@Test
	void theNameIsThatOfTheTransaction() {
		try (SessionScene scene = new SessionScene(Driver.PGJDBC)) {
			scene.manager.addListener(new TransactionBoundaries());
			scene.transactions.name("transfer").run((session) -> {
				assertThat(session.operations().execute(ScopeSettingsTests::scope)).isEqualTo("transfer");
				assertThat(TransactionSynchronizationManager.getCurrentTransactionName()).isEqualTo("transfer");
				assertThat(session).hasToString("session of transactional scope 'transfer'");
			});
			assertThat(scene.transactions.name("transfer"))
				.hasToString("transactional scope 'transfer' on DataSource 'bank'");
			assertThatIllegalArgumentException().isThrownBy(() -> scene.transactions.name(" "));
		}
	}

	@Test
	void eachSettingIsThatOfAnotherScope() {
		try (SessionScene scene = new SessionScene(Driver.PGJDBC)) {
			TransactionalScope serializable = scene.transactions.isolation(Isolation.SERIALIZABLE);
			TransactionalScope reading = serializable.readOnly();
			serializable.run((session) -> {
				assertThat(isolation(session)).isEqualTo("serializable");
				scene.book(1, 1);
			});
			reading.run((session) -> assertThat(isolation(session)).isEqualTo("serializable"));
			scene.transactions.run((session) -> assertThat(isolation(session)).isEqualTo("read committed"));
		}
	}

}
