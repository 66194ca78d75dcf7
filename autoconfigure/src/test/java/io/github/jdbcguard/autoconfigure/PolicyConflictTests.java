package io.github.jdbcguard.autoconfigure;

import java.util.Map;
import java.util.stream.Stream;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * What {@code jdbc-guard.pool.*} and the pool itself say differently, and what the user
 * is told.
 */
class PolicyConflictTests {

	private static final String POOL = "jdbc-guard.pool.";

	private static final String ORDERS = "jdbc-guard.datasources.orders.pool.";

	private static final String HIKARI = "spring.datasource.hikari.";

	private static final String REMOVE_ONE = "Remove one of the two.";

	private static String itself(String key, String value) {
		return "for the DataSource 'dataSource' '" + HIKARI + key + "' is '" + value + "'";
	}

	static Stream<BadPolicy> conflicts() {
		return Stream.of(
				BadPolicy.of(POOL + "size=10", HIKARI + "maximum-pool-size=20")
					.because(itself("maximum-pool-size", "20")
							+ ", and both say how many connections it may open: '10' here", REMOVE_ONE),
				BadPolicy.of(POOL + "size=5", HIKARI + "maximum-pool-size=10")
					.because(itself("maximum-pool-size", "10")
							+ ", and both say how many connections it may open: '5' here", REMOVE_ONE),
				BadPolicy.of(POOL + "size=5", POOL + "max-overflow=10", HIKARI + "maximumPoolSize=10")
					.because(itself("maximum-pool-size", "10")
							+ ", and both say how many connections it may open: '15' here with "
							+ "'jdbc-guard.pool.max-overflow' of '10'", REMOVE_ONE),
				BadPolicy.of(POOL + "size=5", HIKARI + "minimum-idle=2")
					.because(itself("minimum-idle", "2") + ", and both say how many connections it keeps open",
							REMOVE_ONE),
				BadPolicy.of(POOL + "timeout=5s", HIKARI + "connection-timeout=30000")
					.because(
							itself("connection-timeout", "30000") + " (30s), and both say how long a checkout may wait",
							REMOVE_ONE),
				BadPolicy.of(POOL + "recycle=10m", HIKARI + "max-lifetime=1800000")
					.because(itself("max-lifetime", "1800000") + " (30m), and both say when a connection is too old",
							REMOVE_ONE),
				BadPolicy.of(POOL + "recycle=10m", HIKARI + "max-lifetime=0")
					.because(itself("max-lifetime", "0") + ", and both say when a connection is too old", REMOVE_ONE),
				BadPolicy.of(POOL + "recycle=10s", HIKARI + "max-lifetime=0")
					.because(itself("max-lifetime", "0") + ", and both say when a connection is too old", REMOVE_ONE),
				BadPolicy.of(POOL + "recycle=10s", HIKARI + "max-lifetime=5000")
					.because(itself("max-lifetime", "5000") + " (5s), and both say when a connection is too old",
							REMOVE_ONE),
				BadPolicy.of(POOL + "recycle=60s", HIKARI + "keepalive-time=120000")
					.because(itself("keepalive-time", "120000")
							+ " (2m), so a connection is too old before it is kept alive", REMOVE_ONE),
				BadPolicy.of(POOL + "recycle=60s", HIKARI + "leak-detection-threshold=61000")
					.because(
							itself("leak-detection-threshold", "61000")
									+ " (61s), and HikariCP ignores one that is longer than connections live",
							REMOVE_ONE),
				BadPolicy.of(POOL + "recycle=5m", HIKARI + "idle-timeout=300000", HIKARI + "minimum-idle=1")
					.because(itself("idle-timeout", "300000")
							+ " (5m), and HikariCP ignores one that is not at least a second shorter than "
							+ "connections live", REMOVE_ONE),
				BadPolicy.of(POOL + "max-overflow=5", POOL + "size=5", HIKARI + "idle-timeout=600000")
					.because(
							itself("idle-timeout", "600000")
									+ " (10m), and only with '10000' to '30000' are the connections of a burst closed "
									+ "within a minute after it",
							"Remove one of the two: without an idle timeout of the pool's own, it becomes '10000'."),
				BadPolicy.of(POOL + "max-overflow=5", POOL + "size=5", HIKARI + "idle-timeout=0")
					.because(itself("idle-timeout", "0")
							+ ", and only with '10000' to '30000' are the connections of a burst closed within a "
							+ "minute after it",
							"Remove one of the two: without an idle timeout of the pool's own, it becomes '10000'."),
				BadPolicy.of(POOL + "reuse=false", HIKARI + "minimum-idle=3")
					.because(itself("minimum-idle", "3") + ", and a connection that is used only once is not kept",
							REMOVE_ONE),
				BadPolicy.of(POOL + "ping-after-idle=1m", HIKARI + "max-lifetime=60000")
					.because(itself("max-lifetime", "60000")
							+ " (1m), so no connection can have been idle for that long", REMOVE_ONE));
	}

