package io.github.jdbcguard.autoconfigure;

import java.beans.PropertyDescriptor;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.pool.PoolPolicy.OnForeignConnection;
import io.github.jdbcguard.pool.PoolPolicy.ResetOnReturn;
import io.github.jdbcguard.pool.PoolPolicy.ServerTimeoutCheck;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What {@code jdbc-guard.pool.*} brings about.
 */
@ExtendWith(OutputCaptureExtension.class)
class PoolPolicySettingsTests {

	private static final String POOL = "jdbc-guard.pool.";

	private static final String HIKARI = "spring.datasource.hikari.";

	private static ApplicationContextRunner with(String... properties) {
		return Applications.guarded().withPropertyValues(properties);
	}

	private static HikariDataSource pool(ApplicationContext context) {
		assertThat(context).isNotNull();
		return context.getBean(HikariDataSource.class);
	}

	private static PoolPolicy policy(ApplicationContext context, String name) {
		return context.getBean(name, GuardedDataSource.class).snapshot().policy();
	}

	@Nested
	class Unset {

		private static final Set<String> DIFFER_BY_NATURE = Set.of("class", "poolName", "credentials",
				"hikariConfigMXBean", "hikariPoolMXBean");

		@Test
		void leavesEverySettingOfThePoolAsItIsWithoutTheGuard() {
			String[] properties = { "spring.datasource.url=" + Applications.newDatabase(), HIKARI + "pool-name=same" };
			Applications.bare()
				.withPropertyValues(properties)
				.run((bare) -> with(properties).run((guarded) -> assertSameSettings(pool(bare), pool(guarded))));
		}

		@Test
		void leavesTheSettingsThatTheUserMadeAtThePool() {
			String[] properties = { "spring.datasource.url=" + Applications.newDatabase(),
					HIKARI + "maximum-pool-size=7", HIKARI + "minimum-idle=2", HIKARI + "idle-timeout=59000",
					HIKARI + "max-lifetime=90000", HIKARI + "keepalive-time=45000",
					HIKARI + "connection-timeout=2500" };
			Applications.bare()
				.withPropertyValues(properties)
				.run((bare) -> with(properties).run((guarded) -> assertSameSettings(pool(bare), pool(guarded))));
		}

		private static void assertSameSettings(HikariDataSource bare, HikariDataSource guarded) throws Exception {
			assertThat(settings(guarded)).isEqualTo(settings(bare)).containsKeys("minimumIdle", "keepaliveTime");
			bare.getConnection().close();
			guarded.getConnection().close();
			assertThat(settings(guarded)).isEqualTo(settings(bare));
		}

		private static Map<String, String> settings(HikariDataSource pool) throws ReflectiveOperationException {
			Map<String, String> settings = new TreeMap<>();
			for (PropertyDescriptor property : BeanUtils.getPropertyDescriptors(HikariConfig.class)) {
				if (property.getReadMethod() != null && !DIFFER_BY_NATURE.contains(property.getName())) {
					settings.put(property.getName(), read(pool, property));
				}
			}
			return settings;
		}

		private static String read(HikariDataSource pool, PropertyDescriptor property)
				throws ReflectiveOperationException {
			try {
				return String.valueOf(property.getReadMethod().invoke(pool));
			}
			catch (InvocationTargetException ex) {
				return String.valueOf(ex.getCause());
			}
		}

	}

	@Nested
	class ThePolicy {

