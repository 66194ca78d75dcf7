package io.github.jdbcguard.pool.server;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SessionReset}.
 */
class SessionResetTests {

	@ParameterizedTest
	@CsvSource({ "PGJDBC,false", "PGJDBC,true", "MARIADB_CONNECTOR,false", "MARIADB_CONNECTOR,true",
			"MYSQL_CONNECTOR,false", "MYSQL_CONNECTOR,true" })
	void leavesTheAutoCommitModeThatThePoolExpects(Driver driver, boolean autoCommit) throws SQLException {
		for (String atStart : new String[] { "", "autocommit=false" }) {
			try (Connection raw = driver.resettable((driver == Driver.PGJDBC) ? "" : atStart).connect()) {
				SessionReset reset = SessionReset.of(raw);
				for (boolean before : new boolean[] { true, false }) {
					raw.setAutoCommit(before);
					reset.reset(raw, autoCommit);
					assertThat(raw.getAutoCommit()).isEqualTo(autoCommit);
					if (driver != Driver.PGJDBC) {
						assertThat(Driver.ask(raw, "select @@autocommit")).isEqualTo(autoCommit ? "1" : "0");
					}
				}
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void rollsBackWhatIsOpen(Driver driver) throws SQLException {
		try (Connection raw = driver.resettable("").connect()) {
			SessionReset reset = SessionReset.of(raw);
			Driver.execute(raw, "drop table if exists work", "create table work (id int)");
			raw.setAutoCommit(false);
			Driver.execute(raw, "insert into work values (1)");
			reset.reset(raw, false);
			assertThat(Driver.ask(raw, "select count(*) from work")).isEqualTo("0");
			assertThat(driver.database().number("select count(*) from work")).isZero();
		}
	}

	@ParameterizedTest
	@EnumSource
	void keepsTheNetworkTimeout(Driver driver) throws SQLException {
		try (Connection raw = driver.resettable("").connect()) {
			SessionReset reset = SessionReset.of(raw);
			raw.setNetworkTimeout(Runnable::run, 12_345);
			reset.reset(raw, true);
			assertThat(raw.getNetworkTimeout()).isEqualTo(12_345);
		}
	}

	@Test
	void isRefusedForOtherServers() throws SQLException {
		try (Connection raw = DriverManager.getConnection("jdbc:h2:mem:")) {
			assertThatExceptionOfType(SQLFeatureNotSupportedException.class).isThrownBy(() -> SessionReset.of(raw))
				.withMessageContainingAll("'H2'", "jdbc-guard.pool.reset-session", "Set it to false");
		}
	}

	@Test
	void needsASettingOfMariaDbConnectorAlone() {
		Map<String, String> needed = Map.of("useResetConnection", "true");
		assertThat(SessionReset.driverProperties(null, "jdbc:mariadb://localhost/test")).isEqualTo(needed);
		assertThat(SessionReset.driverProperties("jdbc:mysql://localhost/test", "org.mariadb.jdbc.Driver"))
			.isEqualTo(needed);
		assertThat(SessionReset.driverProperties("jdbc:mysql://localhost/test", "com.mysql.cj.jdbc.Driver")).isEmpty();
		assertThat(SessionReset.driverProperties("jdbc:postgresql://localhost/test", null)).isEmpty();
	}

}
