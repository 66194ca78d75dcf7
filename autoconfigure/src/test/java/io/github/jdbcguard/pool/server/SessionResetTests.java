package io.github.jdbcguard.pool.server;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Timestamp;
import java.util.HashMap;
import java.util.Map;

import io.github.jdbcguard.testing.Database;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SessionReset}.
 */
class SessionResetTests {

	private static Database resettable(Driver driver, String parameters) {
		return (driver == Driver.MARIADB_CONNECTOR) ? driver.with("useResetConnection=true&" + parameters)
				: driver.with(parameters);
	}

	@ParameterizedTest
	@CsvSource({ "PGJDBC,false", "PGJDBC,true", "MARIADB_CONNECTOR,false", "MARIADB_CONNECTOR,true",
			"MYSQL_CONNECTOR,false", "MYSQL_CONNECTOR,true" })
	void leavesTheAutoCommitModeThatThePoolExpects(Driver driver, boolean autoCommit) throws SQLException {
		for (String atStart : new String[] { "", "autocommit=false" }) {
			try (Connection raw = resettable(driver, (driver == Driver.PGJDBC) ? "" : atStart).connect()) {
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
		try (Connection raw = resettable(driver, "").connect()) {
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
		try (Connection raw = resettable(driver, "").connect()) {
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

	@Nested
	class OnPostgres {

		@ParameterizedTest
		@ValueSource(strings = { "simple", "extended", "extendedForPrepared", "extendedCacheEverything" })
		void wipesAllThatASessionCanHold(String mode) throws SQLException {
			try (Connection raw = Driver.PGJDBC.with("preferQueryMode=" + mode).connect()) {
				SessionReset reset = SessionReset.of(raw);
				Driver.execute(raw, "set my.variable = 'mine'", "set statement_timeout = '7s'",
						"set time zone 'Asia/Tokyo'", "create temporary table mine (id int)",
						"select pg_advisory_lock(4711)", "prepare mine as select 1", "listen mine",
						"create role someone", "set role someone", "reset role", "set search_path = mine",
						"declare mine cursor with hold for select 1");
				raw.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
				Driver.execute(raw, "set role someone");
				reset.reset(raw, true);
				assertThat(Driver.ask(raw, "select nullif(current_setting('my.variable', true), '')")).isNull();
				assertThat(Driver.ask(raw, "show statement_timeout")).isEqualTo("0");
				assertThat(Driver.ask(raw, "show search_path")).isEqualTo("\"$user\", public");
				assertThat(Driver.ask(raw, "select to_regclass('pg_temp.mine')")).isNull();
				assertThat(Driver.ask(raw, "select count(*) from pg_locks where locktype = 'advisory'")).isEqualTo("0");
				assertThat(Driver.ask(raw, "select count(*) from pg_prepared_statements where name = 'mine'"))
					.isEqualTo("0");
				assertThat(Driver.ask(raw, "select count(*) from pg_listening_channels()")).isEqualTo("0");
				assertThat(Driver.ask(raw, "select count(*) from pg_cursors where name = 'mine'")).isEqualTo("0");
				assertThat(Driver.ask(raw, "select current_user")).isEqualTo("postgres");
				assertThat(raw.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
				Driver.execute(raw, "drop role someone");
			}
		}

		@ParameterizedTest
		@ValueSource(strings = { "", "ApplicationName=It's mine\\ours", "assumeMinServerVersion=14&ApplicationName=a" })
		void putsBackWhatTheDriverSetWhenItConnected(String parameters) throws SQLException {
			try (Connection raw = Driver.PGJDBC.with(parameters.replace(" ", "%20")).connect()) {
				Driver.execute(raw, "set search_path = \"a b\", public");
				SessionReset reset = SessionReset.of(raw);
				Map<String, String> before = settings(raw);
				raw.setClientInfo("ApplicationName", "other");
				Driver.execute(raw, "set extra_float_digits = -5", "set search_path = other",
						"set bytea_output = 'escape'", "set datestyle = 'ISO, DMY'", "set intervalstyle = 'iso_8601'",
						"set time zone 'Asia/Tokyo'", "set backslash_quote = off");
				reset.reset(raw, true);
				assertThat(settings(raw)).isEqualTo(before);
				assertThat(raw.getClientInfo("ApplicationName")).isEqualTo(before.get("application_name"));
			}
		}

		private static Map<String, String> settings(Connection raw) throws SQLException {
			Map<String, String> settings = new HashMap<>();
			try (PreparedStatement statement = raw
				.prepareStatement("select name, setting from pg_settings where context in ('user', 'superuser')");
					ResultSet result = statement.executeQuery()) {
				while (result.next()) {
					settings.put(result.getString(1), result.getString(2));
				}
			}
			return settings;
		}

		@ParameterizedTest
		@ValueSource(strings = { "prepareThreshold=1", "prepareThreshold=1&binaryTransfer=true", "prepareThreshold=-1",
				"preferQueryMode=simple" })
		void readsAndWritesTheSameAsBefore(String parameters) throws SQLException {
			try (Connection raw = Driver.PGJDBC.with(parameters).connect()) {
				SessionReset reset = SessionReset.of(raw);
				for (int i = 0; i < 5; i++) {
					try (PreparedStatement statement = raw
						.prepareStatement("select ?::float8, ?::timestamp, ?::bytea, ?::text")) {
						Timestamp time = Timestamp.valueOf("2026-02-03 04:05:06.789012");
						byte[] bytes = { 0, -1, 39, 92, 127 };
						statement.setDouble(1, 0.1 + 0.2);
						statement.setTimestamp(2, time);
						statement.setBytes(3, bytes);
						statement.setString(4, "h\u00e4\u20ac'\\");
						try (ResultSet result = statement.executeQuery()) {
							assertThat(result.next()).isTrue();
							assertThat(result.getDouble(1)).isEqualTo(0.1 + 0.2);
							assertThat(result.getTimestamp(2)).isEqualTo(time);
							assertThat(result.getBytes(3)).isEqualTo(bytes);
							assertThat(result.getString(4)).isEqualTo("h\u00e4\u20ac'\\");
						}
					}
					Driver.execute(raw, "set bytea_output = 'escape'", "set extra_float_digits = 0",
							"set standard_conforming_strings = off");
					reset.reset(raw, true);
				}
			}
		}

		@Test
		void keepsPreparedStatementsOfTheDriverUsable() throws SQLException {
			try (Connection raw = Driver.PGJDBC.with("prepareThreshold=1").connect()) {
				SessionReset reset = SessionReset.of(raw);
				try (PreparedStatement kept = raw
					.prepareStatement("select count(*) from pg_prepared_statements where statement like 'select %'")) {
					for (int i = 0; i < 5; i++) {
						try (ResultSet result = kept.executeQuery()) {
							result.next();
							assertThat(result.getInt(1)).isEqualTo(1);
						}
						reset.reset(raw, true);
					}
				}
			}
		}

		@Test
		void makesTheServerForgetThatTheConnectionIsReadOnlyAndTheDriverToo() throws SQLException {
			try (Connection raw = Driver.PGJDBC.with("readOnlyMode=always").connect()) {
				SessionReset reset = SessionReset.of(raw);
				raw.setReadOnly(true);
				reset.reset(raw, true);
				assertThat(raw.isReadOnly()).isFalse();
				assertThat(Driver.ask(raw, "show default_transaction_read_only")).isEqualTo("off");
				raw.setReadOnly(true);
				assertThat(Driver.ask(raw, "show default_transaction_read_only")).isEqualTo("on");
			}
		}

		@Test
		void takesOneRoundTrip() throws Exception {
			try (Wire wire = Wire.to(Driver.PGJDBC.database()); Connection raw = wire.database().connect()) {
				raw.setAutoCommit(false);
				SessionReset[] reset = new SessionReset[1];
				assertThat(wire.roundTripsOf(() -> reset[0] = SessionReset.of(raw))).isOne();
				for (int i = 0; i < 3; i++) {
					assertThat(wire.roundTripsOf(() -> reset[0].reset(raw, false))).isOne();
				}
				assertThat(Driver.ask(raw, "show application_name")).isEqualTo("PostgreSQL JDBC Driver");
			}
		}

		@Test
		void leavesNoTransactionOpen() throws SQLException {
			try (Connection raw = Driver.PGJDBC.connect()) {
				raw.setAutoCommit(false);
				long id = Driver.PGJDBC.id(raw);
				SessionReset reset = SessionReset.of(raw);
				assertThat(state(id)).isOne();
				Driver.ask(raw, "select 1");
				assertThat(state(id)).isZero();
				reset.reset(raw, false);
				assertThat(state(id)).isOne();
				assertThat(raw.unwrap(PGConnection.class).getNotifications()).isEmpty();
			}
		}

		private static long state(long id) throws SQLException {
			return Driver.PGJDBC.database()
				.number("select count(*) from pg_stat_activity where state = 'idle' and pid = " + id);
		}

	}

	@Nested
	class OnMariaDb {

		@ParameterizedTest
		@CsvSource({ "MARIADB_CONNECTOR,a=b", "MARIADB_CONNECTOR,useServerPrepStmts=true&cachePrepStmts=true",
				"MYSQL_CONNECTOR,a=b", "MYSQL_CONNECTOR,useServerPrepStmts=true", "MYSQL_CONNECTOR,cachePrepStmts=true",
				"MYSQL_CONNECTOR,useLocalSessionState=true" })
		void wipesAllThatASessionCanHold(Driver driver, String parameters) throws SQLException {
			try (Connection raw = resettable(driver, parameters).connect()) {
				SessionReset reset = SessionReset.of(raw);
				long id = driver.id(raw);
				Driver.execute(raw, "set @mine = 1", "create temporary table mine (id int)",
						"select get_lock('mine', 1)", "prepare mine from 'select 1'", "set sql_mode = 'ANSI_QUOTES'",
						"set time_zone = '+07:00'", "set names latin1", "set sort_buffer_size = 65536");
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
			try (Connection raw = resettable(driver, parameters).connect()) {
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
			try (Connection raw = resettable(driver, parameters).connect()) {
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
			try (Connection raw = resettable(driver, "").connect()) {
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
			try (Wire wire = Wire.to(resettable(driver,
					"sslMode=DISABLED".replace("DISABLED",
							(driver == Driver.MYSQL_CONNECTOR) ? "DISABLED" : "disable")));
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

}
