package io.github.jdbcguard.autoconfigure;

import java.time.Duration;
import java.util.Map;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.pool.PoolPolicy.OnForeignConnection;
import io.github.jdbcguard.pool.PoolPolicy.ResetOnReturn;
import io.github.jdbcguard.pool.PoolPolicy.ServerTimeoutCheck;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code jdbc-guard.pool.*} makes of a policy, and what the user is told of it.
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
