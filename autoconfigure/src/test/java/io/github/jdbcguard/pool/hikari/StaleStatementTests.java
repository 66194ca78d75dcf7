package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import io.github.jdbcguard.pool.Lease;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.testing.FaultyDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for statements that outlive the connection they were made on: none of them does
 * anything more, least of all among the work of a transaction that is then committed.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class StaleStatementTests extends StaleStatements {

	private void assertThatAStatementIsRefusedInTheNextTransaction(DataSource dataSource, Loss loss)
			throws SQLException {
		try (Connection connection = dataSource.getConnection()) {
			PreparedStatement before = begin(connection);
			loss.of(connection);
			connection.rollback();
			insert(connection, 5);
			assertThatRefused(before);
			connection.commit();
		}
		assertThat(sum()).isEqualTo(5);
	}

	private static void assertThatAResultIsNotReadOn(DataSource dataSource, Loss loss) throws SQLException {
		try (Connection connection = dataSource.getConnection()) {
			ResultSet before = longResult(connection);
			loss.of(connection);
			connection.rollback();
			assertThatExceptionOfType(SQLException.class).isThrownBy(() -> readOn(before));
		}
	}

	/**
	 * The connection is closed in another thread, which may take its time: until then the
	 * session lives on.
	 */
	@Nested
	class AfterALoss {

		private final CountDownLatch released = new CountDownLatch(1);

		private PoolFixture fixture;

		@BeforeEach
		void open() {
			FaultyDriver driver = new FaultyDriver(StaleStatementTests.this.database);
			driver.before("Connection.abort", this::awaitRelease);
			driver.before("Connection.close", this::awaitRelease);
			this.fixture = new PoolFixture(StaleStatementTests.this.database, PoolPolicy.defaults(), driver::serve);
		}

		private void awaitRelease() throws InterruptedException {
			this.released.await(30, TimeUnit.SECONDS);
		}

		@AfterEach
		void close() {
			this.released.countDown();
			this.fixture.close();
		}

		@Test
		void aStatementFromBeforeItIsRefusedAfterTheRollback() throws SQLException {
			try (Connection connection = this.fixture.dataSource.getConnection()) {
				PreparedStatement before = begin(connection);
				connection.unwrap(Lease.class).invalidate();
				connection.rollback();
				assertThatRefused(before);
				assertThat(connection.isClosed()).isFalse();
			}
		}

		@Test
		void aStatementFromBeforeItIsRefusedInTheNextTransaction() throws SQLException {
			assertThatAStatementIsRefusedInTheNextTransaction(this.fixture.dataSource,
					(connection) -> connection.unwrap(Lease.class).invalidate());
		}

		@Test
		void aStatementFromBeforeItIsRefusedWhenItIsExecutedWithItsBatch() throws SQLException {
			try (Connection connection = this.fixture.dataSource.getConnection()) {
				connection.setAutoCommit(false);
				PreparedStatement before = connection.prepareStatement("insert into ledger values (1)");
				before.addBatch();
				before.executeBatch();
				before.addBatch();
				connection.unwrap(Lease.class).invalidate();
				connection.rollback();
				assertThatExceptionOfType(SQLException.class).isThrownBy(before::executeBatch);
			}
		}

		@Test
		void aResultFromBeforeItIsNotReadOn() throws SQLException {
			assertThatAResultIsNotReadOn(this.fixture.dataSource,
					(connection) -> connection.unwrap(Lease.class).invalidate());
		}

	}

	@Nested
	class AfterADeclaredIncarnation {

		private PoolFixture fixture;

		@BeforeEach
		void open() {
			this.fixture = new PoolFixture(StaleStatementTests.this.database, PoolPolicy.defaults(), (config) -> {
			});
		}

		@AfterEach
		void close() {
			this.fixture.close();
		}

		@Test
		void aStatementFromBeforeItIsRefusedAfterTheRollback() throws SQLException {
			try (Connection connection = this.fixture.dataSource.getConnection()) {
				PreparedStatement before = begin(connection);
				this.fixture.watch.declareNewIncarnation("clone");
				assertThatRefused(before);
				connection.rollback();
				assertThatRefused(before);
				connection.commit();
			}
			assertThat(rows()).isZero();
		}

		@Test
		void whatIsCommittedAfterTheRollbackIsStored() throws SQLException {
			assertThatAStatementIsRefusedInTheNextTransaction(this.fixture.dataSource,
					(connection) -> this.fixture.watch.declareNewIncarnation("clone"));
		}

		@Test
		void aResultFromBeforeItIsNotReadOnAfterTheRollback() throws SQLException {
			assertThatAResultIsNotReadOn(this.fixture.dataSource,
					(connection) -> this.fixture.watch.declareNewIncarnation("clone"));
		}

	}

	/**
	 * How a transaction is lost.
	 */
	@FunctionalInterface
	private interface Loss {

		void of(Connection connection) throws SQLException;

	}

}