	@ParameterizedTest
	@MethodSource("conflicts")
	void isRefused(BadPolicy bad) {
		bad.assertRefusedBy(Applications.guarded());
	}

	@Test
	void isRefusedFromEnvironmentVariablesToo() {
		ApplicationContextRunner application = Applications.guarded()
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.replace("systemEnvironment", new SystemEnvironmentPropertySource("systemEnvironment",
						Map.of("SPRING_DATASOURCE_HIKARI_CONNECTIONTIMEOUT", "30000"))));
		BadPolicy.of(POOL + "timeout=2s")
			.because(itself("connection-timeout", "30000") + " (30s), and both say how long a checkout may wait",
					REMOVE_ONE)
			.assertRefusedBy(application);
	}

	@Test
	void isRefusedWithItsPlaceholdersResolved() {
		BadPolicy.of(POOL + "size=10", HIKARI + "maximum-pool-size=${pool.max}", "pool.max=12")
			.because(itself("maximum-pool-size", "12") + ", and both say how many connections it may open: '10' here",
					REMOVE_ONE)
			.assertRefusedBy(Applications.guarded());
	}

	@Test
	void isRefusedWhereItWasSetInCode() {
		ApplicationContextRunner application = Applications.guarded().withUserConfiguration(SetInCode.class);
		BadPolicy.of(POOL + "size=10")
			.because(
					"for the DataSource 'orders' 'maximum-pool-size', set at the pool itself, in code, is '20', and both "
							+ "say how many connections it may open: '10' here",
					REMOVE_ONE)
			.assertRefusedBy(application);
		BadPolicy.of(POOL + "timeout=10s")
			.because(
					"for the DataSource 'orders' 'connection-timeout', set at the pool itself, in code, is '2000' (2s), "
							+ "and both say how long a checkout may wait",
					REMOVE_ONE)
			.assertRefusedBy(application);
	}

	@Test
	void isRefusedWhereCodeReplacedWhatWasWritten() {
		ApplicationContextRunner application = Applications.guarded()
			.withBean(BeanPostProcessor.class, () -> new BeanPostProcessor() {

				@Override
				public Object postProcessBeforeInitialization(Object bean, String beanName) {
					if (bean instanceof HikariDataSource pool) {
						pool.setMaximumPoolSize(20);
					}
					return bean;
				}

			});
		BadPolicy.of(POOL + "size=10", HIKARI + "maximum-pool-size=10")
			.because(
					"for the DataSource 'dataSource' 'maximum-pool-size', set at the pool itself, in code, is '20', and "
							+ "both say how many connections it may open: '10' here",
					REMOVE_ONE)
			.assertRefusedBy(application);
	}

	@Test
	void isRefusedForOneOfSeveralDataSourcesWithTheWayToSetItForThatAlone() {
		BadPolicy.of(POOL + "size=10", "app.orders.maximum-pool-size=3")
			.because(
					"for the DataSource 'orders' 'app.orders.maximum-pool-size' is '3', and both say how many "
							+ "connections it may open: '10' here",
					"Remove one of the two. For this DataSource alone there is 'jdbc-guard.datasources.orders.pool.size'.")
			.assertRefusedBy(bound());
	}

	@Test
	void isRefusedWhereBothAreForOneOfSeveralDataSources() {
		BadPolicy.of(ORDERS + "timeout=1s", "app.orders.connectionTimeout=2000")
			.because(
					"for the DataSource 'orders' 'app.orders.connection-timeout' is '2000' (2s), and both say how long a "
							+ "checkout may wait",
					REMOVE_ONE)
			.assertRefusedBy(bound());
	}

	private static ApplicationContextRunner bound() {
		return Applications.guarded().withUserConfiguration(BoundToProperties.class);
	}

	@Configuration(proxyBeanMethods = false)
	static class SetInCode {

		@Bean
		HikariDataSource orders() {
			HikariDataSource pool = Applications.newPool();
			pool.setMaximumPoolSize(20);
			pool.setConnectionTimeout(2000);
			return pool;
		}

	}

}
