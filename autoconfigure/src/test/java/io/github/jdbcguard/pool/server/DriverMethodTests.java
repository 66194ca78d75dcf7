package io.github.jdbcguard.pool.server;

import java.sql.Connection;
import java.sql.SQLException;

import org.junit.jupiter.api.Test;

import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DriverMethod}.
 */
class DriverMethodTests {

	private static final DriverMethod STATE = new DriverMethod("org.postgresql.core.BaseConnection",
			"getTransactionState");

	@Test
	void isThatOfOneDriverOnly() throws SQLException {
		try (Connection raw = Driver.PGJDBC.connect()) {
			assertThat(STATE.isFor(raw)).isTrue();
			assertThat(STATE.call(raw)).hasToString("IDLE");
			assertThat(new DriverMethod("org.mariadb.jdbc.Connection", "reset").isFor(raw)).isFalse();
			assertThat(new DriverMethod("not.on.the.ClassPath", "reset").isFor(raw)).isFalse();
			assertThat(new DriverMethod("org.postgresql.core.BaseConnection", "reset").isFor(raw)).isFalse();
		}
	}

	@Test
	void isReachedThroughAWrapper() throws SQLException {
		try (Connection raw = Driver.PGJDBC.connect()) {
			Connection wrapper = new SingleConnectionDataSource(raw, true).getConnection();
			assertThat(STATE.isFor(wrapper)).isTrue();
			assertThat(STATE.call(wrapper)).hasToString("IDLE");
		}
	}

	@Test
	void throwsWhatTheDriverThrows() throws SQLException {
		Connection raw = Driver.MARIADB_CONNECTOR.connect();
		raw.close();
		DriverMethod reset = new DriverMethod("org.mariadb.jdbc.Connection", "reset");
		assertThatExceptionOfType(SQLException.class).isThrownBy(() -> reset.call(raw)).withMessageContaining("closed");
	}

}
