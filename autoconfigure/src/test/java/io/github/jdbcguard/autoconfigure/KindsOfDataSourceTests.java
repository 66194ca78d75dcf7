package io.github.jdbcguard.autoconfigure;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.Lease;
import io.github.jdbcguard.pool.hikari.GuardedHikariDataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The ways in which applications come by HikariCP pools.
 */
class KindsOfDataSourceTests {

	private static void assertThatALeaseComesFrom(DataSource dataSource) throws SQLException {
		try (Connection connection = dataSource.getConnection()) {
			assertThat(connection.isWrapperFor(Lease.class)).isTrue();
		}
	}

	@Nested
	class SeveralDataSources {

		@Test
		void areGuardedEachOnItsOwn() {
			Applications.guarded().withUserConfiguration(Two.class).run((context) -> {
				Map<String, GuardedDataSource> dataSources = context.getBeansOfType(GuardedDataSource.class);
				assertThat(dataSources).containsOnlyKeys("orders", "customers");
				dataSources.get("orders").retireAll();
				assertThat(dataSources.get("orders").snapshot().generation()).isEqualTo(2);
				assertThat(dataSources.get("customers").snapshot().generation()).isEqualTo(1);
			});
		}

		@Test
		void mayBeMadeByDataSourceBuilderAndBoundToProperties() {
			Applications.guarded()
				.withUserConfiguration(BuiltAndBound.class)
				.withPropertyValues("orders.jdbc-url=" + Applications.newDatabase(), "orders.pool-name=bound")
				.run((context) -> {
					GuardedDataSource orders = context.getBean(GuardedDataSource.class);
					assertThatALeaseComesFrom(orders);
					assertThat(orders.name()).isEqualTo("bound");
				});
		}

		@Test
		void mayBeDerivedFromAGuardedOne() {
			Applications.guarded().withUserConfiguration(Derived.class).run((context) -> {
				HikariDataSource original = context.getBean("dataSource", HikariDataSource.class);
				HikariDataSource derived = context.getBean("derived", HikariDataSource.class);
				assertThat(derived).isNotSameAs(original).isInstanceOf(GuardedDataSource.class);
				assertThat(derived.getJdbcUrl()).isEqualTo(original.getJdbcUrl());
				assertThatALeaseComesFrom(derived);
				context.getSourceApplicationContext().close();
				assertThat(derived.isClosed()).isTrue();
			});
		}

		@Test
		void mayShareOnePoolUnderTwoNames() {
			Applications.guarded().withUserConfiguration(TwoNames.class).run((context) -> {
				assertThat(context.getBean("orders")).isSameAs(context.getBean("main"))
					.isInstanceOf(GuardedHikariDataSource.class);
				assertThatALeaseComesFrom(context.getBean("main", DataSource.class));
			});
		}

	}

	@Nested
	class AnEagerlyStartedPool {

		@Test
		void isGuardedWithTheConnectionsThatItHasAndLosesNoDatabaseInMemory() {
			Applications.guarded().withUserConfiguration(Eager.class).run((context) -> {
				DataSource dataSource = context.getBean(DataSource.class);
				assertThat(dataSource).isInstanceOf(GuardedDataSource.class);
				assertThatALeaseComesFrom(dataSource);
				JdbcTemplate template = new JdbcTemplate(dataSource);
				assertThat(template.queryForObject("select name from account", String.class)).isEqualTo("first");
				assertThat(context.getBean(GuardedDataSource.class).snapshot().total()).isPositive();
			});
		}

		@Test
		void thatOutlivesAnApplicationIsGuardedInTheNext() throws SQLException {
			try (HikariDataSource shared = new HikariDataSource(Applications.newConfig())) {
				for (int application = 0; application < 3; application++) {
					Applications.guarded()
						.withBean("shared", DataSource.class, () -> shared,
								(definition) -> definition.setDestroyMethodName(""))
						.run((context) -> assertThatALeaseComesFrom(context.getBean(DataSource.class)));
					assertThat(shared.isClosed()).isFalse();
				}
				shared.getConnection().close();
			}
		}

	}

	@Nested
	class ARouter {

		@Test
		void isLeftAloneAndItsTargetsAreGuardedAsBeans() {
			Applications.guarded().withUserConfiguration(RouterOverBeans.class).run((context) -> {
				Router router = context.getBean(Router.class);
				assertThat(router.getClass()).isEqualTo(Router.class);
				assertThat(router.getResolvedDataSources().get("orders")).isSameAs(context.getBean("orders"))
					.isInstanceOf(GuardedDataSource.class);
				assertThatALeaseComesFrom(router);
				assertThat(router.unwrap(GuardedDataSource.class)).isSameAs(context.getBean("orders"));
			});
		}

		@Test
		void hasTheTargetsGuardedThatWereMadeInsideIt() {
			Applications.guarded().withUserConfiguration(RouterOverPools.class).run((context) -> {
				Router router = context.getBean(Router.class);
				assertThat(router.getResolvedDataSources().values()).hasSize(2)
					.allSatisfy((target) -> assertThat(target).isInstanceOf(GuardedDataSource.class));
				assertThat(router.getResolvedDefaultDataSource())
					.isSameAs(router.getResolvedDataSources().get("orders"));
				assertThatALeaseComesFrom(router);
			});
		}