		@Test
		void hasAllThatIsSet() {
			with("spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none",
					"jdbc-guard.process.on-foreign-connection=fail", "jdbc-guard.process.reconnect-spread=100ms",
					POOL + "timeout=2s", POOL + "recycle=30m", POOL + "ping-after-idle=0",
					POOL + "reset-on-return=commit", POOL + "reset-session=true", POOL + "server-timeout-check=off")
				.run((context) -> assertThat(policy(context, "dataSource")).isEqualTo(PoolPolicy.builder()
					.onForeignConnection(OnForeignConnection.FAIL)
					.reconnectSpread(Duration.ofMillis(100))
					.timeout(Duration.ofSeconds(2))
					.recycle(Duration.ofMinutes(30))
					.pingAfterIdle(Duration.ZERO)
					.resetOnReturn(ResetOnReturn.COMMIT)
					.resetSession(true)
					.serverTimeoutCheck(ServerTimeoutCheck.OFF)
					.build()));
			with(POOL + "reuse=false").run((context) -> assertThat(policy(context, "dataSource"))
				.isEqualTo(PoolPolicy.builder().reuse(false).build()));
		}

		@Test
		void mayLeaveTransactionsOpenWhereThePoolHasNoAutoCommit() {
			with(POOL + "reset-on-return=none", HIKARI + "auto-commit=false")
				.run((context) -> assertThat(policy(context, "dataSource").resetOnReturn())
					.isEqualTo(ResetOnReturn.NONE));
		}

		@Test
		void ofOneDataSourceHasItsOwnSettingsAndElseThoseOfAll() {
			Applications.guarded()
				.withUserConfiguration(KindsOfDataSource.Two.class)
				.withPropertyValues(POOL + "recycle=10m", POOL + "size=4", POOL + "reset-on-return=commit",
						"jdbc-guard.datasources.Orders.pool.recycle=5s", "jdbc-guard.datasources.Orders.pool.size=2",
						"jdbc-guard.datasources.Orders.pool.ping-after-idle=1s")
				.run((context) -> {
					assertThat(policy(context, "orders")).isEqualTo(PoolPolicy.builder()
						.recycle(Duration.ofSeconds(5))
						.pingAfterIdle(Duration.ofSeconds(1))
						.resetOnReturn(ResetOnReturn.COMMIT)
						.build());
					assertThat(policy(context, "customers")).isEqualTo(PoolPolicy.builder()
						.recycle(Duration.ofMinutes(10))
						.resetOnReturn(ResetOnReturn.COMMIT)
						.build());
					assertThat(context.getBean("orders", HikariDataSource.class).getMaximumPoolSize()).isEqualTo(2);
					assertThat(context.getBean("customers", HikariDataSource.class).getMaximumPoolSize()).isEqualTo(4);
				});
		}

		@Test
		void mayHaveOneHalfForAllAndTheOtherForEach() {
			Applications.guarded()
				.withUserConfiguration(KindsOfDataSource.Two.class)
				.withPropertyValues(POOL + "max-overflow=3", "jdbc-guard.datasources.orders.pool.size=2",
						"jdbc-guard.datasources.customers.pool.size=5")
				.run((context) -> {
					assertThat(context.getBean("orders", HikariDataSource.class).getMaximumPoolSize()).isEqualTo(5);
					assertThat(context.getBean("customers", HikariDataSource.class).getMaximumPoolSize()).isEqualTo(8);
				});
		}

		@Test
		void mayComeFromEnvironmentVariables() {
			Applications.guarded()
				.withInitializer((context) -> context.getEnvironment()
					.getPropertySources()
					.replace("systemEnvironment",
							new SystemEnvironmentPropertySource("systemEnvironment",
									Map.of("JDBCGUARD_POOL_SIZE", "3", "JDBCGUARD_POOL_MAXOVERFLOW", "4",
											"JDBCGUARD_DATASOURCES_DATASOURCE_POOL_PINGAFTERIDLE", "2s"))))
				.run((context) -> {
					assertThat(pool(context).getMaximumPoolSize()).isEqualTo(7);
					assertThat(policy(context, "dataSource").pingAfterIdle()).isEqualTo(Duration.ofSeconds(2));
				});
		}

	}

	@Nested
	class ThePool {

		@Test
		void keepsTheSizeOpenAndClosesTheOverflowSoon() {
			with(POOL + "size=5", POOL + "max-overflow=3").run((context) -> {
				assertThat(pool(context).getMaximumPoolSize()).isEqualTo(8);
				assertThat(pool(context).getMinimumIdle()).isEqualTo(5);
				assertThat(pool(context).getIdleTimeout()).isEqualTo(10_000);
			});
		}

