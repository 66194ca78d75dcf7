package io.github.jdbcguard.autoconfigure;

import java.util.Map;
import java.util.stream.Stream;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pool policies that cannot work, and what the user is told: which property, which value,
 * why, and what to do.
 */
class BadPoolPolicyTests {

	private static final String REMOVE_ONE = "Remove one of the two.";

	private static final String POOL = "jdbc-guard.pool.";

	private static final String ORDERS = "jdbc-guard.datasources.orders.pool.";

	private static final String HIKARI = "spring.datasource.hikari.";

	private static final String OR_LEAVE_SIZE = "or remove it to leave the size to HikariCP.";

	private static final String OR_LEAVE_TIMEOUT = "or remove it to leave the connection timeout to HikariCP.";

	private static final String OR_LEAVE_AGE = "or remove it to leave the age of connections to HikariCP.";

	private static final String TOO_YOUNG = "a connection would be replaced more often than it could be used";

	private static final String TOO_LONG = "it is longer than a pool can count";

	private static final String NO_WAIT = "HikariCP gives no checkout less than '250ms' to wait";

	/**
	 * Start the application and compare all that it says.
	 */
	private static void assertRefused(ApplicationContextRunner application, BadPolicy bad) {
		Failures.assertThatItSays(Failures.analysisOf(application, bad.properties()), bad.property(), bad.value(),
				bad.reason(), bad.action());
	}

	private static ApplicationContextRunner bound() {
		return Applications.guarded().withUserConfiguration(BoundToProperties.class);
	}

	private static BadPolicy bad(String... properties) {
		return new BadPolicy(properties, "", "", "", "");
	}

	@Nested
	class Values {

		static Stream<BadPolicy> values() {
			return Stream.of(
					bad(POOL + "size=0").because(
							"a pool needs at least one connection, and HikariCP has no pool without a limit",
							"Use at least '1', " + OR_LEAVE_SIZE),
					bad(POOL + "size=-5").because(
							"a pool needs at least one connection, and HikariCP has no pool without a limit",
							"Use at least '1', " + OR_LEAVE_SIZE),
					bad("jdbc-guard.datasources.dataSource.pool.size=0").because(
							"a pool needs at least one connection, and HikariCP has no pool without a limit",
							"Use at least '1', " + OR_LEAVE_SIZE),
					bad(POOL + "max-overflow=-1").because(
							"the pool cannot shrink below its size, and HikariCP has no pool without a limit",
							"Use '0' for a pool that never grows, or the number of connections that a burst may add."),
					bad(POOL + "timeout=0").because(NO_WAIT, "Use at least '250ms', " + OR_LEAVE_TIMEOUT),
					bad(POOL + "timeout=249ms").because(NO_WAIT, "Use at least '250ms', " + OR_LEAVE_TIMEOUT),
					bad(POOL + "timeout=-3s").because(NO_WAIT, "Use at least '250ms', " + OR_LEAVE_TIMEOUT),
					bad(POOL + "timeout=30").because(NO_WAIT,
							"A number without a unit counts milliseconds: write '30s'."),
					bad(POOL + "timeout=25d").because(TOO_LONG, "Use at most '24d', " + OR_LEAVE_TIMEOUT),
					bad(POOL + "recycle=0s").because(TOO_YOUNG, "Use at least '1s', " + OR_LEAVE_AGE),
					bad(POOL + "recycle=999ms").because(TOO_YOUNG, "Use at least '1s', " + OR_LEAVE_AGE),
					bad(POOL + "recycle=-1").because(TOO_YOUNG, "Use at least '1s', " + OR_LEAVE_AGE),
					bad(POOL + "recycle=30").because(TOO_YOUNG,
							"A number without a unit counts milliseconds: write '30s'."),
					bad("jdbc-guard.datasources.data-source.pool.recycle=300").because(TOO_YOUNG,
							"A number without a unit counts milliseconds: write '300s'."),
					bad(POOL + "recycle=40000d").because(TOO_LONG, "Use at most '36500d', " + OR_LEAVE_AGE),
					bad(POOL + "ping-after-idle=-1s").because("no connection can have been idle for less than no time",
							"Use at least '0s', or remove it for HikariCP's '500ms'."));
		}

		@ParameterizedTest
		@MethodSource("values")
		void areRefused(BadPolicy bad) {
			assertRefused(Applications.guarded(), bad);
		}

