package io.github.jdbcguard.autoconfigure;

import java.util.List;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Values of properties that cannot work, and what the user is told.
 */
class BadInputTests {

	@Nested
	class Durations {

		@Test
		void aFreezeThresholdMustNotBeNegative() {
			Failures.assertThatItSays(
					Failures.analysisOf(Applications.guarded(), "jdbc-guard.process.freeze-threshold=-10s"),
					"jdbc-guard.process.freeze-threshold", "-10s", "no pause is that short",
					"Use '0' to take no notice of pauses, or at least '1ms'.");
		}

		@Test
		void aFreezeThresholdMustNotBeTooShortToBeMeasured() {
			Failures.assertThatItSays(
					Failures.analysisOf(Applications.guarded(),
							"jdbc-guard.datasources.dataSource.process.freeze-threshold=20us"),
					"jdbc-guard.datasources.dataSource.process.freeze-threshold", "20us", "no pause is that short",
					"Use '0' to take no notice of pauses, or at least '1ms'.");
		}

		@Test
		void aReconnectSpreadMustNotBeNegative() {
			Failures.assertThatItSays(
					Failures.analysisOf(Applications.guarded(), "jdbc-guard.process.reconnect-spread=-1500ms"),
					"jdbc-guard.process.reconnect-spread", "-1500ms",
					"nothing can be spread over a time that is negative",
					"Use '0' to reconnect at once, or a time shorter than the pool's connection timeout.");
		}

		@Test
		void aReconnectSpreadMustBeShorterThanTheConnectionTimeout() {
			Failures.assertThatItSays(
					Failures.analysisOf(Applications.guarded(), "jdbc-guard.process.reconnect-spread=30s"),
					"jdbc-guard.process.reconnect-spread", "30s",
					"a checkout from the DataSource 'dataSource' waits no longer than its connection timeout, which is "
							+ "'30s'",
					"Choose a time shorter than that, or give the pool a longer connection timeout.");
		}

		@Test
		void aReconnectSpreadOfOneDataSourceIsNamedWithItsOwnKey() {
			Failures.assertThatItSays(
					Failures.analysisOf(Applications.guarded(), "spring.datasource.hikari.connection-timeout=2500",
							"jdbc-guard.datasources.data-source.process.reconnect-spread=1m"),
					"jdbc-guard.datasources.data-source.process.reconnect-spread", "1m",
					"a checkout from the DataSource 'dataSource' waits no longer than its connection timeout, which is "
							+ "'2500ms'",
					"Choose a time shorter than that, or give the pool a longer connection timeout.");
		}

		@Test
		void whatIsNoDurationIsRefusedBySpringBoot() {
			FailureAnalysis analysis = Failures.analysisOf(Applications.guarded(),
					"jdbc-guard.process.freeze-threshold=a while");
			assertThat(analysis.getDescription()).contains("jdbc-guard.process.freeze-threshold", "a while");
		}

	}

	@Nested
	class Choices {

		@Test
		void anUnknownReactionIsRefusedWithThoseThatThereAre() {
			FailureAnalysis analysis = Failures.analysisOf(Applications.guarded(),
					"jdbc-guard.process.on-foreign-connection=explode");
			assertThat(analysis.getDescription()).contains("jdbc-guard.process.on-foreign-connection", "\"explode\"");
			assertThat(analysis.getAction()).contains("FAIL", "REPLACE");
		}

		@Test
		void anUnknownForkCheckIsRefusedWithThoseThatThereAre() {
			FailureAnalysis analysis = Failures.analysisOf(Applications.guarded(),
					"jdbc-guard.datasources.dataSource.process.fork-check=never");
			assertThat(analysis.getDescription()).contains("jdbc-guard.datasources", "fork-check", "\"never\"");
			assertThat(analysis.getAction()).contains("AUTO", "ALWAYS");
		}

