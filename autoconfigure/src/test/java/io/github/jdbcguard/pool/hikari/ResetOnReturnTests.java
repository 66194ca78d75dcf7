package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import com.zaxxer.hikari.HikariConfig;
import io.github.jdbcguard.pool.ConnectionRecord;
import io.github.jdbcguard.pool.PoolListener;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.pool.PoolPolicy.ResetOnReturn;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A transaction that a borrower leaves open does not reach the next (R1, R2).
 */
class ResetOnReturnTests {

	private static final Consumer<HikariConfig> ONE_CONNECTION = (config) -> config.setMaximumPoolSize(1);

	private static final Consumer<HikariConfig> ONE_CONNECTION_WITHOUT_AUTOCOMMIT = ONE_CONNECTION
		.andThen((config) -> config.setAutoCommit(false));

	private static PoolFixture pool(Product product, PoolPolicy policy) {
		return new PoolFixture(product.database(), policy, ONE_CONNECTION);
	}

	private static void execute(Connection connection, String sql) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute(sql);
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

}
