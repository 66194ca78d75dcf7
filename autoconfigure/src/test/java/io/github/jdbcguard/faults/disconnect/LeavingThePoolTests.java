package io.github.jdbcguard.faults.disconnect;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.faults.TestPool;
import io.github.jdbcguard.pool.ConnectionRecord;
import io.github.jdbcguard.pool.Lease;
import io.github.jdbcguard.pool.PendingRollbackException;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.NotingListener;
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
import static org.awaitility.Awaitility.await;

/**
 * A borrower invalidates its connection, or keeps it for itself.
 */
@ParameterizedClass
@EnumSource(Driver.class)
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class LeavingThePoolTests {

	private final List<String> events = new CopyOnWriteArrayList<>();

	private final Driver driver;

	private Database database;

	private TestPool pool;

	LeavingThePoolTests(Driver driver) {
		this.driver = driver;
	}

	@BeforeEach
	void open() throws SQLException {
		this.database = this.driver.database();
		this.database.execute("create table ledger (number integer)");
		this.pool = TestPool.guarded(this.database, PoolPolicy.defaults(), (config) -> config.setMaximumPoolSize(1));
	}

	@AfterEach
	void close() {
		this.pool.close();
	}

	@Test
	void invalidatingEndsTheSessionAtOnceAndTheTransactionWithIt() throws SQLException {
		try (Connection connection = this.pool.take(); Statement statement = connection.createStatement()) {
			connection.setAutoCommit(false);
			statement.execute("insert into ledger values (1)");
			long invalidated = this.driver.dialect().session(connection);
			connection.unwrap(Lease.class).invalidate();
			awaitEnd(invalidated);
			assertThatExceptionOfType(PendingRollbackException.class)
				.isThrownBy(() -> statement.execute("insert into ledger values (2)"))
				.withMessageContaining("invalidate");
			assertThatExceptionOfType(PendingRollbackException.class)
				.isThrownBy(() -> this.driver.dialect().session(connection));
			assertThatExceptionOfType(PendingRollbackException.class).isThrownBy(connection::commit);
			assertThatCode(connection::rollback).doesNotThrowAnyException();
			assertThatCode(connection::close).doesNotThrowAnyException();
			assertThat(this.pool.session()).isNotEqualTo(invalidated);
		}
		assertThat(this.database.number("select count(*) from ledger")).isZero();
		assertThat(this.pool.counters().invalidated()).isEqualTo(1);
		assertThat(this.pool.snapshot().active()).isZero();
	}

	@Test
	void aDetachedConnectionWorksUntilItsOwnerClosesIt() throws SQLException {
		this.pool.guarded().addListener(new Recorder());
		Connection detached = this.pool.take();
		long session = this.driver.dialect().session(detached);
		detached.unwrap(Lease.class).detach();
		// Though the pool may have one connection only
		assertThat(this.pool.session()).isNotEqualTo(session);
		assertThat(this.driver.dialect().session(detached)).isEqualTo(session);
		assertThat(this.pool.snapshot().total()).isEqualTo(1);
		this.events.clear();
		detached.close();
		awaitEnd(session);
		assertThat(this.events).containsExactly("closed 1");
		assertThat(detached.isClosed()).isTrue();
		assertThat(this.pool.counters().detached()).isEqualTo(1);
	}

	@Test
	void theEventsOfADetachedConnectionAreThatAndItsEnd() throws SQLException {
		this.pool.guarded().addListener(new Recorder());
		try (Connection detached = this.pool.take()) {
			detached.unwrap(Lease.class).detach();
		}
		assertThat(this.events).containsExactly("opened 1", "checkedOut 1", "detached 1", "closed 1");
	}

	@Test
	void whatIsNotedOfAConnectionStaysWithIt() throws SQLException {
		try (Connection connection = this.pool.take()) {
			info(connection).put("shard", 7);
		}
		long session = this.pool.session();
		try (Connection connection = this.pool.take()) {
			assertThat(info(connection)).containsEntry("shard", 7);
		}
		this.driver.dialect().terminate(this.database, session);
		awaitEnd(session);
		TestPool.idle();
		try (Connection connection = this.pool.take()) {
			assertThat(info(connection)).isEmpty();
		}
	}

	@Test
	void whatIsNotedOfAConnectionIsGoneAfterAReconnectWithinALease() throws SQLException {
		try (Connection connection = this.pool.take()) {
			connection.setAutoCommit(false);
			info(connection).put("shard", 7);
			long session = this.driver.dialect().session(connection);
			this.driver.dialect().terminate(this.database, session);
			awaitEnd(session);
			assertThatExceptionOfType(SQLException.class).isThrownBy(() -> this.driver.dialect().session(connection));
			connection.rollback();
			assertThat(this.driver.dialect().session(connection)).isNotEqualTo(session);
			assertThat(info(connection)).isEmpty();
		}
	}

	private static Map<String, Object> info(Connection connection) throws SQLException {
		return connection.unwrap(Lease.class).record().info();
	}

	private void awaitEnd(long session) {
		await().until(() -> !this.driver.dialect().isAlive(this.database, session));
	}

	/**
	 * Notes what it is told.
	 */
	private final class Recorder extends NotingListener {

		@Override
		protected void note(String event, ConnectionRecord record) {
			LeavingThePoolTests.this.events.add(event + " " + record.id());
		}

	}

}
