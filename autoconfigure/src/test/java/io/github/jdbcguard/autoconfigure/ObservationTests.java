package io.github.jdbcguard.autoconfigure;

import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;

import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbcguard.pool.CheckoutTimeoutException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jmx.JmxAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.health.DataSourceHealthContributorAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.metrics.DataSourcePoolMetricsAutoConfiguration;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadata;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadataProvider;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What operators see of a pool is what they saw before it was guarded.
 */
class ObservationTests {

	@Nested
	class PoolMetadata {

		@Test
		void countsActiveAndIdleConnections() {
			Applications.guarded()
				.withPropertyValues("spring.datasource.hikari.maximum-pool-size=4",
						"spring.datasource.hikari.minimum-idle=1",
						"spring.datasource.hikari.connection-test-query=select 1")
				.run((context) -> {
					DataSource dataSource = context.getBean(DataSource.class);
					DataSourcePoolMetadata metadata = Objects
						.requireNonNull(context.getBean(DataSourcePoolMetadataProvider.class)
							.getDataSourcePoolMetadata(dataSource));
					assertThat(metadata.getMax()).isEqualTo(4);
					assertThat(metadata.getMin()).isEqualTo(1);
					assertThat(metadata.getValidationQuery()).isEqualTo("select 1");
					assertThat(metadata.getDefaultAutoCommit()).isTrue();
					Applications.holdingConnection(dataSource, () -> {
						assertThat(metadata.getActive()).isEqualTo(1);
						assertThat(metadata.getUsage()).isEqualTo(0.25f);
					});
					assertThat(metadata.getActive()).isZero();
					assertThat(metadata.getIdle()).isPositive();
				});
		}

	}

	@Nested
	class Metrics {

		private final ApplicationContextRunner application = Applications.guarded()
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					SimpleMetricsExportAutoConfiguration.class, DataSourcePoolMetricsAutoConfiguration.class))
			.withPropertyValues("spring.datasource.hikari.pool-name=ledger");

		@Test
		void ofSpringBootCountActiveConnections() {
			// As without the guard, they are there if the pool was started before them
			this.application.withUserConfiguration(ConnectsAtStart.class).run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				Applications.holdingConnection(context.getBean(DataSource.class),
						() -> assertThat(
								registry.get("jdbc.connections.active").tag("name", "dataSource").gauge().value())
							.isEqualTo(1));
				assertThat(registry.get("jdbc.connections.active").gauge().value()).isZero();
				assertThat(registry.get("jdbc.connections.max").gauge().value()).isEqualTo(10);
			});
		}

		@Test
		void ofHikariAreBoundToThePool() {
			this.application.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				Applications.holdingConnection(context.getBean(DataSource.class),
						() -> assertThat(
								registry.get("hikaricp.connections.active").tag("pool", "ledger").gauge().value())
							.isEqualTo(1));
				assertThat(registry.get("hikaricp.connections.usage").timer().count()).isEqualTo(1);
				assertThat(registry.get("hikaricp.connections.acquire").timer().count()).isEqualTo(1);
			});
		}

		@Test
		void ofHikariCountTimeouts() {
			this.application
				.withPropertyValues("spring.datasource.hikari.maximum-pool-size=1",
						"spring.datasource.hikari.connection-timeout=250")
				.run((context) -> {
					MeterRegistry registry = context.getBean(MeterRegistry.class);
					DataSource dataSource = context.getBean(DataSource.class);
					Applications.holdingConnection(dataSource,
							() -> assertThatExceptionOfType(CheckoutTimeoutException.class)
								.isThrownBy(dataSource::getConnection)
								.withMessageStartingWith("ledger: no connection within 250 ms"));
					assertThat(registry.get("hikaricp.connections.timeout").counter().count()).isEqualTo(1);
				});
		}

		@Test
		void mayBeKeptInARegistryThatNeedsTheDataSource() {
			Applications.guarded()
				.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
						DataSourcePoolMetricsAutoConfiguration.class))
				.withUserConfiguration(RegistryInTheDatabase.class)
				.run((context) -> {
					assertThat(context).hasNotFailed();
					context.getBean(DataSource.class).getConnection().close();
					assertThat(context.getBean(MeterRegistry.class).get("hikaricp.connections").gauge().value())
						.isPositive();
				});
		}

	}

	@Nested
	class Jmx {

		private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

		private final ApplicationContextRunner bare = Applications.bare()
			.withConfiguration(AutoConfigurations.of(JmxAutoConfiguration.class))
			.withPropertyValues("spring.jmx.enabled=true");

		private final ApplicationContextRunner guarded = this.bare
			.withConfiguration(AutoConfigurations.of(JdbcGuardAutoConfiguration.class));

		@Test
		void exportsThePoolUnderTheNameThatItHasWithoutTheGuard() throws Exception {
			ObjectName pattern = new ObjectName("*:name=dataSource,*");
			this.bare.run((context) -> {
				Set<ObjectName> names = this.server.queryNames(pattern, null);
				assertThat(names).hasSize(1);
				context.getSourceApplicationContext().close();
				this.guarded.run((guarded) -> assertThat(this.server.queryNames(pattern, null)).isEqualTo(names));
			});
		}

		@Test
		void showsAndChangesTheSettingsOfTheRunningPool() {
			this.guarded.run((context) -> {
				HikariDataSource pool = context.getBean(HikariDataSource.class);
				pool.getConnection().close();
				ObjectName name = new ObjectName("com.zaxxer.hikari:type=HikariDataSource,name=dataSource");
				this.server.setAttribute(name, new javax.management.Attribute("MaximumPoolSize", 7));
				assertThat(this.server.getAttribute(name, "MaximumPoolSize")).isEqualTo(7);
				assertThat(pool.getMaximumPoolSize()).isEqualTo(7);
			});
		}

		@Test
		void leavesHikarisOwnExportAlone() {
			this.guarded
				.withPropertyValues("spring.datasource.hikari.register-mbeans=true",
						"spring.datasource.hikari.pool-name=exported")
				.run((context) -> {
					Applications.holdingConnection(context.getBean(DataSource.class), () -> {
						ObjectName name = new ObjectName("com.zaxxer.hikari:type=Pool (exported)");
						assertThat(this.server.getAttribute(name, "ActiveConnections")).isEqualTo(1);
					});
					assertThat(this.server.queryNames(new ObjectName("*:name=dataSource,*"), null)).isEmpty();
				});
		}

	}

	@Nested
	class OfHealth {

		@Test
		void isUpAndNamesTheDatabase() {
			Applications.guarded()
				.withConfiguration(AutoConfigurations.of(DataSourceHealthContributorAutoConfiguration.class))
				.run((context) -> {
					HealthIndicator indicator = context.getBean("dbHealthContributor", HealthIndicator.class);
					Health health = Objects.requireNonNull(indicator.health());
					assertThat(health.getStatus()).isEqualTo(Status.UP);
					assertThat(health.getDetails()).containsEntry("database", "H2");
				});
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ConnectsAtStart {

		ConnectsAtStart(DataSource dataSource) throws SQLException {
			dataSource.getConnection().close();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RegistryInTheDatabase {

		@Bean
		MeterRegistry meterRegistry(DataSource dataSource) {
			assertThat(dataSource).isNotNull();
			return new SimpleMeterRegistry();
		}

	}

}
