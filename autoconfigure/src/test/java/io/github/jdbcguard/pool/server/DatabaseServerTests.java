package io.github.jdbcguard.pool.server;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DatabaseServer}.
 */
class DatabaseServerTests {

	@ParameterizedTest
	@EnumSource
	void isToldWhicheverDriverSpeaksToIt(Driver driver) throws SQLException {
		try (Connection raw = driver.connect()) {
			assertThat(DatabaseServer.of(raw)).isEqualTo(driver.server);
		}
	}

	@ParameterizedTest
	@EnumSource
	void isToldWithoutARoundTrip(Driver driver) throws Exception {
		try (Wire wire = Wire.to(driver.database()); Connection raw = wire.database().connect()) {
			assertThat(wire.roundTripsOf(() -> DatabaseServer.of(raw))).isZero();
		}
	}

	@Test
	void isAnotherOneWhereTheGuardKnowsNothingOfIt() throws SQLException {
		try (Connection raw = DriverManager.getConnection("jdbc:h2:mem:")) {
			assertThat(DatabaseServer.of(raw)).isEqualTo(DatabaseServer.OTHER);
		}
	}

	@Test
	void cannotBeToldOfAClosedConnection() throws SQLException {
		Connection raw = Driver.PGJDBC.connect();
		raw.close();
		assertThatExceptionOfType(SQLException.class).isThrownBy(() -> DatabaseServer.of(raw));
	}

}
