package io.github.jdbcguard.autoconfigure;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbcguard.boundary.BoundaryGuard;
import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.Lease;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.pool.PoolPolicy.OnForeignConnection;
import io.github.jdbcguard.pool.hikari.GuardedHikariDataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.cloud.autoconfigure.ConfigurationPropertiesRebinderAutoConfiguration;
import org.springframework.cloud.autoconfigure.RefreshAutoConfiguration;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.context.scope.refresh.RefreshScope;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * DataSources that come and go, and Spring Cloud, which makes them do so.
 */
@ExtendWith(OutputCaptureExtension.class)
class ScopedDataSourceTests {

	private static final String NEVER_REFRESHABLE = "spring.cloud.refresh.never-refreshable";

	private final ApplicationContextRunner cloud = Applications.guarded()
		.withConfiguration(AutoConfigurations.of(RefreshAutoConfiguration.class,
				ConfigurationPropertiesRebinderAutoConfiguration.class));

	@Nested
	class ARefreshScopedDataSource {

		@Test
		void isGuardedOnceBehindItsProxy(CapturedOutput output) {
			ScopedDataSourceTests.this.cloud.withUserConfiguration(Refreshed.class).run((context) -> {
				DataSource dataSource = context.getBean("dataSource", DataSource.class);
				try (Connection connection = dataSource.getConnection()) {
					assertThat(connection).isInstanceOf(Lease.class);
					assertThat(connection.unwrap(Connection.class)).isNotInstanceOf(Lease.class);
				}
				assertThat(context.getBean("scopedTarget.dataSource"))
					.isExactlyInstanceOf(GuardedHikariDataSource.class);
				GuardedDataSource guarded = dataSource.unwrap(GuardedDataSource.class);
				assertThat(guarded.snapshot().counters().opened()).isPositive();
				assertThat(output).containsOnlyOnce("Guarding DataSource 'dataSource'");
			});
		}

		@Test
		void isReplacedByANewGuardedPoolWhenItIsRefreshed() {
			ScopedDataSourceTests.this.cloud.withUserConfiguration(Refreshed.class).run((context) -> {
				DataSource dataSource = context.getBean("dataSource", DataSource.class);
				dataSource.getConnection().close();
				HikariDataSource before = context.getBean("scopedTarget.dataSource", HikariDataSource.class);
				context.getBean(RefreshScope.class).refreshAll();
				HikariDataSource after = context.getBean("scopedTarget.dataSource", HikariDataSource.class);
				assertThat(after).isNotSameAs(before);
				assertThat(before.isClosed()).isTrue();
				try (Connection connection = dataSource.getConnection()) {
					assertThat(connection.unwrap(Lease.class).record().id()).isOne();
				}
			});
		}

		@Test
		void isForgottenByTheRulesWhenAnotherTakesItsPlace() {
			ScopedDataSourceTests.this.cloud.withUserConfiguration(Refreshed.class).run((context) -> {
				BoundaryGuard guard = context.getBean(BoundaryGuard.class);
				GuardedDataSource before = context.getBean("scopedTarget.dataSource", GuardedDataSource.class);
				assertThat(guard.violations(before)).isNotNull();
				context.getBean(RefreshScope.class).refreshAll();
				GuardedDataSource after = context.getBean("scopedTarget.dataSource", GuardedDataSource.class);
				assertThat(guard.violations(before)).isNull();
				assertThat(guard.violations(after)).isNotNull();
			});
		}

		@Test
		void isConfiguredUnderItsOwnName() {
			ScopedDataSourceTests.this.cloud.withUserConfiguration(Refreshed.class)
				.withPropertyValues("jdbc-guard.datasources.dataSource.process.on-foreign-connection=fail")
				.run((context) -> assertThat(
						context.getBean("scopedTarget.dataSource", GuardedDataSource.class).snapshot().policy())
					.extracting(PoolPolicy::onForeignConnection)
					.isEqualTo(OnForeignConnection.FAIL));
		}

		@Test
		void isLeftAloneUnderItsOwnName() {
			ScopedDataSourceTests.this.cloud.withUserConfiguration(Refreshed.class)
				.withPropertyValues("jdbc-guard.exclude=dataSource")
				.run((context) -> assertThat(context.getBean("scopedTarget.dataSource"))
					.isExactlyInstanceOf(HikariDataSource.class));
		}

	}

	@Nested
	class APrototype {

		@Test
		void isGuardedEachTimeItIsMade() {
			Applications.guarded().withUserConfiguration(Prototypes.class).run((context) -> {
				try (HikariDataSource one = context.getBean(HikariDataSource.class);
						HikariDataSource two = context.getBean(HikariDataSource.class)) {
					assertThat(one).isInstanceOf(GuardedDataSource.class).isNotSameAs(two);
					assertThat(two).isInstanceOf(GuardedDataSource.class);
				}
			});
		}

	}

	@Nested
	class ChangesOfTheEnvironment {

		@Test
		void leaveARunningPoolAsSpringCloudLeavesIt() throws SQLException {
			try (ConfigurableApplicationContext context = start()) {
				HikariDataSource pool = context.getBean(HikariDataSource.class);
				pool.getConnection().close();
				TestPropertyValues.of("spring.datasource.hikari.pool-name=changed").applyTo(context);
				context.publishEvent(new EnvironmentChangeEvent(context, Set.of("spring.datasource.hikari.pool-name")));
				assertThat(pool.getPoolName()).isEqualTo("ledger");
				assertThat(pool.isRunning()).isTrue();
				pool.getConnection().close();
			}
		}

		@Test
		void keepWhatTheUserNeverWantsRefreshed() {
			try (ConfigurableApplicationContext context = start("--" + NEVER_REFRESHABLE + "=com.example.Mine")) {
				assertThat(context.getEnvironment().getProperty(NEVER_REFRESHABLE))
					.isEqualTo("com.example.Mine," + GuardedHikariDataSource.class.getName());
			}
		}

		@Test
		void keepSpringCloudsDefault() {
			assertThat(processed(new MockEnvironment()).getProperty(NEVER_REFRESHABLE))
				.isEqualTo(HikariDataSource.class.getName() + "," + GuardedHikariDataSource.class.getName());
		}

		@Test
		void areOfNoConcernWhereTheGuardIsOff() {
			MockEnvironment environment = new MockEnvironment().withProperty("jdbc-guard.enabled", "false");
			assertThat(processed(environment).containsProperty(NEVER_REFRESHABLE)).isFalse();
		}

		private static ConfigurableEnvironment processed(ConfigurableEnvironment environment) {
			new NeverRefreshableEnvironmentPostProcessor().postProcessEnvironment(environment, new SpringApplication());
			return environment;
		}

		private static ConfigurableApplicationContext start(String... args) {
			return new SpringApplicationBuilder(CloudApplication.class).web(WebApplicationType.NONE)
				.properties(Map.of("spring.datasource.url", Applications.newDatabase(),
						"spring.datasource.hikari.pool-name", "ledger"))
				.run(args);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Refreshed {

		@Bean
		@org.springframework.cloud.context.config.annotation.RefreshScope
		HikariDataSource dataSource() {
			return Applications.newPool();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Prototypes {

		@Bean
		@Scope(BeanDefinition.SCOPE_PROTOTYPE)
		HikariDataSource dataSource() {
			return Applications.newPool();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ DataSourceAutoConfiguration.class, JdbcGuardAutoConfiguration.class,
			RefreshAutoConfiguration.class, ConfigurationPropertiesRebinderAutoConfiguration.class })
	static class CloudApplication {

	}

}
