package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.function.Consumer;

import com.zaxxer.hikari.HikariConfig;
import io.github.jdbcguard.pool.PoolPolicy;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a borrower has set on its connection does not reach the next (R5 to R7).
 */
class ResetSettingsTests {

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

}
