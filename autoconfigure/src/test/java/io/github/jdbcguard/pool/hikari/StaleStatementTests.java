package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbcguard.pool.Lease;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.process.Incarnation;
import io.github.jdbcguard.process.Incarnation.Origin;
import io.github.jdbcguard.process.ProcessWatch;
import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.EmbeddedDatabases;
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
class StaleStatementTests {

	private static final String INSERT = "insert into ledger values (1) returning pg_backend_pid()";

	private final Database database = EmbeddedDatabases.postgres();

	@BeforeEach
	void createTable() throws SQLException {
		this.database.execute("create table ledger (number integer)");
	}

	private static PreparedStatement begin(Connection connection) throws SQLException {
		connection.setAutoCommit(false);
		PreparedStatement statement = connection.prepareStatement(INSERT);
		statement.execute();
		return statement;
	}

	private static void insert(Connection connection, int number) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute("insert into ledger values (" + number + ")");
		}
	}

	private static void assertThatRefused(PreparedStatement statement) {
		assertThatExceptionOfType(SQLException.class).isThrownBy(statement::execute);
	}

	private long rows() throws SQLException {
		return this.database.number("select count(*) from ledger");
	}

	private long sum() throws SQLException {
		return this.database.number("select sum(number) from ledger");
	}

	/**
	 * A result that is fetched two rows at a time.
	 */
	private static ResultSet longResult(Connection connection) throws SQLException {
		connection.setAutoCommit(false);
		Statement statement = connection.createStatement();
		statement.setFetchSize(2);
		ResultSet result = statement.executeQuery("select generate_series(1, 100)");
		result.next();
		return result;
	}

	/**
	 * Read until there was something to be asked of the server.
	 */
	private static void readOn(ResultSet result) throws SQLException {
		for (int i = 0; i < 10; i++) {
			result.next();
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
			this.released.await(8, TimeUnit.SECONDS);
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
			try (Connection connection = this.fixture.dataSource.getConnection()) {
				PreparedStatement before = begin(connection);
				connection.unwrap(Lease.class).invalidate();
				connection.rollback();
				insert(connection, 5);
				assertThatRefused(before);
				connection.commit();
			}
			assertThat(sum()).isEqualTo(5);
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
			try (Connection connection = this.fixture.dataSource.getConnection()) {
				ResultSet before = longResult(connection);
				connection.unwrap(Lease.class).invalidate();
				connection.rollback();
				assertThatExceptionOfType(SQLException.class).isThrownBy(() -> readOn(before));
			}
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
			try (Connection connection = this.fixture.dataSource.getConnection()) {
				PreparedStatement before = begin(connection);
				this.fixture.watch.declareNewIncarnation("clone");
				connection.rollback();
				insert(connection, 5);
				assertThatRefused(before);
				connection.commit();
			}
			assertThat(sum()).isEqualTo(5);
		}

		@Test
		void aResultFromBeforeItIsNotReadOnAfterTheRollback() throws SQLException {
			try (Connection connection = this.fixture.dataSource.getConnection()) {
				ResultSet before = longResult(connection);
				this.fixture.watch.declareNewIncarnation("clone");
				connection.rollback();
				assertThatExceptionOfType(SQLException.class).isThrownBy(() -> readOn(before));
			}
		}

	}

	@Nested
	class InAForkedChild {

		private final AtomicReference<Incarnation> identity = new AtomicReference<>(
				Incarnation.of(1, Origin.STARTED, "parent", "started"));

		private final ProcessWatch watch = ProcessWatch.builder().identity(this.identity::get).start();

		private HikariDataSource dataSource;

		@BeforeEach
		void open() {
			Database database = StaleStatementTests.this.database;
			HikariDataSource original = new HikariDataSource();
			PoolFixture.configure(original, (config) -> config.setJdbcUrl(database.url()));
			this.dataSource = GuardedHikariDataSource.guard(original, this.watch, PoolPolicy.defaults(), null);
		}

		@AfterEach
		void close() {
			this.dataSource.close();
			this.watch.close();
		}

		private void fork() {
			this.identity.set(Incarnation.of(2, Origin.FORKED, "child", "forked"));
			// A JVM without a sign of a fork sees it at its next look
			this.watch.state();
		}

		@Test
		void anInheritedStatementIsRefusedAfterTheRollback() throws SQLException {
			Connection connection = this.dataSource.getConnection();
			PreparedStatement inherited = begin(connection);
			fork();
			assertThatRefused(inherited);
			connection.rollback();
			assertThatRefused(inherited);
			connection.close();
			assertThatRefused(inherited);
		}

		@Test
		void anInheritedStatementIsRefusedAfterTheLeaseHasEnded() throws SQLException {
			Connection connection = this.dataSource.getConnection();
			PreparedStatement inherited = begin(connection);
			fork();
			assertThatRefused(inherited);
			connection.close();
			assertThatRefused(inherited);
		}

		@Test
		void anInheritedStatementIsRefusedInAutocommitAfterTheLeaseHasEnded() throws SQLException {
			Connection connection = this.dataSource.getConnection();
			PreparedStatement inherited = connection.prepareStatement(INSERT);
			inherited.execute();
			fork();
			assertThatRefused(inherited);
			connection.close();
			assertThatRefused(inherited);
			assertThat(rows()).isEqualTo(1);
		}

		@Test
		void anInheritedResultIsNotReadOn() throws SQLException {
			Connection connection = this.dataSource.getConnection();
			ResultSet inherited = longResult(connection);
			fork();
			assertThatExceptionOfType(SQLException.class).isThrownBy(() -> readOn(inherited));
		}

		@Test
		void anInheritedResultIsNotReadOnAfterTheLeaseHasEnded() throws SQLException {
			Connection connection = this.dataSource.getConnection();
			ResultSet inherited = longResult(connection);
			fork();
			assertThatExceptionOfType(SQLException.class).isThrownBy(connection::createStatement);
			connection.close();
			assertThatExceptionOfType(SQLException.class).isThrownBy(() -> readOn(inherited));
		}

	}

}