		@Test
		void stillTakesTargetsThatAreAddedLater() {
			Applications.guarded().withUserConfiguration(RouterOverPools.class).run((context) -> {
				Router router = context.getBean(Router.class);
				try (HikariDataSource added = Applications.newPool()) {
					context.getBean(RouterOverPools.class).targets.put("added", added);
					router.afterPropertiesSet();
					assertThat(router.getResolvedDataSources()).containsEntry("added", added);
				}
			});
		}

	}

	@Nested
	class AWrapper {

		@Test
		void isLeftAloneAndHasThePoolGuardedThatWasMadeInsideIt() {
			Applications.guarded().withUserConfiguration(WrapperOverPool.class).run((context) -> {
				TransactionAwareDataSourceProxy wrapper = context.getBean(TransactionAwareDataSourceProxy.class);
				assertThat(wrapper.getTargetDataSource()).isInstanceOf(GuardedDataSource.class);
				assertThatALeaseComesFrom(wrapper);
			});
		}

		@Test
		void ofAnExcludedPoolDoesNotGetItGuarded() {
			Applications.guarded()
				.withUserConfiguration(WrapperOverBean.class)
				.withPropertyValues("jdbc-guard.exclude=orders")
				.run((context) -> {
					TransactionAwareDataSourceProxy wrapper = context.getBean(TransactionAwareDataSourceProxy.class);
					assertThat(wrapper.getTargetDataSource()).isExactlyInstanceOf(HikariDataSource.class);
				});
		}

	}

	@Nested
	class LazyConnections {

		@Test
		void areFetchedFromTheGuardedPool() {
			Applications.guarded()
				.withConfiguration(AutoConfigurations.of(JdbcTemplateAutoConfiguration.class,
						DataSourceTransactionManagerAutoConfiguration.class))
				.withPropertyValues("spring.datasource.connection-fetch=lazy")
				.run((context) -> {
					DataSource dataSource = context.getBean(DataSource.class);
					assertThat(dataSource).isInstanceOf(LazyConnectionDataSourceProxy.class);
					GuardedDataSource guarded = dataSource.unwrap(GuardedDataSource.class);
					assertThat(guarded).isInstanceOf(GuardedHikariDataSource.class);
					TransactionTemplate transaction = new TransactionTemplate(
							context.getBean(PlatformTransactionManager.class));
					transaction.executeWithoutResult((status) -> {
						assertThat(guarded.snapshot().active()).isZero();
						context.getBean(JdbcTemplate.class).execute("select 1");
						assertThat(guarded.snapshot().active()).isEqualTo(1);
					});
					assertThat(guarded.snapshot().active()).isZero();
				});
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Two {

		@Bean
		HikariDataSource orders() {
			return Applications.newPool();
		}

		@Bean
		DataSource customers() {
			return Applications.newPool();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties
	static class BuiltAndBound {

		@Bean
		@ConfigurationProperties("orders")
		DataSource orders() {
			return DataSourceBuilder.create().build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Derived {

		@Bean
		@Primary
		HikariDataSource dataSource() {
			return Applications.newPool();
		}

		@Bean
		DataSource derived(DataSource dataSource) {
			return DataSourceBuilder.derivedFrom(dataSource).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoNames {

		@Bean
		HikariDataSource orders() {
			return Applications.newPool();
		}

		@Bean
		@Primary
		DataSource main(@Qualifier("orders") DataSource orders) {
			return orders;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Eager {

		@Bean
		DataSource dataSource() {
			HikariDataSource pool = new HikariDataSource(Applications.newConfig());
			JdbcTemplate template = new JdbcTemplate(pool);
			template.execute("create table account (name varchar(10))");
			template.update("insert into account values ('first')");
			return pool;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RouterOverBeans {

		@Bean
		HikariDataSource orders() {
			return Applications.newPool();
		}

		@Bean
		@Primary
		Router router(@Qualifier("orders") DataSource orders) {
			Router router = new Router();
			router.setTargetDataSources(Map.of("orders", orders));
			return router;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RouterOverPools {

		private final Map<Object, Object> targets = new HashMap<>();

		@Bean
		Router router() {
			HikariDataSource orders = Applications.newPool();
			this.targets.put("orders", orders);
			this.targets.put("customers", Applications.newPool());
			Router router = new Router();
			router.setTargetDataSources(this.targets);
			router.setDefaultTargetDataSource(orders);
			return router;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WrapperOverPool {

		@Bean
		TransactionAwareDataSourceProxy wrapper() {
			return new TransactionAwareDataSourceProxy(Applications.newPool());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WrapperOverBean {

		@Bean
		HikariDataSource orders() {
			return Applications.newPool();
		}

		@Bean
		@Primary
		TransactionAwareDataSourceProxy wrapper(@Qualifier("orders") DataSource orders) {
			return new TransactionAwareDataSourceProxy(orders);
		}

	}

	static class Router extends AbstractRoutingDataSource {

		@Override
		protected Object determineCurrentLookupKey() {
			return "orders";
		}

	}

}
