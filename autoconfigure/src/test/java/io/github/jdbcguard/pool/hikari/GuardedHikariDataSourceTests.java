package io.github.jdbcguard.pool.hikari;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.DriverDataSource;
import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.Lease;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.process.ProcessMonitor;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link GuardedHikariDataSource}.
 */
class GuardedHikariDataSourceTests {

	@Test
	void everyPublicMethodOfHikariDataSourceIsHandedOn() {
		List<Method> inherited = Arrays.stream(GuardedHikariDataSource.class.getMethods())
			.filter((method) -> !Modifier.isStatic(method.getModifiers()))
			.filter((method) -> HikariConfig.class.isAssignableFrom(method.getDeclaringClass()))
			.filter((method) -> method.getDeclaringClass() == HikariDataSource.class
					|| method.getDeclaringClass() == HikariConfig.class)
			.toList();
		assertThat(inherited).isEmpty();
	}

	@Test
	void springBootFindsThePoolOfTheOriginalInTheFacade() throws SQLException {
		try (PoolFixture fixture = new PoolFixture()) {
			assertThat(ReflectionTestUtils.getField(fixture.dataSource, HikariDataSource.class, "pool")).isNull();
			fixture.backend();
			assertThat(ReflectionTestUtils.getField(fixture.dataSource, HikariDataSource.class, "pool"))
				.isSameAs(fixture.dataSource.getHikariPoolMXBean())
				.isNotNull();
		}
	}

	@Test
	void aClosedDataSourceSaysWhatHikariSays() {
		PoolFixture fixture = new PoolFixture();
		fixture.close();
		assertThatExceptionOfType(SQLException.class).isThrownBy(fixture.dataSource::getConnection)
			.withMessageContaining("has been closed");
	}

	@Test
	void guardingTwiceIsRefused() {
		try (PoolFixture fixture = new PoolFixture()) {
			assertThatIllegalArgumentException().isThrownBy(() -> guard(fixture.dataSource))
				.withMessageContaining("is guarded already");
		}
	}

	private static GuardedHikariDataSource guard(HikariDataSource original) {
		return GuardedHikariDataSource.guard(original, ProcessMonitor.none(), PoolPolicy.defaults(), null);
	}

	@Nested
	class Unwrapping {

		@Test
		void reachesTheFacadeAndWhatTheOriginalReaches() throws SQLException {
			try (PoolFixture fixture = new PoolFixture()) {
				fixture.backend();
				assertThat(fixture.dataSource.unwrap(HikariDataSource.class)).isSameAs(fixture.dataSource);
				assertThat(fixture.dataSource.unwrap(GuardedDataSource.class)).isSameAs(fixture.dataSource);
				assertThat(fixture.dataSource.isWrapperFor(GuardedDataSource.class)).isTrue();
				assertThat(fixture.dataSource.unwrap(DriverDataSource.class)).isNotNull();
			}
		}

		@Test
		void reachesTheLeaseAndTheDriversConnection() throws SQLException {
			try (PoolFixture fixture = new PoolFixture(); Connection connection = fixture.dataSource.getConnection()) {
				assertThat(connection.unwrap(Lease.class)).isSameAs(connection);
				assertThat(connection.isWrapperFor(PGConnection.class)).isTrue();
				assertThat(connection.unwrap(PGConnection.class).getBackendPID())
					.isEqualTo((int) PoolFixture.backend(connection));
				assertThat(connection.unwrap(Connection.class)).isInstanceOf(PGConnection.class);
			}
		}

	}

	@Nested
	class Settings {

		@Test
		void ofTheApplicationAreAnsweredAndNotOurs() throws SQLException {
			JdbcDataSource given = new JdbcDataSource();
			given.setURL("jdbc:h2:mem:given");
			HikariDataSource original = new HikariDataSource();
			original.setDataSource(given);
			try (GuardedHikariDataSource guarded = guard(original)) {
				guarded.getConnection().close();
				assertThat(guarded.getDataSource()).isSameAs(given);
				assertThat(guarded.unwrap(JdbcDataSource.class)).isSameAs(given);
			}
		}

		@Test
		void madeOnTheFacadeBeforeTheStartTakeEffect() throws SQLException {
			HikariDataSource original = new HikariDataSource();
			original.setJdbcUrl("jdbc:h2:mem:first");
			try (GuardedHikariDataSource guarded = guard(original)) {
				guarded.setJdbcUrl("jdbc:h2:mem:second");
				try (Connection connection = guarded.getConnection()) {
					assertThat(connection.getMetaData().getURL()).isEqualTo("jdbc:h2:mem:second");
				}
			}
		}

		@Test
		void aCopyWithAnotherUrlConnectsToThatUrl() throws SQLException {
			HikariDataSource original = new HikariDataSource();
			original.setJdbcUrl("jdbc:h2:mem:first");
			try (GuardedHikariDataSource guarded = guard(original)) {
				guarded.getConnection().close();
				HikariConfig copy = new HikariConfig();
				guarded.copyStateTo(copy);
				copy.setJdbcUrl("jdbc:h2:mem:second");
				try (HikariDataSource other = new HikariDataSource(copy);
						Connection connection = other.getConnection()) {
					assertThat(connection.getMetaData().getURL()).isEqualTo("jdbc:h2:mem:second");
				}
			}
		}

