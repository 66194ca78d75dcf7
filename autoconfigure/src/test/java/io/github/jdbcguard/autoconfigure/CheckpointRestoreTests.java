package io.github.jdbcguard.autoconfigure;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.jdbc.HikariCheckpointRestoreLifecycle;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications with {@code org.crac} on the class path.
 */
class CheckpointRestoreTests {

	private static HikariDataSource pool(ApplicationContext context, String name) {
		return context.getBean(name, HikariDataSource.class);
	}

	private static HikariPoolMXBean started(HikariDataSource pool) throws Exception {
		pool.getConnection().close();
		return pool.getHikariPoolMXBean();
	}

	private static HikariDataSource suspendable() {
		HikariDataSource pool = Applications.newPool();
		pool.setAllowPoolSuspension(true);
		return pool;
	}

	@Nested
	class WithOneDataSource {

		private final ApplicationContextRunner application = Applications.guarded()
			.withPropertyValues("spring.datasource.hikari.allow-pool-suspension=true");

		@Test
		void thePoolIsEmptiedAndSuspendedAndGoesOnLater() {
			this.application.run((context) -> {
				HikariDataSource pool = pool(context, "dataSource");
				HikariPoolMXBean hikari = started(pool);
				HikariCheckpointRestoreLifecycle lifecycle = context.getBean(HikariCheckpointRestoreLifecycle.class);
				assertThat(lifecycle.isRunning()).isTrue();
				lifecycle.stop();
				assertThat(hikari.getTotalConnections()).isZero();
				assertThat(pool.isRunning()).isFalse();
				assertThat(lifecycle.isRunning()).isFalse();
				lifecycle.start();
				assertThat(pool.isRunning()).isTrue();
				pool.getConnection().close();
			});
		}

		@Test
		void itWorksThroughALazyConnection() {
			this.application.withPropertyValues("spring.datasource.connection-fetch=lazy").run((context) -> {
				HikariDataSource pool = context.getBean(DataSource.class).unwrap(HikariDataSource.class);
				started(pool);
				context.getBean(HikariCheckpointRestoreLifecycle.class).stop();
				assertThat(pool.isRunning()).isFalse();
			});
		}

		@Test
		void aLifecycleOfTheApplicationsOwnIsTheOnlyOne() {
			this.application.withUserConfiguration(OwnLifecycle.class)
				.run((context) -> assertThat(context).hasSingleBean(HikariCheckpointRestoreLifecycle.class)
					.hasBean("ownLifecycle"));
		}

		@Test
		void thereIsNoneWithoutCrac() {
			this.application.withClassLoader(new FilteredClassLoader("org.crac"))
				.run((context) -> assertThat(context).hasNotFailed()
					.doesNotHaveBean(HikariCheckpointRestoreLifecycle.class));
		}

	}

	@Nested
	class WithTwoDataSourcesNoneOfThemPrimary {

		@Test
		void springBootAloneDoesNotStart() {
			Applications.bare()
				.withUserConfiguration(KindsOfDataSource.Two.class)
				.run((context) -> assertThat(context).getFailure()
					.hasRootCauseInstanceOf(NoUniqueBeanDefinitionException.class));
		}

		@Test
		void theApplicationStartsAndEveryPoolTakesPart() {
			Applications.guarded().withUserConfiguration(TwoSuspendable.class).run((context) -> {
				HikariDataSource orders = pool(context, "orders");
				HikariDataSource customers = pool(context, "customers");
				started(orders);
				started(customers);
				HikariCheckpointRestoreLifecycle lifecycle = context.getBean(HikariCheckpointRestoreLifecycle.class);
				lifecycle.stop();
				assertThat(orders.isRunning()).isFalse();
				assertThat(customers.isRunning()).isFalse();
				lifecycle.start();
				orders.getConnection().close();
				customers.getConnection().close();
			});
		}

		@Test
		void aPoolThatWasNeverStartedIsLeftAlone() {
			Applications.guarded().withUserConfiguration(TwoSuspendable.class).run((context) -> {
				started(pool(context, "orders"));
				HikariCheckpointRestoreLifecycle lifecycle = context.getBean(HikariCheckpointRestoreLifecycle.class);
				lifecycle.stop();
				lifecycle.start();
				assertThat(pool(context, "customers").getHikariPoolMXBean()).isNull();
			});
		}

	}

	@Nested
	class WithAPrimaryDataSource {

		@Test
		void onlyThatOneTakesPartAsInSpringBoot() {
			Applications.guarded().withUserConfiguration(OnePrimary.class).run((context) -> {
				started(pool(context, "orders"));
				started(pool(context, "customers"));
				context.getBean(HikariCheckpointRestoreLifecycle.class).stop();
				assertThat(pool(context, "orders").isRunning()).isFalse();
				assertThat(pool(context, "customers").isRunning()).isTrue();
			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoSuspendable {

		@Bean
		HikariDataSource orders() {
			return suspendable();
		}

		@Bean
		HikariDataSource customers() {
			return suspendable();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OnePrimary {

		@Bean
		@Primary
		HikariDataSource orders() {
			return suspendable();
		}

		@Bean
		HikariDataSource customers() {
			return suspendable();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnLifecycle {

		@Bean
		HikariCheckpointRestoreLifecycle ownLifecycle(DataSource dataSource,
				org.springframework.context.ConfigurableApplicationContext context) {
			return new HikariCheckpointRestoreLifecycle(dataSource, context);
		}

	}

}