		@Test
		void areRefusedEvenWhereTheDataSourceIsLazy() {
			ApplicationContextRunner lazy = Applications.guarded()
				.withInitializer((context) -> context.addBeanFactoryPostProcessor(
						(beanFactory) -> beanFactory.getBeanDefinition("dataSource").setLazyInit(true)));
			assertThat(Failures.analysisOf(lazy, POOL + "size=0").getDescription()).contains(POOL + "size");
			assertThat(Failures.analysisOf(lazy, POOL + "max-overflow=3").getDescription())
				.contains(POOL + "max-overflow");
		}

		@Test
		void areRefusedFromEnvironmentVariablesToo() {
			ApplicationContextRunner application = Applications.guarded()
				.withInitializer((context) -> context.getEnvironment()
					.getPropertySources()
					.replace("systemEnvironment", new SystemEnvironmentPropertySource("systemEnvironment",
							Map.of("JDBCGUARD_DATASOURCES_DATASOURCE_POOL_RECYCLE", "5"))));
			assertRefused(application, bad("jdbc-guard.datasources.datasource.pool.recycle=5").because(TOO_YOUNG,
					"A number without a unit counts milliseconds: write '5s'."));
		}

		@Test
		void areRefusedWithTheNamesOfBeansThatNeedBrackets() {
			ApplicationContextRunner application = Applications.guarded()
				.withBean("order.db", HikariDataSource.class, Applications::newPool);
			assertRefused(application, bad("jdbc-guard.datasources[order.db].pool.recycle=5").because(TOO_YOUNG,
					"A number without a unit counts milliseconds: write '5s'."));
		}

		@ParameterizedTest
		@CsvSource({ "size,many,java.lang.Integer", "max-overflow,2147483648,java.lang.Integer",
				"recycle,half an hour,java.time.Duration", "timeout,3 parsecs,java.time.Duration",
				"reuse,perhaps,java.lang.Boolean" })
		void ofTheWrongTypeAreRefusedBySpringBoot(String name, String value, String type) {
			FailureAnalysis analysis = Failures.analysisOf(Applications.guarded(), POOL + name + "=" + value);
			assertThat(analysis.getDescription()).contains("Property: " + POOL + name, "Value: \"" + value + "\"",
					"Reason: ", type);
		}

		@ParameterizedTest
		@CsvSource({ "reset-on-return,undo,ROLLBACK,NONE", "server-timeout-check,panic,WARN,OFF" })
		void thatAreNoChoiceAreRefusedWithThoseThatThereAre(String name, String value, String one, String other) {
			FailureAnalysis analysis = Failures.analysisOf(Applications.guarded(), POOL + name + "=" + value);
			assertThat(analysis.getDescription()).contains("Property: " + POOL + name, "Value: \"" + value + "\"",
					"Reason: ");
			assertThat(analysis.getAction()).contains(one, other);
		}

	}

	@Nested
	class Combinations {

		static Stream<BadPolicy> combinations() {
			return Stream.of(
					bad(POOL + "max-overflow=5").because("no size is set that could overflow",
							"Set 'jdbc-guard.pool.size' too, or remove it."),
					bad(POOL + "max-overflow=2147483647", POOL + "size=1").because(
							"'jdbc-guard.pool.size' is '1', and together they are more than a pool can count",
							"Use smaller numbers."),
					bad(POOL + "ping-after-idle=1m", POOL + "recycle=60s").because(
							"'jdbc-guard.pool.recycle' is '60s', so a connection is replaced before it can have been "
									+ "idle for that long",
							"Choose a time shorter than that, or remove one of the two."),
					bad(POOL + "recycle=30m", POOL + "reuse=false").because(
							"'jdbc-guard.pool.reuse' is 'false': no connection is used a second time, so none gets old "
									+ "enough",
							"Remove 'jdbc-guard.pool.recycle', or remove 'jdbc-guard.pool.reuse'."),
					bad(POOL + "ping-after-idle=0", POOL + "reuse=no").because(
							"'jdbc-guard.pool.reuse' is 'no': no connection is used a second time, so none is ever idle",
							"Remove 'jdbc-guard.pool.ping-after-idle', or remove 'jdbc-guard.pool.reuse'."),
					bad(POOL + "reset-session=true", POOL + "reuse=false").because(
							"'jdbc-guard.pool.reuse' is 'false': no connection is used a second time, so none has a "
									+ "session to clear for the next borrower",
							"Remove 'jdbc-guard.pool.reset-session', or remove 'jdbc-guard.pool.reuse'."),
					bad("jdbc-guard.process.reconnect-spread=3s", POOL + "timeout=2s").because(
							"a checkout from the DataSource 'dataSource' takes no longer than 'jdbc-guard.pool.timeout', "
									+ "which is '2s'",
							"Choose a time shorter than that, or a longer timeout."),
					bad(POOL + "reset-on-return=none").because(
							"the pool of the DataSource 'dataSource' has autoCommit, and JDBC commits what is open when "
									+ "that is restored",
							"Set 'spring.datasource.hikari.auto-commit' to 'false', or use 'rollback' or 'commit'."),
					bad(POOL + "reset-session=true").because(
							"the DataSource 'dataSource' is on 'h2', and only PostgreSQL, MariaDB and MySQL can clear a "
									+ "session",
							"Remove it, or set 'jdbc-guard.datasources.dataSource.pool.reset-session' to 'false'."));
		}

