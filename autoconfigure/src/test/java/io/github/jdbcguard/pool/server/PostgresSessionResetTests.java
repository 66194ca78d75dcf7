package io.github.jdbcguard.pool.server;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PostgresSessionReset}.
 */
class PostgresSessionResetTests {

	@ParameterizedTest
	@ValueSource(strings = { "simple", "extended", "extendedForPrepared", "extendedCacheEverything" })
	void wipesAllThatASessionCanHold(String mode) throws SQLException {
		try (Connection raw = Driver.PGJDBC.with("preferQueryMode=" + mode).connect()) {
			SessionReset reset = SessionReset.of(raw);
			Driver.execute(raw, "set my.variable = 'mine'", "set statement_timeout = '7s'",
					"set time zone 'Asia/Tokyo'", "create temporary table mine (id int)",
					"select pg_advisory_lock(4711)", "prepare mine as select 1", "listen mine", "create role someone",
					"set role someone", "reset role", "set search_path = mine",
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
			Driver.execute(raw, "set extra_float_digits = -5", "set search_path = other", "set bytea_output = 'escape'",
					"set datestyle = 'ISO, DMY'", "set intervalstyle = 'iso_8601'", "set time zone 'Asia/Tokyo'",
					"set backslash_quote = off");
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
