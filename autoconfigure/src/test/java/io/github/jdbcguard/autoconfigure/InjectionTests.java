package io.github.jdbcguard.autoconfigure;

import java.sql.Connection;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.Lease;
import io.github.jdbcguard.pool.hikari.GuardedHikariDataSource;
import io.github.jdbcguard.process.ProcessMonitor;
import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.EmbeddedDatabases;
import org.h2.jdbc.JdbcConnection;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application gets when it asks for its DataSource.
 */
class InjectionTests {

	@Nested
	class TheDataSourceOfSpringBoot {

		@Test
		void isGuarded() {
			Applications.guarded().run((context) -> {
				assertThat(context).hasSingleBean(DataSource.class);
				assertThat(context.getBean(DataSource.class)).isInstanceOf(GuardedDataSource.class);
				try (Connection connection = context.getBean(DataSource.class).getConnection()) {
					assertThat(connection.unwrap(Lease.class).record().id()).isPositive();
				}
			});
		}

		@Test
		void canBeInjectedAsHikariDataSource() {
			Applications.guarded()
				.withUserConfiguration(WantsHikari.class)
				.run((context) -> assertThat(context.getBean(WantsHikari.class).pool)
					.isSameAs(context.getBean(DataSource.class)));
		}

		@Test
		void canBeInjectedAsGuardedDataSource() {
			Applications.guarded()
				.run((context) -> assertThat(context.getBean(GuardedDataSource.class))
					.isSameAs(context.getBean(DataSource.class)));
		}

		@Test
		void keepsItsSettings() {
			Applications.guarded()
				.withPropertyValues("spring.datasource.hikari.maximum-pool-size=3",
						"spring.datasource.hikari.pool-name=ledger", "spring.datasource.name=other")
				.run((context) -> {
					HikariDataSource pool = context.getBean(HikariDataSource.class);
					assertThat(pool.getMaximumPoolSize()).isEqualTo(3);
					assertThat(pool.getPoolName()).isEqualTo("ledger");
					assertThat(context.getBean(GuardedDataSource.class).name()).isEqualTo("ledger");
				});
		}

		@Test
		void isTheOneThatTemplatesUse() {
			Applications.guarded()
				.withConfiguration(AutoConfigurations.of(JdbcTemplateAutoConfiguration.class))
				.run((context) -> {
					JdbcTemplate template = context.getBean(JdbcTemplate.class);
					assertThat(template.getDataSource()).isSameAs(context.getBean(DataSource.class));
					assertThat(template.queryForObject("select 1", Integer.class)).isOne();
				});
		}

		@Test
		void isClosedWithItsApplication() {
			Applications.guarded().run((context) -> {
				HikariDataSource pool = context.getBean(HikariDataSource.class);
				pool.getConnection().close();
				context.getSourceApplicationContext().close();
				assertThat(pool.isClosed()).isTrue();
			});
		}

		@Test
		void isGuardedBeforeTheApplicationsPostProcessorsWrapIt() {
			Applications.guarded().withUserConfiguration(WrapsEveryDataSource.class).run((context) -> {
				DataSource dataSource = context.getBean(DataSource.class);
				assertThat(dataSource).isNotInstanceOf(GuardedDataSource.class);
				assertThat(dataSource.unwrap(GuardedDataSource.class)).isInstanceOf(GuardedHikariDataSource.class);
			});
		}

		@Test
		void mayBeConfiguredByTheApplicationsPostProcessors() {
			Applications.guarded().withUserConfiguration(ConfiguresEveryPool.class).run((context) -> {
				context.getBean(DataSource.class).getConnection().close();
				assertThat(context.getBean(HikariDataSource.class).getPoolName()).isEqualTo("configured late");
			});
		}

		@Test
		void needsNeitherServletsNorActuatorNorMicrometerNorCrac() {
			Applications.guarded()
				.withClassLoader(new FilteredClassLoader("jakarta.servlet", "org.springframework.boot.actuate",
						"org.springframework.boot.health", "io.micrometer", "org.crac"))
				.run((context) -> {
					assertThat(context).hasNotFailed();
					context.getBean(GuardedDataSource.class).getConnection().close();
				});
		}

		@Test
		void isLeftAloneWithoutHikari() {
			DataSource unpooled = new DriverManagerDataSource(Applications.newDatabase());
			Applications.guarded()
				.withClassLoader(new FilteredClassLoader(HikariDataSource.class))
				.withBean(DataSource.class, () -> unpooled)
				.run((context) -> {
					assertThat(context.getBean(DataSource.class)).isSameAs(unpooled);
					assertThat(context).doesNotHaveBean(ProcessMonitor.class);
				});
		}

	}

	@Nested
	class Unwrapping {

		@Test
		void leadsToHikariDataSourceToTheGuardAndToNoUnguardedPool() {
			Applications.guarded().run((context) -> {
				DataSource dataSource = context.getBean(DataSource.class);
				assertThat(dataSource.isWrapperFor(HikariDataSource.class)).isTrue();
				assertThat(dataSource.unwrap(HikariDataSource.class)).isSameAs(dataSource);
				assertThat(dataSource.isWrapperFor(GuardedDataSource.class)).isTrue();
				assertThat(dataSource.unwrap(GuardedDataSource.class)).isSameAs(dataSource);
				assertThat(dataSource.unwrap(DataSource.class)).isSameAs(dataSource);
			});
		}

		@Test
		void leadsThroughEveryWrapper() {
			Applications.guarded().run((context) -> {
				DataSource dataSource = context.getBean(DataSource.class);
				DataSource wrapped = new TransactionAwareDataSourceProxy(new LazyConnectionDataSourceProxy(
						(DataSource) new ProxyFactory(dataSource).getProxy(getClass().getClassLoader())));
				assertThat(wrapped.unwrap(GuardedDataSource.class)).isSameAs(dataSource);
			});
		}

		@Test
		void leadsToTheDriversConnection() {
			Applications.guarded().run((context) -> {
				try (Connection connection = context.getBean(DataSource.class).getConnection()) {
					assertThat(connection.isWrapperFor(JdbcConnection.class)).isTrue();
					assertThat(connection.unwrap(JdbcConnection.class).isClosed()).isFalse();
				}
			});
		}

		@Test
		void leadsToTheNotificationsOfPostgres() {
			Database database = EmbeddedDatabases.postgres();
			Applications.guarded()
				.withPropertyValues("spring.datasource.url=" + database.url(),
						"spring.datasource.username=" + database.user(),
						"spring.datasource.password=" + database.password())
				.run((context) -> {
					try (Connection connection = context.getBean(DataSource.class).getConnection()) {
						PGConnection postgres = connection.unwrap(PGConnection.class);
						assertThat(postgres.getBackendPID()).isPositive();
						connection.createStatement().execute("listen news; notify news, 'hello'");
						assertThat(postgres.getNotifications()).extracting("parameter").containsExactly("hello");
					}
				});
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WantsHikari {

		private final HikariDataSource pool;

		WantsHikari(HikariDataSource pool) {
			this.pool = pool;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WrapsEveryDataSource {

		@Bean
		static BeanPostProcessor wrapper() {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String beanName) {
					return (bean instanceof DataSource dataSource) ? new TransactionAwareDataSourceProxy(dataSource)
							: bean;
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ConfiguresEveryPool {

		@Bean
		static BeanPostProcessor configurer() {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessBeforeInitialization(Object bean, String beanName) {
					if (bean instanceof HikariDataSource pool) {
						pool.setPoolName("configured late");
					}
					return bean;
				}

			};
		}

	}

}