		@Test
		void isOfFixedSizeWithoutOverflow() {
			with(POOL + "size=5").run((context) -> {
				assertThat(pool(context).getMaximumPoolSize()).isEqualTo(5);
				assertThat(pool(context).getMinimumIdle()).isEqualTo(5);
				assertThat(pool(context).getIdleTimeout()).isEqualTo(600_000);
			});
		}

		@Test
		void keepsAnIdleTimeoutOfItsOwnThatIsShortEnough() {
			with(POOL + "size=5", POOL + "max-overflow=3", HIKARI + "idle-timeout=20000")
				.run((context) -> assertThat(pool(context).getIdleTimeout()).isEqualTo(20_000));
		}

		@Test
		void keepsNoConnectionThatIsUsedOnlyOnce() {
			with(POOL + "reuse=false").run((context) -> {
				assertThat(pool(context).getMinimumIdle()).isZero();
				assertThat(pool(context).getMaximumPoolSize()).isEqualTo(10);
			});
			with(POOL + "reuse=false", POOL + "size=5", POOL + "max-overflow=3").run((context) -> {
				assertThat(pool(context).getMinimumIdle()).isZero();
				assertThat(pool(context).getMaximumPoolSize()).isEqualTo(8);
			});
		}

		@Test
		void waitsNoLongerThanTheTimeout() {
			with(POOL + "timeout=1500ms")
				.run((context) -> assertThat(pool(context).getConnectionTimeout()).isEqualTo(1500));
		}

		@Test
		void replacesInTheBackgroundWhatHikariCan() {
			with(POOL + "recycle=30s").run((context) -> assertThat(pool(context).getMaxLifetime()).isEqualTo(30_000));
			with(POOL + "recycle=29s").run((context) -> {
				assertThat(pool(context).getMaxLifetime()).isEqualTo(1_800_000);
				assertThat(pool(context).getKeepaliveTime()).isEqualTo(120_000);
			});
			with(POOL + "recycle=29s", HIKARI + "max-lifetime=60000")
				.run((context) -> assertThat(pool(context).getMaxLifetime()).isEqualTo(60_000));
		}

		@ParameterizedTest
		@ValueSource(strings = { "size=10 maximum-pool-size=10 minimum-idle=10", "timeout=2s connection-timeout=2000",
				"recycle=10m max-lifetime=600000", "recycle=60s keepalive-time=30000", "recycle=10s keepalive-time=0",
				"recycle=60s leak-detection-threshold=5000", "recycle=5m idle-timeout=600000",
				"reuse=false minimum-idle=0 maximum-pool-size=3", "ping-after-idle=1m max-lifetime=0" })
		void mayBeToldTheSameTwice(String settings) {
			String[] properties = settings.split(" ");
			properties[0] = POOL + properties[0];
			for (int i = 1; i < properties.length; i++) {
				properties[i] = HIKARI + properties[i];
			}
			with(properties).run((context) -> assertThat(context).hasNotFailed());
		}

		@ParameterizedTest
		@ValueSource(strings = { "recycle=30s", "recycle=2m", "recycle=5m size=2 max-overflow=2",
				"recycle=60s size=2 max-overflow=1", "reuse=false", "size=3", "timeout=250ms" })
		void startsWithoutAWarningOfHikari(String settings, CapturedOutput output) {
			String[] properties = settings.split(" ");
			for (int i = 0; i < properties.length; i++) {
				properties[i] = POOL + properties[i];
			}
			with(properties).run((context) -> {
				pool(context).getConnection().close();
				assertThat(output).doesNotContain("WARN");
			});
		}

