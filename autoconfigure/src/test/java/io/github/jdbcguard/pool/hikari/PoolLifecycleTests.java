package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import io.github.jdbcguard.pool.ForeignConnectionException;
import io.github.jdbcguard.pool.ForeignTransactionException;
import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.Lease;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.pool.PoolPolicy.OnForeignConnection;
import io.github.jdbcguard.pool.PoolSnapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the life of connections in a {@link GuardedPool}, on a real server.
 */
class PoolLifecycleTests {

	private PoolFixture fixture;

	@BeforeEach
	void open() {
		this.fixture = new PoolFixture();
	}

	@AfterEach
	void close() {
		this.fixture.close();
	}

	private GuardedDataSource dataSource() {
		return this.fixture.dataSource;
	}

	private PoolSnapshot.Counters counters() {
		return dataSource().snapshot().counters();
	}

	private long backend() throws SQLException {
		return this.fixture.backend();
	}

	private boolean isAlive(long backend) throws SQLException {
		return this.fixture.isAlive(backend);
	}

	private void declare(String reason) {
		this.fixture.watch.declareNewIncarnation(reason);
	}

	@Nested
	class Retiring {

		@Test
		void replacesAnIdleConnectionAtItsNextCheckout() throws SQLException {
			long before = backend();
			dataSource().retireAll();
			assertThat(backend()).isNotEqualTo(before);
			await().until(() -> !isAlive(before));
			assertThat(counters().retired()).isEqualTo(1);
			assertThat(dataSource().snapshot().generation()).isEqualTo(2);
		}

		@Test
		void leavesALeasedConnectionUsableUntilItComesBack() throws SQLException {
			try (Connection connection = dataSource().getConnection()) {
				long backend = PoolFixture.backend(connection);
				dataSource().retireAll();
				assertThat(PoolFixture.backend(connection)).isEqualTo(backend);
				connection.close();
				assertThat(backend()).isNotEqualTo(backend);
			}
		}

		@Test
		void setsAReplacementUpAsHikariDoes() throws SQLException {
			try (PoolFixture strict = new PoolFixture(PoolPolicy.defaults(), (config) -> {
				config.setAutoCommit(false);
				config.setReadOnly(true);
				config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
				config.setSchema("pg_catalog");
				config.setConnectionInitSql("set application_name = 'set up'");
				config.setIsolateInternalQueries(true);
			})) {
				strict.backend();
				strict.dataSource.retireAll();
				try (Connection connection = strict.dataSource.getConnection()) {
					assertThat(connection.getAutoCommit()).isFalse();
					assertThat(connection.isReadOnly()).isTrue();
					assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
					assertThat(connection.getSchema()).isEqualTo("pg_catalog");
					assertThat(PoolFixture.ask(connection,
							"select count(*) from pg_stat_activity where pid = pg_backend_pid() "
									+ "and application_name = 'set up'"))
						.isEqualTo(1);
					assertThat(connection.getNetworkTimeout()).isZero();
				}
			}
		}

	}

	@Nested
	class Disposing {

		@Test
		void closesIdleConnectionsAndLeasedOnesWhenTheyComeBack() throws SQLException {
			GuardedDataSource dataSource = dataSource();
			Connection leased = dataSource.getConnection();
			long leasedBackend = PoolFixture.backend(leased);
			long idleBackend = backend();
			dataSource.dispose();
			await().until(() -> !isAlive(idleBackend));
			assertThat(PoolFixture.backend(leased)).isEqualTo(leasedBackend);
			leased.close();
			await().until(() -> !isAlive(leasedBackend));
			assertThat(backend()).isNotIn(idleBackend, leasedBackend);
		}

	}

	@Nested
	class ADeclaredIncarnation {

		@Test
		void abandonsWhatIsIdleAndGivesTheNextBorrowerAFreshConnection() throws SQLException {
			long before = backend();
			declare("told by a hook");
			try (Connection connection = dataSource().getConnection()) {
				assertThat(PoolFixture.backend(connection)).isNotEqualTo(before);
				assertThat(connection.unwrap(Lease.class).record().incarnation().number()).isEqualTo(2);
			}
			await().until(() -> !isAlive(before));
			assertThat(counters().abandoned()).isEqualTo(1);
		}

