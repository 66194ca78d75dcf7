package io.github.jdbcguard.autoconfigure;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.Lease;
import io.github.jdbcguard.pool.hikari.GuardedHikariDataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the ways in which applications come by HikariCP pools.
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
			Applications.guarded().withUserConfiguration(KindsOfDataSource.Two.class).run((context) -> {
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
				.withUserConfiguration(KindsOfDataSource.BuiltAndBound.class)
				.withPropertyValues("orders.jdbc-url=" + Applications.newDatabase(), "orders.pool-name=bound")
				.run((context) -> {
					GuardedDataSource orders = context.getBean(GuardedDataSource.class);
					assertThatALeaseComesFrom(orders);
					assertThat(orders.name()).isEqualTo("bound");
				});
		}

		@Test
		void mayBeDerivedFromAGuardedOne() {
			Applications.guarded().withUserConfiguration(KindsOfDataSource.Derived.class).run((context) -> {
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
			Applications.guarded().withUserConfiguration(KindsOfDataSource.TwoNames.class).run((context) -> {
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
			Applications.guarded().withUserConfiguration(KindsOfDataSource.Eager.class).run((context) -> {
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
			Applications.guarded().withUserConfiguration(KindsOfDataSource.RouterOverBeans.class).run((context) -> {
				KindsOfDataSource.Router router = context.getBean(KindsOfDataSource.Router.class);
				assertThat(router.getClass()).isEqualTo(KindsOfDataSource.Router.class);
				assertThat(router.getResolvedDataSources().get("orders")).isSameAs(context.getBean("orders"))
					.isInstanceOf(GuardedDataSource.class);
				assertThatALeaseComesFrom(router);
				assertThat(router.unwrap(GuardedDataSource.class)).isSameAs(context.getBean("orders"));
			});
		}

		@Test
		void hasTheTargetsGuardedThatWereMadeInsideIt() {
			Applications.guarded().withUserConfiguration(KindsOfDataSource.RouterOverPools.class).run((context) -> {
				KindsOfDataSource.Router router = context.getBean(KindsOfDataSource.Router.class);
				assertThat(router.getResolvedDataSources().values()).hasSize(2)
					.allSatisfy((target) -> assertThat(target).isInstanceOf(GuardedDataSource.class));
				assertThat(router.getResolvedDefaultDataSource())
					.isSameAs(router.getResolvedDataSources().get("orders"));
				assertThatALeaseComesFrom(router);
			});
		}

		@Test
		void stillTakesTargetsThatAreAddedLater() {
			Applications.guarded().withUserConfiguration(KindsOfDataSource.RouterOverPools.class).run((context) -> {
				KindsOfDataSource.Router router = context.getBean(KindsOfDataSource.Router.class);
				try (HikariDataSource added = Applications.newPool()) {
					context.getBean(KindsOfDataSource.RouterOverPools.class).targets.put("added", added);
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
			Applications.guarded().withUserConfiguration(KindsOfDataSource.WrapperOverPool.class).run((context) -> {
				TransactionAwareDataSourceProxy wrapper = context.getBean(TransactionAwareDataSourceProxy.class);
				assertThat(wrapper.getTargetDataSource()).isInstanceOf(GuardedDataSource.class);
				assertThatALeaseComesFrom(wrapper);
			});
		}

		@Test
		void ofAnExcludedPoolDoesNotGetItGuarded() {
			Applications.guarded()
				.withUserConfiguration(KindsOfDataSource.WrapperOverBean.class)
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

}