		@Test
		void startsWithoutAWarningOfWhatTheUserHasNotSet(CapturedOutput output) {
			with(POOL + "recycle=5m", HIKARI + "minimum-idle=2").run((context) -> {
				pool(context).getConnection().close();
				assertThat(pool(context).getIdleTimeout()).isZero();
				assertThat(output).doesNotContain("WARN");
			});
			with(POOL + "reuse=false", HIKARI + "max-lifetime=130000").run((context) -> {
				pool(context).getConnection().close();
				assertThat(output).doesNotContain("WARN");
			});
		}

	}

	@Nested
	class APoolThatRunsAlready {

		@Test
		void isChangedWhileItRuns() {
			HikariConfig config = Applications.newConfig();
			config.setMaximumPoolSize(2);
			try (HikariDataSource running = new HikariDataSource(config)) {
				Applications.guarded()
					.withBean("running", DataSource.class, () -> running)
					.withPropertyValues(POOL + "size=1", POOL + "max-overflow=1", POOL + "timeout=1s",
							POOL + "recycle=60s")
					.run((context) -> {
						assertThat(running.getMinimumIdle()).isEqualTo(1);
						assertThat(running.getIdleTimeout()).isEqualTo(10_000);
						assertThat(running.getConnectionTimeout()).isEqualTo(1_000);
						assertThat(running.getMaxLifetime()).isEqualTo(60_000);
						assertThat(running.getKeepaliveTime()).isZero();
						context.getBean(DataSource.class).getConnection().close();
					});
			}
		}

		@Test
		void closesWhatItHasBeyondItsNewSizeButNotAll() {
			try (HikariDataSource running = new HikariDataSource(Applications.newConfig())) {
				await().until(() -> running.getHikariPoolMXBean().getIdleConnections() == 10);
				Applications.guarded()
					.withBean("running", DataSource.class, () -> running)
					.withPropertyValues(POOL + "size=2", POOL + "max-overflow=1")
					.run((context) -> {
						assertThat(context).hasNotFailed();
						assertThat(running.getHikariPoolMXBean().getTotalConnections()).isEqualTo(3);
					});
			}
		}

	}

	@Nested
	class TheUser {

		@Test
		void isToldWhatIsSet(CapturedOutput output) {
			with(POOL + "size=5", POOL + "max-overflow=5", POOL + "recycle=30m", POOL + "timeout=1500ms",
					POOL + "ping-after-idle=90s", POOL + "reset-on-return=commit", POOL + "server-timeout-check=off")
				.run((context) -> assertThat(output)
					.contains("is replaced at checkout; size 5 + 5 overflow, a checkout "
							+ "takes at most 1500ms, recycled after 30m, pinged when idle for 90s, committed on return, "
							+ "server timeouts not checked"));
		}

		@Test
		void isToldWhatElseMayBeSet(CapturedOutput output) {
			with("spring.datasource.url=jdbc:mariadb://127.0.0.1:1/none", HIKARI + "auto-commit=false",
					POOL + "ping-after-idle=0", POOL + "reset-on-return=none", POOL + "reset-session=true")
				.run((context) -> assertThat(output).contains("is replaced at checkout; pinged at each checkout, "
						+ "transactions left open on return, session cleared on return"));
			with(POOL + "reuse=false", POOL + "size=3").run((context) -> assertThat(output)
				.contains("is replaced at checkout; size 3, each connection used once"));
		}

		@Test
		void isToldOfADataSourceThatThePolicyDoesNotReach(CapturedOutput output) {
			new ApplicationContextRunner().withUserConfiguration(JdbcGuardAutoConfiguration.class)
				.withBean("legacy", DataSource.class, () -> new DriverManagerDataSource(Applications.newDatabase()))
				.withPropertyValues(POOL + "size=5", POOL + "reset-on-return=none", POOL + "reset-session=true")
				.run((context) -> {
					assertThat(context).hasNotFailed();
					assertThat(output).contains("DataSource 'legacy' is not guarded: it has no pool, each of its "
							+ "connections is new (org.springframework.jdbc.datasource.DriverManagerDataSource); "
							+ "jdbc-guard.pool.* does not apply to it");
				});
		}

	}

}
