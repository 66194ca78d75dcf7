package io.github.jdbcguard.pool.server;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SearchPath}.
 */
class SearchPathTests {

	@Nested
	class OfPostgres {

		@ParameterizedTest
		@ValueSource(
				strings = { "\"$user\", public", "\"a b\", \"c,d\", \"e\"\"f'g\\\", pg_catalog, \"Upper\"", "public" })
		void isRestoredWhole(String path) throws SQLException {
			for (boolean autoCommit : new boolean[] { true, false }) {
				try (Connection raw = Driver.PGJDBC.connect()) {
					Driver.execute(raw, "set search_path = " + path);
					raw.setAutoCommit(autoCommit);
					String pristine = SearchPath.read(raw, DatabaseServer.POSTGRESQL);
					raw.setSchema("other");
					assertThat(raw.getSchema()).isNotEqualTo(path);
					if (!autoCommit) {
						raw.commit();
					}
					SearchPath.restore(raw, DatabaseServer.POSTGRESQL, pristine);
					assertThat(isIdle(raw)).isTrue();
					assertThat(Driver.ask(raw, "show search_path")).isEqualTo(pristine).isEqualTo(path);
					assertThat(Driver.ask(raw, "select count(*) from pg_class where relname = 'pg_class'"))
						.isEqualTo("1");
				}
			}
		}

		@Test
		void survivesARollbackOfWhatFollows() throws SQLException {
			try (Connection raw = Driver.PGJDBC.connect()) {
				raw.setAutoCommit(false);
				SearchPath.restore(raw, DatabaseServer.POSTGRESQL, "one, two");
				Driver.ask(raw, "select 1");
				raw.rollback();
				assertThat(Driver.ask(raw, "show search_path")).isEqualTo("one, two");
			}
		}

		@Test
		void isReadWithoutBeginningATransaction() throws SQLException {
			try (Connection raw = Driver.PGJDBC.connect()) {
				raw.setAutoCommit(false);
				assertThat(SearchPath.read(raw, DatabaseServer.POSTGRESQL)).isEqualTo("\"$user\", public");
				assertThat(isIdle(raw)).isTrue();
				assertThat(raw.getAutoCommit()).isFalse();
			}
		}

		@Test
		void isReadWithoutEndingATransaction() throws SQLException {
			try (Connection raw = Driver.PGJDBC.connect()) {
				Driver.execute(raw, "create table path (id int)");
				raw.setAutoCommit(false);
				Driver.execute(raw, "insert into path values (1)");
				assertThat(SearchPath.read(raw, DatabaseServer.POSTGRESQL)).isEqualTo("\"$user\", public");
				SearchPath.restore(raw, DatabaseServer.POSTGRESQL, "other");
				raw.rollback();
				assertThat(Driver.PGJDBC.database().number("select count(*) from path")).isZero();
			}
		}

		@Test
		void isRefusedByATransactionThatIsAborted() throws SQLException {
			try (Connection raw = Driver.PGJDBC.connect()) {
				raw.setAutoCommit(false);
				assertThatExceptionOfType(SQLException.class).isThrownBy(() -> Driver.execute(raw, "selec 1"));
				assertThatExceptionOfType(SQLException.class)
					.isThrownBy(() -> SearchPath.read(raw, DatabaseServer.POSTGRESQL))
					.satisfies((ex) -> assertThat(ex.getSQLState()).isEqualTo("25P02"));
			}
		}

		@Test
		void takesOneRoundTrip() throws Exception {
			try (Wire wire = Wire.to(Driver.PGJDBC.database()); Connection raw = wire.database().connect()) {
				raw.setAutoCommit(false);
				assertThat(wire.roundTripsOf(() -> SearchPath.read(raw, DatabaseServer.POSTGRESQL))).isOne();
				assertThat(wire.roundTripsOf(() -> SearchPath.restore(raw, DatabaseServer.POSTGRESQL, "a"))).isOne();
				assertThat(wire.roundTripsOf(() -> SearchPath.restore(raw, DatabaseServer.POSTGRESQL, null))).isZero();
			}
		}

		private static boolean isIdle(Connection raw) throws SQLException {
			return !PostgresTransaction.isPossiblyOpen(raw);
		}

	}

	@Nested
	class OfOtherServers {

		@Test
		void isTheSchema() throws SQLException {
			try (Connection raw = DriverManager.getConnection("jdbc:h2:mem:")) {
				Driver.execute(raw, "create schema \"a b\"", "create schema other");
				for (boolean autoCommit : new boolean[] { true, false }) {
					raw.setAutoCommit(autoCommit);
					raw.setSchema("a b");
					String pristine = SearchPath.read(raw, DatabaseServer.OTHER);
					raw.setSchema("OTHER");
					SearchPath.restore(raw, DatabaseServer.OTHER, pristine);
					assertThat(raw.getSchema()).isEqualTo("a b");
				}
			}
		}

		@ParameterizedTest
		@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PGJDBC")
		void isNothingOnMariaDbWhichHasCatalogs(Driver driver) throws SQLException {
			try (Connection raw = driver.connect()) {
				String catalog = raw.getCatalog();
				String pristine = SearchPath.read(raw, driver.server);
				assertThat(pristine).isNull();
				SearchPath.restore(raw, driver.server, pristine);
				assertThat(raw.getCatalog()).isEqualTo(catalog);
			}
		}

	}

}