		@ParameterizedTest
		@MethodSource("combinations")
		void areRefused(BadPolicy bad) {
			assertRefused(Applications.guarded(), bad);
		}

		static Stream<BadPolicy> halves() {
			return Stream.of(
					bad(ORDERS + "max-overflow=5", "jdbc-guard.datasources.customers.pool.size=5").because(
							"no size is set that could overflow",
							"Set 'jdbc-guard.datasources.orders.pool.size' too, or remove it."),
					bad(POOL + "max-overflow=5", ORDERS + "size=2").because("no size is set that could overflow",
							"Set 'jdbc-guard.pool.size' too, or remove it."),
					bad(POOL + "max-overflow=2147483647", ORDERS + "size=2").because(
							"'jdbc-guard.datasources.orders.pool.size' is '2', and together they are more than a pool "
									+ "can count",
							"Use smaller numbers."),
					bad(ORDERS + "ping-after-idle=1h", POOL + "recycle=30m").because(
							"'jdbc-guard.pool.recycle' is '30m', so a connection is replaced before it can have been "
									+ "idle for that long",
							"Choose a time shorter than that, or remove one of the two."),
					bad(POOL + "recycle=30m", ORDERS + "reuse=false").because(
							"'jdbc-guard.datasources.orders.pool.reuse' is 'false': no connection is used a second "
									+ "time, so none gets old enough",
							"Remove 'jdbc-guard.pool.recycle' and set 'jdbc-guard.datasources.<bean>.pool.recycle' for "
									+ "the DataSources that need it, or remove "
									+ "'jdbc-guard.datasources.orders.pool.reuse'."),
					bad("jdbc-guard.process.reconnect-spread=3s", ORDERS + "timeout=2s").because(
							"a checkout from the DataSource 'orders' takes no longer than "
									+ "'jdbc-guard.datasources.orders.pool.timeout', which is '2s'",
							"Choose a time shorter than that, or a longer timeout."),
					bad(ORDERS + "reset-on-return=none").because(
							"the pool of the DataSource 'orders' has autoCommit, and JDBC commits what is open when that "
									+ "is restored",
							"Set 'auto-commit' of the pool to 'false', or use 'rollback' or 'commit'."),
					bad(ORDERS + "reset-session=true").because(
							"the DataSource 'orders' is on 'h2', and only PostgreSQL, MariaDB and MySQL can clear a "
									+ "session",
							"Remove it."));
		}

		@ParameterizedTest
		@MethodSource("halves")
		void ofOneDataSourceAreRefusedAndNameEachPropertyWhereItWasWritten(BadPolicy bad) {
			assertRefused(Applications.guarded().withUserConfiguration(KindsOfDataSource.Two.class), bad);
		}

	}

	@Nested
	class WhatThePoolItselfSaysOtherwise {

		private static String itself(String key, String value) {
			return "for the DataSource 'dataSource' '" + HIKARI + key + "' is '" + value + "'";
		}

