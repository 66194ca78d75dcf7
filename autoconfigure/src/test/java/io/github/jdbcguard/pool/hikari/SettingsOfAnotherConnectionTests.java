package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.jdbcguard.pool.ConnectionRecord;
import io.github.jdbcguard.pool.Lease;
import io.github.jdbcguard.pool.PoolListener;
import io.github.jdbcguard.pool.PoolPolicy;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a borrower has set through JDBC holds on the connection that it gets in the place
 * of a lost one.
 */
class SettingsOfAnotherConnectionTests {

	@Test
	void holdThoughTheFirstAttemptToTakeItFailed() throws SQLException {
		try (PoolFixture pool = new PoolFixture(PoolPolicy.defaults(), (config) -> config.setConnectionTimeout(2000));
				Connection connection = pool.dataSource.getConnection()) {
			connection.setAutoCommit(false);
			connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
			connection.setReadOnly(true);
			connection.unwrap(Lease.class).invalidate();
			connection.rollback();
			Refusing refusing = new Refusing();
			pool.dataSource.addListener(refusing);
			assertThatExceptionOfType(SQLException.class).isThrownBy(() -> PoolFixture.backend(connection));
			pool.dataSource.removeListener(refusing);
			assertThat(refusing.refusals).hasPositiveValue();
			assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
			assertThat(connection.isReadOnly()).isTrue();
			assertThat(connection.getAutoCommit()).isFalse();
		}
	}

	@Test
	void holdThoughTheFirstThatWasTakenWasLostAsWell() throws SQLException {
		try (PoolFixture pool = new PoolFixture(); Connection connection = pool.dataSource.getConnection()) {
			connection.setAutoCommit(false);
			connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
			connection.setReadOnly(true);
			connection.unwrap(Lease.class).invalidate();
			connection.rollback();
			Terminating terminating = new Terminating(pool);
			pool.dataSource.addListener(terminating);
			assertThatExceptionOfType(SQLException.class).isThrownBy(() -> PoolFixture.backend(connection));
			pool.dataSource.removeListener(terminating);
			assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
			assertThat(connection.isReadOnly()).isTrue();
			assertThat(connection.getAutoCommit()).isFalse();
		}
	}

	/**
	 * Ends the session of each connection before it is handed out.
	 */
	private record Terminating(PoolFixture pool) implements PoolListener {

		@Override
		public void opened(ConnectionRecord record, Connection connection) throws SQLException {
			long backend = PoolFixture.backend(connection);
			this.pool.database.number("select count(pg_terminate_backend(" + backend + ", 5000))");
		}

	}

	/**
	 * Lets no connection be opened.
	 */
	private static final class Refusing implements PoolListener {

		private final AtomicInteger refusals = new AtomicInteger();

		@Override
		public void opened(ConnectionRecord record, Connection connection) throws SQLException {
			this.refusals.incrementAndGet();
			throw new SQLException("none for now");
		}

	}

}
