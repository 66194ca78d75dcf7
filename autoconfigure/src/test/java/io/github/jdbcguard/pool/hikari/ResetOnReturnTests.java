package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import com.zaxxer.hikari.HikariConfig;
import io.github.jdbcguard.pool.ConnectionRecord;
import io.github.jdbcguard.pool.PoolListener;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.pool.PoolPolicy.ResetOnReturn;
import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.EmbeddedDatabases;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a borrower leaves behind does not reach the next (R1, R2, R5 to R7).
 */
class ResetOnReturnTests {

	private static final Consumer<HikariConfig> ONE_CONNECTION = (config) -> config.setMaximumPoolSize(1);

	private static final Consumer<HikariConfig> ONE_CONNECTION_WITHOUT_AUTOCOMMIT = ONE_CONNECTION
		.andThen((config) -> config.setAutoCommit(false));

	private static PoolFixture pool(Product product, PoolPolicy policy) {
		return new PoolFixture(product.database(), policy, ONE_CONNECTION);
	}

	private static String text(Connection connection, String sql) throws SQLException {
		try (Statement statement = connection.createStatement(); ResultSet result = statement.executeQuery(sql)) {
			result.next();
			return result.getString(1);
		}
	}

	private static void execute(Connection connection, String sql) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	@Nested
	class WhateverWasChangedThroughJdbc {

		@ParameterizedTest
		@EnumSource
		void isNotLeftToTheNextBorrower(Product product) throws SQLException {
			try (PoolFixture pool = pool(product, PoolPolicy.defaults())) {
				pool.database.execute("create table kept (id int)");
				pool.database.execute("create schema if not exists elsewhere");
				Settings before;
				try (Connection connection = pool.dataSource.getConnection()) {
					before = Settings.of(connection);
				}
				String session;
				try (Connection connection = pool.dataSource.getConnection()) {
					session = text(connection, product.session);
					connection.setAutoCommit(false);
					connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
					connection.setHoldability((before.holdability() == ResultSet.HOLD_CURSORS_OVER_COMMIT)
							? ResultSet.CLOSE_CURSORS_AT_COMMIT : ResultSet.HOLD_CURSORS_OVER_COMMIT);
					connection.setNetworkTimeout(Runnable::run, 54_321);
					connection.setClientInfo("ApplicationName", "changed");
					execute(connection, "insert into kept values (1)");
					connection.commit();
					connection.setReadOnly(true);
					product.changePlace(connection);
				}
				try (Connection connection = pool.dataSource.getConnection()) {
					assertThat(text(connection, product.session)).isEqualTo(session);
					assertThat(Settings.of(connection)).isEqualTo(before);
					execute(connection, "create table if not exists writable (id int)");
				}
			}
		}

		@Test
		void onASearchPathOfSeveralElementsIsRestoredAsAWhole() throws SQLException {
			Consumer<HikariConfig> path = (config) -> config
				.setConnectionInitSql("set search_path to \"$user\", \"a, b\", public");
			try (PoolFixture pool = new PoolFixture(PoolPolicy.defaults(), ONE_CONNECTION.andThen(path))) {
				try (Connection connection = pool.dataSource.getConnection()) {
					connection.setSchema("pg_catalog");
					connection.setAutoCommit(false);
					execute(connection, "select 1");
				}
				try (Connection connection = pool.dataSource.getConnection()) {
					assertThat(text(connection, "show search_path")).isEqualTo("\"$user\", \"a, b\", public");
				}
			}
		}

		@Test
		void inATransactionThatIsRolledBackIsRestoredToo() throws SQLException {
			try (PoolFixture pool = new PoolFixture(PoolPolicy.defaults(), ONE_CONNECTION_WITHOUT_AUTOCOMMIT)) {
				try (Connection connection = pool.dataSource.getConnection()) {
					execute(connection, "select 1");
					connection.commit();
					connection.setSchema("pg_catalog");
					connection.commit();
				}
				try (Connection connection = pool.dataSource.getConnection()) {
					assertThat(text(connection, "show search_path")).isEqualTo("\"$user\", public");
				}
			}
		}

	}

	@Nested
	class AnOpenTransaction {

		@ParameterizedTest
		@EnumSource
		void isRolledBack(Product product) throws SQLException {
			try (PoolFixture pool = pool(product, PoolPolicy.defaults())) {
				pool.database.execute("create table work (id int)");
				try (Connection connection = pool.dataSource.getConnection()) {
					connection.setAutoCommit(false);
					execute(connection, "insert into work values (1)");
				}
				assertThat(pool.database.number("select count(*) from work")).isZero();
				try (Connection connection = pool.dataSource.getConnection()) {
					assertThat(connection.getAutoCommit()).isTrue();
				}
			}
		}

