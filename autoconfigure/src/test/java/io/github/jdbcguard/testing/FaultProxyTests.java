package io.github.jdbcguard.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.jdbcguard.faults.Dialect;
import io.github.jdbcguard.faults.Driver;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link FaultProxy}.
 */
@ParameterizedClass
@EnumSource(Driver.class)
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class FaultProxyTests {

	private final Driver driver;

	private Database direct;

	private FaultProxy proxy;

	private Database database;

	FaultProxyTests(Driver driver) {
		this.driver = driver;
	}

	@BeforeEach
	void open() {
		this.direct = this.driver.database();
		this.proxy = FaultProxy.before(this.direct);
		this.database = this.proxy.database();
	}

	@AfterEach
	void close() throws Exception {
		this.proxy.close();
	}

	@Test
	void withoutAFaultEverythingPasses() throws SQLException {
		try (Connection connection = this.database.connect()) {
			assertThat(Dialect.echo(connection, 7)).isEqualTo(7);
			assertThat(this.proxy.connections()).isEqualTo(1);
		}
		Awaitility.await().until(() -> this.driver.dialect().sessions(this.direct) == 0);
	}

	@Test
	void eachRoundTripIsCounted() throws SQLException {
		try (Connection connection = this.database.connect()) {
			connection.setAutoCommit(true);
			long requests = this.proxy.requests();
			long bytes = this.proxy.bytes();
			Dialect.echo(connection, 1);
			Dialect.echo(connection, 2);
			assertThat(this.proxy.requests() - requests).isEqualTo(2);
			assertThat(this.proxy.bytes() - bytes).isBetween(10L, 400L);
			assertThat(connection.getAutoCommit()).isTrue();
			assertThat(this.proxy.requests() - requests).isEqualTo(2);
		}
	}

	@Test
	void aBlackholeSwallowsWhatWasThereAndNothingElse() throws SQLException {
		Connection swallowed = this.driver.socketTimeout(this.database, 1).connect();
		this.proxy.blackhole();
		long start = System.nanoTime();
		assertThatExceptionOfType(SQLException.class).isThrownBy(() -> Dialect.echo(swallowed, 1));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(900),
				Duration.ofSeconds(3));
		try (Connection connection = this.database.connect()) {
			assertThat(Dialect.echo(connection, 7)).isEqualTo(7);
		}
		// Nobody tells the server
		assertThat(this.driver.dialect().sessions(this.direct)).isPositive();
	}

	@Test
	void aCutEndsWhatWasThereAtOnce() throws SQLException {
		Connection lost = this.database.connect();
		this.proxy.cut();
		long start = System.nanoTime();
		assertThatExceptionOfType(SQLException.class).isThrownBy(() -> Dialect.echo(lost, 1));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
		try (Connection connection = this.database.connect()) {
			assertThat(Dialect.echo(connection, 7)).isEqualTo(7);
		}
		Awaitility.await().until(() -> this.driver.dialect().sessions(this.direct) == 0);
	}

	@Test
	void newConnectionsAreRefusedUntilTheyAreAcceptedAgain() throws Exception {
		try (Connection before = this.database.connect()) {
			this.proxy.refuse();
			assertThatExceptionOfType(SQLException.class).isThrownBy(this.database::connect);
			assertThat(Dialect.echo(before, 7)).isEqualTo(7);
			this.proxy.accept();
			try (Connection after = this.database.connect()) {
				assertThat(Dialect.echo(after, 7)).isEqualTo(7);
			}
		}
	}

	@Test
	void whatIsFrozenGoesOnAfterTheThaw() throws Exception {
		try (Connection before = this.database.connect()) {
			this.proxy.freeze();
			CompletableFuture<Long> answer = CompletableFuture.supplyAsync(() -> {
				try (Connection fresh = this.database.connect()) {
					return Dialect.echo(before, 3) + Dialect.echo(fresh, 4);
				}
				catch (SQLException ex) {
					throw new IllegalStateException(ex);
				}
			});
			assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> answer.get(500, TimeUnit.MILLISECONDS));
			this.proxy.thaw();
			assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(7);
		}
	}

	@Test
	void aStatementIsDoneByTheServerAndItsAnswerIsLost() throws SQLException {
		this.direct.execute("create table told (number integer)");
		try (Connection connection = this.database.connect(); Statement statement = connection.createStatement()) {
			connection.setAutoCommit(false);
			statement.execute("insert into told values (1)");
			this.proxy.cutAfter("COMMIT");
			assertThatExceptionOfType(SQLException.class).isThrownBy(connection::commit);
		}
		assertThat(this.direct.number("select count(*) from told")).isEqualTo(1);
	}

}