		@Test
		void refusesAnOpenTransactionUntilItIsRolledBack() throws SQLException {
			try (Connection connection = dataSource().getConnection()) {
				connection.setAutoCommit(false);
				long before = PoolFixture.backend(connection);
				declare("told by a hook");
				assertThatExceptionOfType(ForeignTransactionException.class)
					.isThrownBy(() -> PoolFixture.ask(connection, "select 1"))
					.withMessageContaining("incarnation #1")
					.withMessageContaining("#2 (told by a hook");
				assertThatExceptionOfType(ForeignTransactionException.class).isThrownBy(connection::commit);
				assertThatExceptionOfType(ForeignTransactionException.class)
					.isThrownBy(() -> connection.setAutoCommit(true));
				connection.rollback();
				connection.setAutoCommit(true);
				assertThat(PoolFixture.backend(connection)).isNotEqualTo(before);
			}
			assertThat(dataSource().snapshot().active()).isZero();
		}

		@Test
		void swallowsNoSettingOfALeaseThatRunsOn() throws SQLException {
			try (Connection connection = dataSource().getConnection()) {
				declare("told by a hook");
				connection.setSchema("pg_catalog");
				assertThat(connection.getSchema()).isEqualTo("pg_catalog");
			}
		}

		@Test
		void letsAnAutocommitLeaseRunOn() throws SQLException {
			try (Connection connection = dataSource().getConnection()) {
				declare("told by a hook");
				assertThat(PoolFixture.ask(connection, "select 1")).isEqualTo(1);
			}
		}

	}

	@Nested
	class AForeignConnectionThatShallFail {

		@Test
		void failsEveryCheckoutThatMeetsOneAndThenNoMore() throws SQLException {
			PoolPolicy options = PoolPolicy.builder()
				.onForeignConnection(OnForeignConnection.FAIL)
				.reconnectSpread(Duration.ZERO)
				.build();
			try (PoolFixture strict = new PoolFixture(options, (config) -> {
			})) {
				long before = strict.backend();
				strict.watch.declareNewIncarnation("told by a hook");
				assertThatExceptionOfType(ForeignConnectionException.class).isThrownBy(strict::backend)
					.withMessageContaining("jdbc-guard.process.on-foreign-connection=fail")
					.satisfies((ex) -> assertThat(ex.getSQLState()).isEqualTo("08003"));
				assertThat(strict.backend()).isNotEqualTo(before);
				assertThat(strict.dataSource.snapshot().active()).isZero();
			}
		}

	}

	@Nested
	class ALeaseThatLeavesThePool {

		@Test
		void byInvalidationIsClosedAtOnceAndReplaced() throws SQLException {
			Connection connection = dataSource().getConnection();
			long backend = PoolFixture.backend(connection);
			connection.unwrap(Lease.class).invalidate();
			await().until(() -> !isAlive(backend));
			assertThat(connection.isClosed()).isFalse();
			assertThat(PoolFixture.backend(connection)).isNotEqualTo(backend);
			connection.close();
			assertThat(backend()).isNotEqualTo(backend);
			assertThat(counters().invalidated()).isEqualTo(1);
			assertThat(dataSource().snapshot().active()).isZero();
		}

		@Test
		void byDetachmentGoesOnWorkingAndIsClosedByItsOwner() throws SQLException {
			Connection connection = dataSource().getConnection();
			long backend = PoolFixture.backend(connection);
			connection.unwrap(Lease.class).detach();
			assertThat(PoolFixture.backend(connection)).isEqualTo(backend);
			assertThat(dataSource().snapshot().total()).isZero();
			assertThat(backend()).isNotEqualTo(backend);
			assertThat(PoolFixture.backend(connection)).isEqualTo(backend);
			connection.close();
			connection.close();
			await().until(() -> !isAlive(backend));
			assertThat(counters().detached()).isEqualTo(1);
			assertThatExceptionOfType(SQLException.class).isThrownBy(() -> connection.unwrap(Lease.class).detach());
		}

		@Test
		void byAbortIsNotHandedOutAgain() throws SQLException {
			Connection connection = dataSource().getConnection();
			long backend = PoolFixture.backend(connection);
			connection.abort(Runnable::run);
			assertThat(connection.isClosed()).isTrue();
			assertThat(backend()).isNotEqualTo(backend);
		}

	}

}
