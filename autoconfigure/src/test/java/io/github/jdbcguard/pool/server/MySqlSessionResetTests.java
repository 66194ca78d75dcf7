package io.github.jdbcguard.pool.server;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link MySqlSessionReset}.
 */
class MySqlSessionResetTests {

	@ParameterizedTest
	@CsvSource({ "MARIADB_CONNECTOR,a=b", "MARIADB_CONNECTOR,useServerPrepStmts=true&cachePrepStmts=true",
			"MYSQL_CONNECTOR,a=b", "MYSQL_CONNECTOR,useServerPrepStmts=true", "MYSQL_CONNECTOR,cachePrepStmts=true",
			"MYSQL_CONNECTOR,useLocalSessionState=true" })
	void wipesAllThatASessionCanHold(Driver driver, String parameters) throws SQLException {
		try (Connection raw = driver.resettable(parameters).connect()) {
			SessionReset reset = SessionReset.of(raw);
			long id = driver.id(raw);
			Driver.execute(raw, "set @mine = 1", "create temporary table mine (id int)", "select get_lock('mine', 1)",
					"prepare mine from 'select 1'", "set sql_mode = 'ANSI_QUOTES'", "set time_zone = '+07:00'",
					"set names latin1", "set sort_buffer_size = 65536");
			raw.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
			raw.setReadOnly(true);
			reset.reset(raw, true);
			assertThat(driver.id(raw)).isEqualTo(id);
			assertThat(Driver.ask(raw, "select @mine")).isNull();
			assertThat(Driver.ask(raw, "select is_used_lock('mine')")).isNull();
			assertThat(Driver.ask(raw, "select @@sort_buffer_size = @@global.sort_buffer_size")).isEqualTo("1");
			assertThat(Driver.ask(raw, "select @@tx_isolation")).isEqualTo("REPEATABLE-READ");
			assertThatExceptionOfType(SQLException.class).isThrownBy(() -> Driver.ask(raw, "select * from mine"))
				.withMessageContaining("mine");
			assertThatExceptionOfType(SQLException.class).isThrownBy(() -> Driver.execute(raw, "execute mine"));
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					MARIADB_CONNECTOR | a=b
					MARIADB_CONNECTOR | sessionVariables=sort_buffer_size=65536,sql_mode='ANSI_QUOTES'&transactionIsolation=READ-COMMITTED
					MARIADB_CONNECTOR | connectionTimeZone=+03:00&forceConnectionTimeZoneToSession=true
					MYSQL_CONNECTOR   | a=b
					MYSQL_CONNECTOR   | sessionVariables=sort_buffer_size=65536,sql_mode='ANSI_QUOTES'
					MYSQL_CONNECTOR   | connectionTimeZone=%2B03:00&forceConnectionTimeZoneToSession=true
					MYSQL_CONNECTOR   | connectionCollation=utf8mb4_bin&characterSetResults=utf8mb4
					""")
	void putsBackWhatTheDriverSetWhenItConnected(Driver driver, String parameters) throws SQLException {
		try (Connection raw = driver.resettable(parameters).connect()) {
			Map<String, String> before = variables(raw);
			SessionReset reset = SessionReset.of(raw);
			assertThat(variables(raw)).isEqualTo(before);
			int isolation = raw.getTransactionIsolation();
			Driver.execute(raw, "set sql_mode = 'PIPES_AS_CONCAT'", "set time_zone = '+07:00'", "set names latin1",
					"set sort_buffer_size = 131072");
			raw.setAutoCommit(false);
			raw.setTransactionIsolation(Connection.TRANSACTION_READ_UNCOMMITTED);
			Driver.ask(raw, "select count(*) from information_schema.tables");
			reset.reset(raw, true);
			assertThat(variables(raw)).isEqualTo(before);
			assertThat(raw.getTransactionIsolation()).isEqualTo(isolation);
		}
	}

	@ParameterizedTest
	@CsvSource({ "MARIADB_CONNECTOR,a=b", "MARIADB_CONNECTOR,useServerPrepStmts=true", "MYSQL_CONNECTOR,a=b",
			"MYSQL_CONNECTOR,useServerPrepStmts=true", "MYSQL_CONNECTOR,characterEncoding=UTF-8" })
	void readsAndWritesTheSameTextAsBefore(Driver driver, String parameters) throws SQLException {
		try (Connection raw = driver.resettable(parameters).connect()) {
			SessionReset reset = SessionReset.of(raw);
			String text = "h\u00e4\u20ac'\\\uD83D\uDE00";
			for (int i = 0; i < 3; i++) {
				try (PreparedStatement statement = raw.prepareStatement("select ?, hex(?)")) {
					statement.setString(1, text);
					statement.setString(2, text);
					try (ResultSet result = statement.executeQuery()) {
						assertThat(result.next()).isTrue();
						assertThat(result.getString(1)).isEqualTo(text);
						assertThat(result.getString(2)).isEqualTo("68C3A4E282AC275CF09F9880");
					}
				}
				Driver.execute(raw, "set names latin1");
				reset.reset(raw, true);
			}
		}
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PGJDBC")
	void goesBackToTheDatabaseOfTheConnection(Driver driver) throws SQLException {
		try (Connection raw = driver.resettable("").connect()) {
			String catalog = raw.getCatalog();
			SessionReset reset = SessionReset.of(raw);
			Driver.execute(raw, "use mysql");
			reset.reset(raw, true);
			assertThat(Driver.ask(raw, "select database()")).isEqualTo(catalog);
			raw.setCatalog("mysql");
			reset.reset(raw, true);
			assertThat(Driver.ask(raw, "select database()")).isEqualTo(catalog);
			assertThat(raw.getCatalog()).isEqualTo(catalog);
		}
	}

	/**
	 * As on MySQL itself, which cannot tell what differs from its defaults.
	 */
	@Test
	void putsBackTheSameOnMySql() throws SQLException {
		try (Connection raw = Driver.MYSQL_CONNECTOR
			.with("connectionTimeZone=%2B03:00&forceConnectionTimeZoneToSession=true")
			.connect()) {
			Map<String, String> before = variables(raw);
			SessionReset reset = MySqlSessionReset.of(raw, DatabaseServer.MYSQL);
			Driver.execute(raw, "set sql_mode = 'ANSI_QUOTES'", "set time_zone = '+07:00'", "set names latin1");
			reset.reset(raw, true);
			assertThat(variables(raw)).isEqualTo(before);
		}
	}

	@ParameterizedTest
	@CsvSource({ "MARIADB_CONNECTOR,2,12", "MYSQL_CONNECTOR,8,16" })
	void takesFewRoundTrips(Driver driver, int most, int mostAtFirst) throws Exception {
		try (Wire wire = Wire.to(driver.resettable(
				"sslMode=DISABLED".replace("DISABLED", (driver == Driver.MYSQL_CONNECTOR) ? "DISABLED" : "disable")));
				Connection raw = wire.database().connect()) {
			SessionReset[] reset = new SessionReset[1];
			assertThat(wire.roundTripsOf(() -> reset[0] = SessionReset.of(raw))).isLessThanOrEqualTo(mostAtFirst);
			assertThat(wire.roundTripsOf(() -> reset[0].reset(raw, true))).isLessThanOrEqualTo(most);
		}
	}

	@ParameterizedTest
	@CsvSource({ "MARIADB_CONNECTOR,a=b,useResetConnection=true", "MYSQL_CONNECTOR,paranoid=true,paranoid=true",
			"MYSQL_CONNECTOR,useServerPrepStmts=true&cachePrepStmts=true,cachePrepStmts and useServerPrepStmts" })
	void isRefusedWhereTheDriversSettingsDoNotAllowForIt(Driver driver, String parameters, String advice)
			throws SQLException {
		try (Connection raw = driver.with(parameters).connect()) {
			assertThatExceptionOfType(SQLFeatureNotSupportedException.class).isThrownBy(() -> SessionReset.of(raw))
				.withMessageContainingAll(advice, "jdbc-guard.pool.reset-session", "Connector/J");
		}
	}

	/**
	 * But for what changes by itself.
	 */
	private static Map<String, String> variables(Connection raw) throws SQLException {
		Map<String, String> variables = new HashMap<>();
		try (PreparedStatement statement = raw.prepareStatement("show session variables");
				ResultSet result = statement.executeQuery()) {
			while (result.next()) {
				variables.put(result.getString(1), result.getString(2));
			}
		}
		variables.keySet().removeIf((name) -> name.matches("timestamp|rand_seed.|.*gtid.*|.*insert_id|identity"));
		return variables;
	}

}