		@ParameterizedTest
		@EnumSource
		void isCommittedWhereThatIsAskedFor(Product product) throws SQLException {
			PoolPolicy policy = PoolPolicy.builder().resetOnReturn(ResetOnReturn.COMMIT).build();
			try (PoolFixture pool = pool(product, policy)) {
				pool.database.execute("create table work (id int)");
				try (Connection connection = pool.dataSource.getConnection()) {
					connection.setAutoCommit(false);
					execute(connection, "insert into work values (1)");
				}
				assertThat(pool.database.number("select count(*) from work")).isEqualTo(1);
			}
		}

		@ParameterizedTest
		@EnumSource
		void isLeftOpenWhereThatIsAskedFor(Product product) throws SQLException {
			PoolPolicy policy = PoolPolicy.builder().resetOnReturn(ResetOnReturn.NONE).build();
			try (PoolFixture pool = new PoolFixture(product.database(), policy, ONE_CONNECTION_WITHOUT_AUTOCOMMIT)) {
				pool.database.execute("create table work (id int)");
				try (Connection connection = pool.dataSource.getConnection()) {
					execute(connection, "insert into work values (1)");
				}
				try (Connection connection = pool.dataSource.getConnection()) {
					assertThat(PoolFixture.ask(connection, "select count(*) from work")).isEqualTo(1);
					connection.rollback();
				}
				assertThat(pool.database.number("select count(*) from work")).isZero();
			}
		}

		@Test
		void whoseCommitFailsOnReturnIsNotLostInSilence() throws SQLException {
			PoolPolicy policy = PoolPolicy.builder().resetOnReturn(ResetOnReturn.COMMIT).build();
			try (PoolFixture pool = pool(Product.POSTGRESQL, policy)) {
				pool.database.execute("create table parent (id int primary key)");
				pool.database
					.execute("create table child (parent int references parent deferrable initially deferred)");
				Connection connection = pool.dataSource.getConnection();
				long backend = PoolFixture.backend(connection);
				connection.setAutoCommit(false);
				execute(connection, "insert into child values (1)");
				assertThatExceptionOfType(SQLException.class).isThrownBy(connection::close)
					.satisfies((ex) -> assertThat(ex.getSQLState()).isEqualTo("23503"));
				connection.close();
				assertThat(pool.backend()).isNotEqualTo(backend);
				assertThat(pool.dataSource.snapshot().counters().invalidated()).isEqualTo(1);
				assertThat(pool.dataSource.snapshot().active()).isZero();
			}
		}

		@Test
		void ofWhoeverTookTheDriversConnectionIsRolledBackToo() throws SQLException {
			try (PoolFixture pool = pool(Product.POSTGRESQL, PoolPolicy.defaults())) {
				pool.database.execute("create table work (id int)");
				try (Connection connection = pool.dataSource.getConnection()) {
					connection.setAutoCommit(false);
					execute(connection.unwrap(Connection.class), "insert into work values (1)");
				}
				try (Connection connection = pool.dataSource.getConnection()) {
					assertThat(PoolFixture.ask(connection, "select count(*) from work")).isZero();
				}
			}
		}

		@Test
		void withAResultThatIsStillStreamedIsRolledBack() throws SQLException {
			try (PoolFixture pool = pool(Product.MARIADB_BY_CONNECTOR_J, PoolPolicy.defaults())) {
				pool.database.execute("create table work (id int)");
				long before;
				try (Connection connection = pool.dataSource.getConnection()) {
					before = PoolFixture.ask(connection, "select connection_id()");
					connection.setAutoCommit(false);
					execute(connection, "insert into work select seq from seq_1_to_1000");
					Statement statement = connection.createStatement();
					statement.setFetchSize(Integer.MIN_VALUE);
					statement.executeQuery("select id from work").next();
				}
				try (Connection connection = pool.dataSource.getConnection()) {
					assertThat(PoolFixture.ask(connection, "select connection_id()")).isEqualTo(before);
					assertThat(PoolFixture.ask(connection, "select count(*) from work")).isZero();
				}
			}
		}

		@Test
		void withSavepointsOnlyIsRolledBack() throws SQLException {
			try (PoolFixture pool = pool(Product.POSTGRESQL, PoolPolicy.defaults())) {
				try (Connection connection = pool.dataSource.getConnection()) {
					connection.setAutoCommit(false);
					Savepoint savepoint = connection.setSavepoint();
					assertThat(savepoint).isNotNull();
				}
				try (Connection connection = pool.dataSource.getConnection()) {
					assertThat(pool.database.number("select count(*) from pg_stat_activity where pid = "
							+ PoolFixture.backend(connection) + " and state like 'idle in%'"))
						.isZero();
				}
			}
		}

	}