		@Test
		void whatIsNeitherTrueNorFalseIsRefused() {
			for (String property : List.of("jdbc-guard.enabled", "jdbc-guard.process.enabled")) {
				assertThat(Failures.analysisOf(Applications.guarded(), property + "=perhaps").getDescription())
					.contains(property, "\"perhaps\"");
			}
		}

	}

	@Nested
	class Names {

		private final ApplicationContextRunner two = Applications.guarded()
			.withUserConfiguration(KindsOfDataSource.Two.class);

		@Test
		void ofUnknownDataSourcesCannotHaveSettings() {
			Failures.assertThatItSays(
					Failures.analysisOf(this.two, "jdbc-guard.datasources.ordrs.process.enabled=false"),
					"jdbc-guard.datasources", "ordrs",
					"no DataSource has this name, those there are have the names 'customers', 'orders'",
					"Use the name of a bean of type DataSource; case and dashes do not matter.");
		}

		@Test
		void ofUnknownDataSourcesCannotBeExcluded() {
			Failures.assertThatItSays(Failures.analysisOf(this.two, "jdbc-guard.exclude=orders,legacy"),
					"jdbc-guard.exclude", "legacy",
					"no DataSource has this name, those there are have the names 'customers', 'orders'",
					"Use the name of a bean of type DataSource; case and dashes do not matter.");
		}

		@Test
		void areAllUnknownWhereThereIsNoDataSource() {
			ApplicationContextRunner none = new ApplicationContextRunner()
				.withUserConfiguration(JdbcGuardAutoConfiguration.class);
			Failures.assertThatItSays(Failures.analysisOf(none, "jdbc-guard.exclude=legacy"), "jdbc-guard.exclude",
					"legacy", "no DataSource has this name, and there is no DataSource at all",
					"Use the name of a bean of type DataSource; case and dashes do not matter.");
		}

		@Test
		void cannotBeExcludedAndHaveSettings() {
			Failures.assertThatItSays(
					Failures.analysisOf(this.two, "jdbc-guard.exclude=orders",
							"jdbc-guard.datasources.Orders.process.enabled=false"),
					"jdbc-guard.datasources", "Orders", "'jdbc-guard.exclude' names the same DataSource",
					"Remove it from one of the two.");
		}

		@Test
		void ofDataSourcesThatAreNotGuardedCannotHaveSettings() {
			ApplicationContextRunner unpooled = Applications.guarded()
				.withBean("legacy", DataSource.class, () -> new DriverManagerDataSource(Applications.newDatabase()));
			Failures.assertThatItSays(
					Failures.analysisOf(unpooled, "jdbc-guard.datasources.legacy.process.enabled=true"),
					"jdbc-guard.datasources", "legacy",
					"the DataSource 'legacy' is not guarded: it has no pool, each of its connections is new "
							+ "(org.springframework.jdbc.datasource.DriverManagerDataSource)",
					"Remove its settings, or make it a HikariDataSource.");
		}

		@Test
		void ofWrappersAndRoutersCannotHaveSettings() {
			ApplicationContextRunner routed = Applications.guarded()
				.withUserConfiguration(KindsOfDataSource.RouterOverBeans.class);
			Failures.assertThatItSays(Failures.analysisOf(routed, "jdbc-guard.datasources.router.process.enabled=true"),
					"jdbc-guard.datasources", "router",
					"the DataSource 'router' is not guarded: it only passes connections on",
					"Name the DataSource behind it, which has to be a bean of its own.");
		}

		@Test
		void ofPoolsThatAreClosedCannotHaveSettings() {
			HikariDataSource closed = new HikariDataSource(Applications.newConfig());
			closed.close();
			ApplicationContextRunner application = Applications.guarded()
				.withBean("closed", DataSource.class, () -> closed);
			FailureAnalysis analysis = Failures.analysisOf(application,
					"jdbc-guard.datasources.closed.process.enabled=true");
			assertThat(analysis.getDescription()).contains("is not guarded: ", "is closed");
		}

	}

}
