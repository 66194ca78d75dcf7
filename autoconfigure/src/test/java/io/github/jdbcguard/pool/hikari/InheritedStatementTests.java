package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.process.Incarnation;
import io.github.jdbcguard.process.Incarnation.Origin;
import io.github.jdbcguard.process.ProcessWatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for statements that a forked child has inherited: none of them does anything.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class InheritedStatementTests extends StaleStatements {

	private final AtomicReference<Incarnation> identity = new AtomicReference<>(
			Incarnation.of(1, Origin.STARTED, "parent", "started"));

	private final ProcessWatch watch = ProcessWatch.builder().identity(this.identity::get).start();

	private HikariDataSource dataSource;

	@BeforeEach
	void open() {
		HikariDataSource original = new HikariDataSource();
		PoolFixture.configure(original, (config) -> config.setJdbcUrl(this.database.url()));
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