		@Test
		void aDataSourceClassNameIsCreatedAsHikariWould() throws SQLException {
			HikariDataSource original = new HikariDataSource();
			original.setDataSourceClassName(JdbcDataSource.class.getName());
			original.addDataSourceProperty("URL", "jdbc:h2:mem:byclass");
			try (GuardedHikariDataSource guarded = guard(original); Connection connection = guarded.getConnection()) {
				assertThat(connection.getMetaData().getURL()).isEqualTo("jdbc:h2:mem:byclass");
				assertThat(guarded.getDataSourceClassName()).isEqualTo(JdbcDataSource.class.getName());
			}
		}

		@Test
		void thatAreMissingAreReportedAsHikariReportsThem() {
			assertThatIllegalArgumentException().isThrownBy(() -> guard(new HikariDataSource()).getConnection())
				.withMessage("dataSource or dataSourceClassName or jdbcUrl is required.");
		}

	}

	@Nested
	class ATestQuery {

		@Test
		void isAnsweredAndUsedThoughHikariDoesNotSeeIt() throws SQLException {
			try (PoolFixture fixture = new PoolFixture(PoolPolicy.defaults(),
					(config) -> config.setConnectionTestQuery("select pg_backend_pid()"))) {
				long backend = fixture.backend();
				assertThat(fixture.dataSource.getConnectionTestQuery()).isEqualTo("select pg_backend_pid()");
				await().pollDelay(Duration.ofMillis(600)).until(() -> fixture.backend() == backend);
				fixture.database.execute("select pg_terminate_backend(" + backend + ")");
				await().pollDelay(Duration.ofMillis(600)).until(() -> fixture.backend() != backend);
			}
		}

		@Test
		void thatIsWrongFailsTheStartAsWithHikari() {
			try (PoolFixture fixture = new PoolFixture(PoolPolicy.defaults(), (config) -> {
				config.setConnectionTestQuery("select from nowhere");
				config.setInitializationFailTimeout(1);
			})) {
				assertThatExceptionOfType(SQLException.class).isThrownBy(fixture.dataSource::getConnection);
			}
		}

	}

	@Nested
	class Credentials {

		@Test
		void areAskedOfTheirProviderForReplacementsToo() throws SQLException {
			AtomicInteger asked = new AtomicInteger();
			try (PoolFixture fixture = new PoolFixture(PoolPolicy.defaults(), (config) -> {
				String user = config.getUsername();
				String password = config.getPassword();
				config.setUsername("nobody");
				config.setCredentialsProvider(() -> {
					asked.incrementAndGet();
					return com.zaxxer.hikari.util.Credentials.of(user, password);
				});
			})) {
				fixture.backend();
				int before = asked.get();
				fixture.dataSource.retireAll();
				fixture.backend();
				assertThat(asked.get()).isGreaterThan(before);
			}
		}

	}

	@Nested
	class AnOriginalThatIsStartedBehindTheFacade {

		@Test
		void isGuardedWhenTheFacadeIsFirstUsed() throws SQLException {
			HikariDataSource original = new HikariDataSource();
			PoolFixture.configure(original, (config) -> {
			});
			try (GuardedHikariDataSource guarded = guard(original)) {
				original.getConnection().close();
				try (Connection connection = guarded.getConnection()) {
					assertThat(connection.isWrapperFor(Lease.class)).isTrue();
					assertThat(guarded.snapshot().connections()).hasSize(1);
				}
			}
		}

	}

	@Nested
	class APoolThatWasStartedEagerly {

		@Test
		void keepsItsConnectionsAndTheDatabaseInThem() throws SQLException {
			HikariConfig config = new HikariConfig();
			config.setJdbcUrl("jdbc:h2:mem:eager");
			config.setMaximumPoolSize(2);
			HikariDataSource original = new HikariDataSource(config);
			try (Connection connection = original.getConnection(); Statement statement = connection.createStatement()) {
				statement.execute("create table filled(id int)");
			}
			try (GuardedHikariDataSource guarded = guard(original); Connection connection = guarded.getConnection()) {
				assertThat(PoolFixture.ask(connection, "select count(*) from filled")).isZero();
				assertThat(connection.isWrapperFor(Lease.class)).isTrue();
			}
			assertThat(original.isClosed()).isTrue();
		}

		@Test
		void hasItsOldAndNewConnectionsReplacedByARetirement() throws SQLException {
			HikariConfig config = new HikariConfig();
			PoolFixture.configure(config, (settings) -> {
			});
			config.setMinimumIdle(1);
			try (HikariDataSource original = new HikariDataSource(config);
					GuardedHikariDataSource guarded = guard(original)) {
				long before;
				try (Connection connection = guarded.getConnection()) {
					before = PoolFixture.backend(connection);
				}
				guarded.retireAll();
				try (Connection connection = guarded.getConnection()) {
					assertThat(PoolFixture.backend(connection)).isNotEqualTo(before);
				}
			}
		}

	}

}
