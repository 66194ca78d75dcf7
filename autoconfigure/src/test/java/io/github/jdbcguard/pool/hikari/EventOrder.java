package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;

import com.zaxxer.hikari.HikariConfig;
import io.github.jdbcguard.pool.PoolPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * A pool on a real server, and what its listeners are told, in order. The numbers are
 * those of the records.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
abstract class EventOrder {

	private final RecordedEvents events = new RecordedEvents();

	private PoolFixture pool;

	@AfterEach
	void close() {
		this.pool.close();
	}

	void open(PoolPolicy policy, Consumer<HikariConfig> customizer) {
		this.pool = new PoolFixture(policy, customizer);
		this.pool.dataSource.addListener(this.events);
	}

	void open(PoolPolicy policy) {
		open(policy, (config) -> {
		});
	}

	void open() {
		open(PoolPolicy.defaults());
	}

	/**
	 * A pool with connections that are idle, whose events so far are of no interest.
	 */
	void openWithIdle(int count) throws SQLException {
		open();
		PoolFixture.backends(this.pool.dataSource, count);
		this.events.forget();
	}

	PoolFixture pool() {
		return this.pool;
	}

	GuardedHikariDataSource dataSource() {
		return this.pool.dataSource;
	}

	void assertEvents(String... expected) {
		this.events.are(expected);
	}

	void forgetEvents() {
		this.events.forget();
	}

	Connection take() throws SQLException {
		return this.pool.dataSource.getConnection();
	}

	void takeAndGiveBack() throws SQLException {
		take().close();
	}

	/**
	 * Take a connection and do something in a transaction.
	 */
	Connection takeForTransaction() throws SQLException {
		Connection connection = take();
		connection.setAutoCommit(false);
		execute(connection, "select 1");
		return connection;
	}

	void terminate(Connection connection) throws SQLException {
		terminate(PoolFixture.backend(connection));
	}

	void terminate(long backend) throws SQLException {
		this.pool.database.number("select count(pg_terminate_backend(" + backend + "))");
		await().until(() -> !this.pool.isAlive(backend));
	}

	static void execute(Connection connection, String sql) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	static void assertThatWorkFails(Connection connection) {
		assertThatExceptionOfType(SQLException.class).isThrownBy(() -> execute(connection, "select 1"));
	}

}