		static Stream<BadPolicy> conflicts() {
			return Stream.of(
					bad(POOL + "size=10", HIKARI + "maximum-pool-size=20").because(itself("maximum-pool-size", "20")
							+ ", and both say how many connections it may open: '10' here", REMOVE_ONE),
					bad(POOL + "size=5", HIKARI + "maximum-pool-size=10").because(itself("maximum-pool-size", "10")
							+ ", and both say how many connections it may open: '5' here", REMOVE_ONE),
					bad(POOL + "size=5", POOL + "max-overflow=10", HIKARI + "maximumPoolSize=10")
						.because(itself("maximum-pool-size", "10")
								+ ", and both say how many connections it may open: '15' here with "
								+ "'jdbc-guard.pool.max-overflow' of '10'", REMOVE_ONE),
					bad(POOL + "size=5", HIKARI + "minimum-idle=2").because(
							itself("minimum-idle", "2") + ", and both say how many connections it keeps open",
							REMOVE_ONE),
					bad(POOL + "timeout=5s", HIKARI + "connection-timeout=30000").because(
							itself("connection-timeout", "30000") + " (30s), and both say how long a checkout may wait",
							REMOVE_ONE),
					bad(POOL + "recycle=10m", HIKARI + "max-lifetime=1800000").because(
							itself("max-lifetime", "1800000") + " (30m), and both say when a connection is too old",
							REMOVE_ONE),
					bad(POOL + "recycle=10m", HIKARI + "max-lifetime=0").because(
							itself("max-lifetime", "0") + ", and both say when a connection is too old", REMOVE_ONE),
					bad(POOL + "recycle=10s", HIKARI + "max-lifetime=0").because(
							itself("max-lifetime", "0") + ", and both say when a connection is too old", REMOVE_ONE),
					bad(POOL + "recycle=10s", HIKARI + "max-lifetime=5000").because(
							itself("max-lifetime", "5000") + " (5s), and both say when a connection is too old",
							REMOVE_ONE),
					bad(POOL + "recycle=60s", HIKARI + "keepalive-time=120000")
						.because(itself("keepalive-time", "120000")
								+ " (2m), so a connection is too old before it is kept alive", REMOVE_ONE),
					bad(POOL + "recycle=60s", HIKARI + "leak-detection-threshold=61000").because(
							itself("leak-detection-threshold", "61000")
									+ " (61s), and HikariCP ignores one that is longer than connections live",
							REMOVE_ONE),
					bad(POOL + "recycle=5m", HIKARI + "idle-timeout=300000", HIKARI + "minimum-idle=1")
						.because(itself("idle-timeout", "300000")
								+ " (5m), and HikariCP ignores one that is not at least a second shorter than "
								+ "connections live", REMOVE_ONE),
					bad(POOL + "max-overflow=5", POOL + "size=5", HIKARI + "idle-timeout=600000").because(
							itself("idle-timeout", "600000")
									+ " (10m), and only with '10000' to '30000' are the connections of a burst closed "
									+ "within a minute after it",
							"Remove one of the two: without an idle timeout of the pool's own, it becomes '10000'."),
					bad(POOL + "max-overflow=5", POOL + "size=5", HIKARI + "idle-timeout=0").because(itself(
							"idle-timeout", "0")
							+ ", and only with '10000' to '30000' are the connections of a burst closed within a "
							+ "minute after it",
							"Remove one of the two: without an idle timeout of the pool's own, it becomes '10000'."),
					bad(POOL + "reuse=false", HIKARI + "minimum-idle=3").because(
							itself("minimum-idle", "3") + ", and a connection that is used only once is not kept",
							REMOVE_ONE),
					bad(POOL + "ping-after-idle=1m", HIKARI + "max-lifetime=60000")
						.because(itself("max-lifetime", "60000")
								+ " (1m), so no connection can have been idle for that long", REMOVE_ONE));
		}

		@ParameterizedTest
		@MethodSource("conflicts")
		void isRefused(BadPolicy bad) {
			assertRefused(Applications.guarded(), bad);
		}

		@Test
		void isRefusedFromEnvironmentVariablesToo() {
			ApplicationContextRunner application = Applications.guarded()
				.withInitializer((context) -> context.getEnvironment()
					.getPropertySources()
					.replace("systemEnvironment", new SystemEnvironmentPropertySource("systemEnvironment",
							Map.of("SPRING_DATASOURCE_HIKARI_CONNECTIONTIMEOUT", "30000"))));
			assertRefused(application,
					bad(POOL + "timeout=2s").because(
							itself("connection-timeout", "30000") + " (30s), and both say how long a checkout may wait",
							REMOVE_ONE));
		}

