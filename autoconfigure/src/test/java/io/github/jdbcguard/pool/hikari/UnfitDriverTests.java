package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.stream.Stream;

import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.testing.EmbeddedDatabases;
import io.github.jdbcguard.testing.FaultyDriver;
import io.github.jdbcguard.testing.FaultyDriver.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for drivers that do not tell what database they are for, or fail when they are
 * asked.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class UnfitDriverTests {

	private final FaultyDriver driver = new FaultyDriver(EmbeddedDatabases.postgres());

	private PoolFixture fixture;

	@BeforeEach
	void open() {
		open(PoolPolicy.defaults());
	}

	private void open(PoolPolicy policy) {
		this.fixture = new PoolFixture(policy, (config) -> {
			config.setMaximumPoolSize(1);
			this.driver.serve(config);
		});
	}

	@AfterEach
	void close() {
		this.fixture.close();
	}

	private void assertThatItServes() throws SQLException {
		for (int i = 0; i < 2; i++) {
			try (Connection connection = this.fixture.dataSource.getConnection()) {
				connection.setAutoCommit(false);
				assertThat(PoolFixture.ask(connection, "select 5")).isEqualTo(5);
			}
		}
		assertThat(this.driver.opened()).isEqualTo(1);
		assertThat(this.fixture.dataSource.snapshot().connections()).hasSize(1);
	}

	@Nested
	class IsServedAllTheSame {

		@Test
		void whereTheProductHasNoName() throws SQLException {
			UnfitDriverTests.this.driver.answersNull("DatabaseMetaData.getDatabaseProductName");
			assertThatItServes();
		}

		@Test
		void whereThereIsNoMetaData() throws SQLException {
			UnfitDriverTests.this.driver.answersNull("Connection.getMetaData");
			assertThatItServes();
		}

		@Test
		void whereMetaDataIsNotSupported() throws SQLException {
			UnfitDriverTests.this.driver.before("Connection.getMetaData", () -> {
				throw new SQLFeatureNotSupportedException("no metadata");
			});
			assertThatItServes();
		}

		@Test
		void whereTheNameOfTheProductCannotBeRead() throws SQLException {
			UnfitDriverTests.this.driver.before("DatabaseMetaData.getDatabaseProductName", () -> {
				throw new IllegalStateException("not today");
			});
			assertThatItServes();
		}

	}

	@Nested
	class LeaksNothing {

		static Stream<Fault> faults() {
			return Stream.of(() -> {
				throw new SQLException("refused", "42000");
			}, () -> {
				throw new IllegalStateException("refused");
			}, () -> {
				throw new NoSuchMethodError("refused");
			});
		}

		@ParameterizedTest
		@MethodSource("faults")
		void whereAConnectionCannotBeSetUp(Fault fault) {
			UnfitDriverTests.this.driver.before("Connection.setAutoCommit", fault);
			UnfitDriverTests.this.driver.before("Connection.isReadOnly", fault);
			assertThatNothingIsLeftOpen();
		}

		@ParameterizedTest
		@MethodSource("faults")
		void whereTheDatabaseIsAskedForItsNameInVain(Fault fault) {
			UnfitDriverTests.this.driver.before("Connection.getMetaData", fault);
			assertThatNoMoreIsOpenThanIsKnown();
		}

		@ParameterizedTest
		@MethodSource("faults")
		void whereItIsNotToBeFoundOutHowToResetTheSession(Fault fault) {
			close();
			open(PoolPolicy.builder().resetSession(true).build());
			UnfitDriverTests.this.driver.before("Connection.getMetaData", fault);
			assertThatNothingIsLeftOpen();
		}

		private void assertThatNothingIsLeftOpen() {
			assertThatNoMoreIsOpenThanIsKnown();
			await().untilAsserted(() -> assertThat(UnfitDriverTests.this.driver.opened()).isPositive());
			assertThat(UnfitDriverTests.this.fixture.dataSource.snapshot().connections()).isEmpty();
		}

		private void assertThatNoMoreIsOpenThanIsKnown() {
			take();
			await().atMost(Duration.ofSeconds(3))
				.untilAsserted(() -> assertThat(UnfitDriverTests.this.driver.open())
					.isEqualTo(UnfitDriverTests.this.fixture.dataSource.snapshot().connections().size())
					.isLessThanOrEqualTo(1));
		}

		private void take() {
			// The tests wait it out
			UnfitDriverTests.this.fixture.dataSource.setConnectionTimeout(300);
			try {
				UnfitDriverTests.this.fixture.dataSource.getConnection().close();
			}
			catch (SQLException | RuntimeException | Error ex) {
				// It may fail, but must not leave anything behind
			}
		}

	}

}
