package io.github.jdbcguard.faults.disconnect;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.faults.TestPool;
import io.github.jdbcguard.pool.PendingRollbackException;
import io.github.jdbcguard.testing.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * The server ends the session of an open transaction, and the program goes on.
 */
@ParameterizedClass
@EnumSource(Driver.class)
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class PendingRollbackTests {

	private final Driver driver;

	private Database database;

	private TestPool pool;

	PendingRollbackTests(Driver driver) {
		this.driver = driver;
	}

	@BeforeEach
	void open() throws SQLException {
		this.database = this.driver.database();
		this.database.execute("create table ledger (number integer)");
		this.pool = TestPool.guarded(this.database);
	}

	@AfterEach
	void close() {
		this.pool.close();
	}

	@Test
	void withoutTheGuardTheRollbackFailsAndTheConnectionIsOfNoMoreUse() throws SQLException {
		try (TestPool bare = TestPool.bare(this.database, (config) -> {
		}); Connection connection = bare.take()) {
			loseTransaction(connection);
			assertThatExceptionOfType(SQLException.class).isThrownBy(connection::rollback)
				.isNotInstanceOf(PendingRollbackException.class);
			assertThatExceptionOfType(SQLException.class).isThrownBy(() -> insert(connection, 3))
				.isNotInstanceOf(PendingRollbackException.class);
		}
	}

	@Test
	void theStatementThatFindsItFailsWithWhatTheDriverSays() throws SQLException {
		try (Connection connection = this.pool.take()) {
			SQLException original = loseTransaction(connection);
			assertThat((Throwable) original).isNotInstanceOf(PendingRollbackException.class);
			assertThat(original.getSQLState()).matches("08...|57P01|HY000|70100");
		}
	}

	@Test
	void everythingAfterItIsRefusedUntilARollback() throws SQLException {
		try (Connection connection = this.pool.take(); Statement before = connection.createStatement()) {
			SQLException original = loseTransaction(connection);
			assertThatRefused(() -> insert(connection, 3), original);
			assertThatRefused(() -> before.executeUpdate("insert into ledger values (3)"), original);
			assertThatRefused(connection::commit, original);
			assertThatRefused(() -> insert(connection, 4), original);
			// In JDBC that commits
			assertThatRefused(() -> connection.setAutoCommit(true), original);
			assertThatCode(connection::rollback).doesNotThrowAnyException();
		}
		assertThat(this.database.number("select count(*) from ledger")).isZero();
	}

	@Test
	void afterTheRollbackTheConnectionWorksOnAnotherSession() throws SQLException {
		try (Connection connection = this.pool.take()) {
			long lost = this.driver.dialect().session(connection);
			loseTransaction(connection);
			connection.rollback();
			assertThat(connection.getAutoCommit()).isFalse();
			assertThat(this.driver.dialect().session(connection)).isNotEqualTo(lost);
			insert(connection, 5);
			assertThat(this.database.number("select count(*) from ledger")).isZero();
			connection.commit();
			assertThat(connection.getAutoCommit()).isFalse();
		}
		assertThat(this.database.number("select sum(number) from ledger")).isEqualTo(5);
		assertThat(this.pool.snapshot().active()).isZero();
		await().until(() -> this.driver.dialect().sessions(this.database) == this.pool.snapshot().total());
	}

	@Test
	void aCloseWithoutARollbackIsQuietAndNothingIsLeftBehind() throws SQLException {
		Connection connection = this.pool.take();
		long lost = this.driver.dialect().session(connection);
		loseTransaction(connection);
		assertThatCode(connection::close).doesNotThrowAnyException();
		try (Connection next = this.pool.take()) {
			assertThat(next.getAutoCommit()).isTrue();
			assertThat(this.driver.dialect().session(next)).isNotEqualTo(lost);
		}
		assertThat(this.database.number("select count(*) from ledger")).isZero();
		assertThat(this.pool.snapshot().active()).isZero();
	}

	@Test
	void aCommitThatFindsItIsNeverReportedAsDone() throws SQLException {
		try (Connection connection = this.pool.take()) {
			connection.setAutoCommit(false);
			insert(connection, 1);
			terminate(this.driver.dialect().session(connection));
			SQLException original = catchThrowableOfType(SQLException.class, connection::commit);
			assertThat((Throwable) original).isNotNull().isNotInstanceOf(PendingRollbackException.class);
			assertThatRefused(() -> insert(connection, 2), original);
			assertThatRefused(connection::commit, original);
			connection.rollback();
			insert(connection, 3);
			connection.commit();
		}
		assertThat(this.database.number("select sum(number) from ledger")).isEqualTo(3);
	}

	@Test
	void inAutocommitNothingIsPending() throws SQLException {
		try (Connection connection = this.pool.take()) {
			terminate(this.driver.dialect().session(connection));
			assertThatExceptionOfType(SQLException.class).isThrownBy(() -> insert(connection, 1));
			assertThatExceptionOfType(SQLException.class).isThrownBy(() -> insert(connection, 2))
				.isNotInstanceOf(PendingRollbackException.class);
		}
		this.pool.session();
		assertThat(this.database.number("select count(*) from ledger where number = 1")).isZero();
	}

	/**
	 * Begin a transaction, have its session ended, and run into it.
	 * @return what the driver said
	 */
	private SQLException loseTransaction(Connection connection) throws SQLException {
		connection.setAutoCommit(false);
		insert(connection, 1);
		terminate(this.driver.dialect().session(connection));
		SQLException original = catchThrowableOfType(SQLException.class, () -> insert(connection, 2));
		assertThat((Throwable) original).isNotNull();
		return original;
	}

	private void terminate(long session) throws SQLException {
		this.driver.dialect().terminate(this.database, session);
		await().until(() -> !this.driver.dialect().isAlive(this.database, session));
	}

	private static void assertThatRefused(Call call, SQLException original) {
		assertThatExceptionOfType(PendingRollbackException.class).isThrownBy(call::run)
			.withCause(original)
			.withMessageContaining(original.getMessage().lines().findFirst().orElseThrow())
			.withMessageContaining("rollback()")
			.satisfies((ex) -> assertThat(ex.getSQLState()).isEqualTo("25P02"));
	}

	private static void insert(Connection connection, int number) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.executeUpdate("insert into ledger values (" + number + ")");
		}
	}

	/**
	 * What is refused.
	 */
	@FunctionalInterface
	private interface Call {

		void run() throws SQLException;

	}

}
