package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;

import io.github.jdbcguard.pool.PoolPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Drivers ask the server for more than statements, and begin a transaction with it where
 * autocommit is off: the next borrower must not find it open.
 */
class UnseenTransactionTests {

	@ParameterizedTest
	@EnumSource
	void isNotLeftToTheNextBorrower(Question question) throws SQLException {
		try (PoolFixture pool = withoutAutoCommit()) {
			try (Connection connection = pool.dataSource.getConnection()) {
				question.ask.of(connection);
			}
			assertThatNextFindsNoTransaction(pool);
		}
	}

	@Test
	void isNotLeftByMetadataThatOutliveATransaction() throws SQLException {
		try (PoolFixture pool = withoutAutoCommit()) {
			try (Connection connection = pool.dataSource.getConnection()) {
				var metadata = connection.getMetaData();
				connection.commit();
				metadata.getSchemas().close();
			}
			assertThatNextFindsNoTransaction(pool);
		}
	}

	private static PoolFixture withoutAutoCommit() {
		return new PoolFixture(PoolPolicy.defaults(), (config) -> {
			config.setMaximumPoolSize(1);
			config.setAutoCommit(false);
		});
	}

	private static void assertThatNextFindsNoTransaction(PoolFixture pool) throws SQLException {
		try (Connection connection = pool.dataSource.getConnection()) {
			assertThat(connection.unwrap(BaseConnection.class).getTransactionState()).isEqualTo(TransactionState.IDLE);
		}
	}

	/**
	 * What a borrower asks of a connection.
	 */
	enum Question {

		SCHEMA(Connection::getSchema),

		CATALOG(Connection::getCatalog),

		ISOLATION(Connection::getTransactionIsolation),

		READ_ONLY(Connection::isReadOnly),

		VALID((connection) -> connection.isValid(1)),

		METADATA((connection) -> connection.getMetaData().getSchemas().close()),

		ARRAY((connection) -> connection.createArrayOf("int8", new Object[] { 1 })),

		CLIENT_INFO((connection) -> connection.setClientInfo("ApplicationName", "asking"));

		private final Ask ask;

		Question(Ask ask) {
			this.ask = ask;
		}

	}

	/**
	 * Asks it.
	 */
	@FunctionalInterface
	interface Ask {

		void of(Connection connection) throws SQLException;

	}

}
