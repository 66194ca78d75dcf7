package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import com.zaxxer.hikari.HikariConfig;
import io.github.jdbcguard.pool.ForeignTransactionException;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.pool.PoolPolicy.ResetOnReturn;
import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.EmbeddedDatabases;
import io.github.jdbcguard.testing.FaultyDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * Tests for work that was to be committed when its connection comes back, and that is
 * lost in other ways than by a failing commit: that is never silent either.
 */
@ParameterizedClass(name = "autoCommit={0}")
@ValueSource(booleans = { true, false })
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class UncommittedLeaseTests {

	private final Database database = EmbeddedDatabases.postgres();

	private final FaultyDriver driver = new FaultyDriver(this.database);

	private final boolean autoCommit;

	private PoolFixture fixture;

	private Connection connection;

	private long backend;

	UncommittedLeaseTests(boolean autoCommit) {
		this.autoCommit = autoCommit;
	}

	@BeforeEach
	void work() throws SQLException {
		this.database.execute("create table ledger (number integer)");
		this.fixture = new PoolFixture(this.database, PoolPolicy.builder().resetOnReturn(ResetOnReturn.COMMIT).build(),
				this::configure);
		this.connection = this.fixture.dataSource.getConnection();
		this.connection.setAutoCommit(false);
		this.backend = PoolFixture.backend(this.connection);
		try (Statement statement = this.connection.createStatement()) {
			statement.execute("insert into ledger values (1)");
		}
	}

	private void configure(HikariConfig config) {
		config.setMaximumPoolSize(1);
		config.setAutoCommit(this.autoCommit);
		this.driver.serve(config);
	}

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void closingFailsWhereTheConnectionWasEvictedMeanwhile() throws SQLException {
		this.fixture.dataSource.evictConnection(this.connection);
		await().until(() -> !this.fixture.isAlive(this.backend));
		assertThatExceptionOfType(SQLException.class).isThrownBy(this.connection::close);
		assertThatItIsNotThereAndThePoolGoesOn();
	}

	@Test
	void closingFailsWhereTheDriversConnectionWasClosedMeanwhile() throws SQLException {
		this.driver.closeAll();
		assertThatExceptionOfType(SQLException.class).isThrownBy(this.connection::close);
		assertThatItIsNotThereAndThePoolGoesOn();
	}

	@Test
	void closingFailsWhereTheDriverFailsToCommitWithARuntimeException() throws SQLException {
		this.driver.before("Connection.commit", () -> {
			throw new IllegalStateException("not today");
		});
		assertThat(catchThrowable(this.connection::close)).isInstanceOfAny(SQLException.class, RuntimeException.class);
		this.driver.heal("Connection.commit");
		assertThatItIsNotThereAndThePoolGoesOn();
	}

	@Test
	void closingFailsWhereThePoolWasClosedMeanwhile() throws SQLException {
		this.fixture.close();
		assertThatExceptionOfType(SQLException.class).isThrownBy(this.connection::close)
			.withMessageContaining("not committed");
		assertThatCode(this.connection::close).doesNotThrowAnyException();
		assertThat(this.database.number("select count(*) from ledger")).isZero();
	}

	@Test
	void closingFailsInAnotherIncarnation() throws SQLException {
		this.fixture.watch.declareNewIncarnation("clone");
		assertThatExceptionOfType(ForeignTransactionException.class).isThrownBy(this.connection::close);
		assertThatItIsNotThereAndThePoolGoesOn();
	}

	@Test
	void closingIsQuietInAnotherIncarnationAfterARollback() throws SQLException {
		this.fixture.watch.declareNewIncarnation("clone");
		this.connection.rollback();
		assertThatCode(this.connection::close).doesNotThrowAnyException();
		assertThatItIsNotThereAndThePoolGoesOn();
	}

	@Test
	void closingIsQuietInAnotherIncarnationWhereNothingWasDone() throws SQLException {
		this.connection.close();
		try (Connection idle = this.fixture.dataSource.getConnection()) {
			idle.setAutoCommit(false);
			this.fixture.watch.declareNewIncarnation("clone");
			assertThatCode(idle::close).doesNotThrowAnyException();
		}
		assertThat(this.database.number("select count(*) from ledger")).isEqualTo(1);
		assertThat(this.fixture.dataSource.snapshot().active()).isZero();
	}

	@Test
	void closingIsQuietWhereNothingWasLeftToCommitWhenItWasEvicted() throws SQLException {
		this.connection.commit();
		this.fixture.dataSource.evictConnection(this.connection);
		await().until(() -> !this.fixture.isAlive(this.backend));
		assertThatCode(this.connection::close).doesNotThrowAnyException();
		assertThat(this.database.number("select count(*) from ledger")).isEqualTo(1);
	}

	private void assertThatItIsNotThereAndThePoolGoesOn() throws SQLException {
		assertThatCode(this.connection::close).doesNotThrowAnyException();
		assertThat(this.fixture.backend()).isNotEqualTo(this.backend);
		assertThat(this.database.number("select count(*) from ledger")).isZero();
		assertThat(this.fixture.dataSource.snapshot().active()).isZero();
	}

}