	@Nested
	class TheSession {

		private final PoolPolicy policy = PoolPolicy.builder().resetSession(true).build();

		@ParameterizedTest
		@EnumSource
		void isClearedAndSetUpAgain(Product product) throws SQLException {
			Consumer<HikariConfig> init = (config) -> config.setConnectionInitSql(product.init);
			try (PoolFixture pool = new PoolFixture(product.database(), this.policy, ONE_CONNECTION.andThen(init))) {
				String session;
				String initial;
				try (Connection connection = pool.dataSource.getConnection()) {
					session = text(connection, product.session);
					initial = text(connection, product.variable);
					execute(connection, product.change);
					execute(connection, "create temporary table left_behind (id int)");
					assertThat(text(connection, product.variable)).isNotEqualTo(initial);
				}
				try (Connection connection = pool.dataSource.getConnection()) {
					assertThat(text(connection, product.session)).isEqualTo(session);
					assertThat(text(connection, product.variable)).isEqualTo(initial);
					assertThatExceptionOfType(SQLException.class)
						.isThrownBy(() -> execute(connection, "select * from left_behind"));
				}
			}
		}

	}

	@Nested
	class Listeners {

		@Test
		void areToldOfTheResetBeforeTheCheckin() throws SQLException {
			List<String> events = new ArrayList<>();
			try (PoolFixture pool = pool(Product.POSTGRESQL, PoolPolicy.defaults())) {
				pool.dataSource.addListener(new PoolListener() {

					@Override
					public void reset(ConnectionRecord record, Connection connection, Reset reset) {
						events.add(reset.toString());
					}

					@Override
					public void checkedIn(ConnectionRecord record) {
						events.add("checkedIn");
					}

				});
				pool.backend();
				try (Connection connection = pool.dataSource.getConnection()) {
					connection.setAutoCommit(false);
					PoolFixture.backend(connection);
				}
			}
			assertThat(events).containsExactly("Reset[transactionEnded=true, terminal=false]", "checkedIn",
					"Reset[transactionEnded=false, terminal=false]", "checkedIn");
		}

		@Test
		void mayResetTheSessionThemselvesAndTheirFailureDiscardsIt() throws SQLException {
			try (PoolFixture pool = pool(Product.POSTGRESQL, PoolPolicy.defaults())) {
				long backend = pool.backend();
				pool.dataSource.addListener(new PoolListener() {

					@Override
					public void reset(ConnectionRecord record, Connection connection, Reset reset) throws SQLException {
						execute(connection, "no such statement");
					}

				});
				assertThat(pool.backend()).isEqualTo(backend);
				assertThat(pool.backend()).isNotEqualTo(backend);
				assertThat(pool.dataSource.snapshot().active()).isZero();
			}
		}

	}

	/**
	 * What can be read of a connection through JDBC.
	 */
	private record Settings(boolean autoCommit, int isolation, boolean readOnly, String catalog, String schema,
			int holdability, int networkTimeout, String application) {

		static Settings of(Connection connection) throws SQLException {
			return new Settings(connection.getAutoCommit(), connection.getTransactionIsolation(),
					connection.isReadOnly(), String.valueOf(connection.getCatalog()),
					String.valueOf(connection.getSchema()), connection.getHoldability(), connection.getNetworkTimeout(),
					Objects.toString(connection.getClientInfo("ApplicationName"), ""));
		}

	}

	/**
	 * A server with a driver.
	 */
	private enum Product {

		POSTGRESQL("select pg_backend_pid()", "show work_mem", "set work_mem = '17MB'", "set work_mem = '9MB'"),

		MARIADB("select connection_id()", "select @@session.sql_select_limit", "set sql_select_limit = 777",
				"set sql_select_limit = 888"),

		MARIADB_BY_CONNECTOR_J("select connection_id()", "select @@session.sql_select_limit",
				"set sql_select_limit = 777", "set sql_select_limit = 888");

		private final String session;

		private final String variable;

		private final String change;

		private final String init;

		Product(String session, String variable, String change, String init) {
			this.session = session;
			this.variable = variable;
			this.change = change;
			this.init = init;
		}

		Database database() {
			if (this == POSTGRESQL) {
				return EmbeddedDatabases.postgres();
			}
			Database database = EmbeddedDatabases.mariaDb();
			return (this == MARIADB) ? database
					: database.withUrl(database.url().replace("jdbc:mariadb:", "jdbc:mysql:"));
		}

		void changePlace(Connection connection) throws SQLException {
			if (this == POSTGRESQL) {
				connection.setSchema("elsewhere");
			}
			else {
				connection.setCatalog("elsewhere");
			}
		}

	}

}