		@Test
		void isRefusedWithItsPlaceholdersResolved() {
			assertRefused(Applications.guarded(),
					bad(POOL + "size=10", HIKARI + "maximum-pool-size=${pool.max}", "pool.max=12")
						.because(itself("maximum-pool-size", "12")
								+ ", and both say how many connections it may open: '10' here", REMOVE_ONE));
		}

		@Test
		void isRefusedWhereItWasSetInCode() {
			ApplicationContextRunner application = Applications.guarded().withUserConfiguration(SetInCode.class);
			assertRefused(application, bad(POOL + "size=10").because(
					"for the DataSource 'orders' 'maximum-pool-size', set at the pool itself, in code, is '20', and both "
							+ "say how many connections it may open: '10' here",
					REMOVE_ONE));
			assertRefused(application, bad(POOL + "timeout=10s").because(
					"for the DataSource 'orders' 'connection-timeout', set at the pool itself, in code, is '2000' (2s), "
							+ "and both say how long a checkout may wait",
					REMOVE_ONE));
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
			assertRefused(application, bad(POOL + "size=10", HIKARI + "maximum-pool-size=10").because(
					"for the DataSource 'dataSource' 'maximum-pool-size', set at the pool itself, in code, is '20', and "
							+ "both say how many connections it may open: '10' here",
					REMOVE_ONE));
		}

		@Test
		void isRefusedForOneOfSeveralDataSourcesWithTheWayToSetItForThatAlone() {
			assertRefused(bound(), bad(POOL + "size=10", "app.orders.maximum-pool-size=3").because(
					"for the DataSource 'orders' 'app.orders.maximum-pool-size' is '3', and both say how many "
							+ "connections it may open: '10' here",
					"Remove one of the two. For this DataSource alone there is 'jdbc-guard.datasources.orders.pool.size'."));
		}

		@Test
		void isRefusedWhereBothAreForOneOfSeveralDataSources() {
			assertRefused(bound(), bad(ORDERS + "timeout=1s", "app.orders.connectionTimeout=2000").because(
					"for the DataSource 'orders' 'app.orders.connection-timeout' is '2000' (2s), and both say how long a "
							+ "checkout may wait",
					REMOVE_ONE));
		}

	}

	@Nested
	class DataSourcesThatAPolicyCannotReach {

		@Test
		void areThoseThatDoNotExist() {
			assertThat(Failures.analysisOf(bound(), "jdbc-guard.datasources.ordrs.pool.size=5").getDescription())
				.contains("ordrs", "no DataSource has this name");
		}

		@Test
		void areThoseThatAreExcluded() {
			assertThat(Failures.analysisOf(bound(), "jdbc-guard.exclude=orders", ORDERS + "size=5").getDescription())
				.contains("'jdbc-guard.exclude' names the same DataSource");
		}

		@Test
		void areThoseThatAreNoHikariPool() {
			ApplicationContextRunner unpooled = Applications.guarded()
				.withBean("legacy", DataSource.class, () -> new DriverManagerDataSource(Applications.newDatabase()));
			FailureAnalysis analysis = Failures.analysisOf(unpooled, "jdbc-guard.datasources.legacy.pool.size=5");
			assertThat(analysis.getDescription()).contains("the DataSource 'legacy' is not guarded: it has no pool");
			assertThat(analysis.getAction()).isEqualTo("Remove its settings, or make it a HikariDataSource.");
		}

	}

	/**
	 * A policy that cannot work. The first of its properties is to be blamed.
	 *
	 * @param properties the properties, as they are written
	 * @param property the property that has to be named
	 * @param value the value that has to be quoted
	 * @param reason why it cannot work
	 * @param action what to do
	 */
	private record BadPolicy(String[] properties, String property, String value, String reason, String action) {

		BadPolicy because(String reason, String action) {
			String[] blamed = this.properties[0].split("=");
			return new BadPolicy(this.properties, blamed[0], blamed[1], reason, action);
		}

		@Override
		public String toString() {
			return String.join(", ", this.properties);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties
	static class BoundToProperties {

		@Bean
		@ConfigurationProperties("app.orders")
		HikariDataSource orders() {
			return Applications.newPool();
		}

		@Bean
		@ConfigurationProperties("app.customers")
		DataSource customers() {
			return Applications.newPool();
		}

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
