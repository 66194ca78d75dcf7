package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import javax.sql.DataSource;

import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.pool.PoolSnapshot;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link LeaseConnection}, as its borrower knows it.
 */
class LeaseConnectionTests {

	@Test
	void areTheConnectionOfTheirStatements() throws SQLException {
		try (PoolFixture fixture = new PoolFixture();
				Connection connection = fixture.dataSource.getConnection();
				Statement statement = connection.createStatement();
				Statement prepared = connection.prepareStatement("select 1");
				Statement call = connection.prepareCall("select 1")) {
			assertThat(statement.getConnection()).isSameAs(connection);
			assertThat(prepared.getConnection()).isSameAs(connection);
			assertThat(call.getConnection()).isSameAs(connection);
		}
	}

	@Test
	void ofATransactionThatTakesItsConnectionLateAreNotClosedThroughAStatement() throws SQLException {
		try (PoolFixture fixture = new PoolFixture()) {
			DataSource lazy = new LazyConnectionDataSourceProxy(fixture.dataSource);
			TransactionSynchronizationManager.initSynchronization();
			try (Statement statement = DataSourceUtils.getConnection(lazy).createStatement()) {
				DataSourceUtils.releaseConnection(statement.getConnection(), lazy);
				assertThat(statement.getConnection().isClosed()).isFalse();
			}
			finally {
				TransactionSynchronizationManager.clear();
				TransactionSynchronizationManager.unbindResourceIfPossible(lazy);
			}
		}
	}

	@Test
	void areClosedTwiceWithoutHarmToTheNextBorrower() throws SQLException {
		try (PoolFixture fixture = new PoolFixture(PoolPolicy.defaults(), (config) -> config.setMaximumPoolSize(1))) {
			Connection first = fixture.dataSource.getConnection();
			first.close();
			try (Connection second = fixture.dataSource.getConnection()) {
				first.close();
				assertThat(PoolFixture.ask(second, "select 1")).isEqualTo(1);
				assertThat(fixture.dataSource.snapshot().active()).isEqualTo(1);
			}
		}
	}

	@Test
	void showInTheSnapshotWithTheirHolder() throws SQLException {
		try (PoolFixture fixture = new PoolFixture(); Connection connection = fixture.dataSource.getConnection()) {
			PoolSnapshot snapshot = fixture.dataSource.snapshot();
			assertThat(snapshot.active()).isEqualTo(1);
			assertThat(snapshot.connections()).singleElement().satisfies((pooled) -> {
				assertThat(pooled.lease()).isNotNull();
				assertThat(pooled.lease().thread()).isEqualTo(Thread.currentThread().getName());
				assertThat(pooled.lease().alive()).isTrue();
			});
			connection.close();
			assertThat(fixture.dataSource.snapshot().connections()).singleElement()
				.satisfies((pooled) -> assertThat(pooled.lease()).isNull());
		}
	}

	@Test
	void askTheServerWhetherTheyAreValidEvenWhenTheyAreRetired() throws SQLException {
		try (PoolFixture fixture = new PoolFixture()) {
			Connection connection = fixture.dataSource.getConnection();
			assertThat(connection.isValid(1)).isTrue();
			fixture.dataSource.retireAll();
			fixture.database.execute("select pg_terminate_backend(" + PoolFixture.backend(connection) + ")");
			await().until(() -> !connection.isValid(1));
		}
	}

	@Test
	void areTheConnectionOfTheirMetaDataAndResults() throws SQLException {
		try (PoolFixture fixture = new PoolFixture();
				Connection connection = fixture.dataSource.getConnection();
				PreparedStatement statement = connection.prepareStatement("select 1");
				ResultSet result = statement.executeQuery()) {
			assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
			assertThat(result.getStatement()).isSameAs(statement);
			assertThat(statement.getResultSet().getStatement()).isSameAs(statement);
			try (Statement update = connection.createStatement()) {
				assertThat(update.executeUpdate("set application_name = 'x'")).isZero();
				assertThat(update.getResultSet()).isNull();
			}
		}
	}

	@Test
	void harmNobodyWhenTheyAreAbortedAfterTheirEnd() throws SQLException {
		try (PoolFixture fixture = new PoolFixture(PoolPolicy.defaults(), (config) -> config.setMaximumPoolSize(1))) {
			Connection first = fixture.dataSource.getConnection();
			first.close();
			try (Connection second = fixture.dataSource.getConnection()) {
				first.abort(Runnable::run);
				assertThat(PoolFixture.ask(second, "select 1")).isEqualTo(1);
			}
		}
	}

	@Test
	void doNotHandOutTheDriversConnectionAfterTheirEnd() throws SQLException {
		try (PoolFixture fixture = new PoolFixture()) {
			Connection connection = fixture.dataSource.getConnection();
			connection.close();
			assertThatExceptionOfType(SQLException.class).isThrownBy(() -> connection.unwrap(PGConnection.class));
			assertThat(connection.isValid(1)).isFalse();
		}
	}

	@Test
	void areClosedQuietlyWhenTheyWereEvictedWithADirtyState() throws SQLException {
		try (PoolFixture fixture = new PoolFixture()) {
			Connection connection = fixture.dataSource.getConnection();
			connection.setAutoCommit(false);
			connection.setReadOnly(true);
			fixture.dataSource.evictConnection(connection);
			connection.close();
			assertThat(connection.isClosed()).isTrue();
			assertThat(fixture.dataSource.snapshot().active()).isZero();
		}
	}

	@Test
	void areEvictedThroughTheFacade() throws SQLException {
		try (PoolFixture fixture = new PoolFixture()) {
			Connection connection = fixture.dataSource.getConnection();
			long backend = PoolFixture.backend(connection);
			fixture.dataSource.evictConnection(connection);
			connection.close();
			assertThat(fixture.backend()).isNotEqualTo(backend);
		}
	}

}
