package io.github.jdbcguard.autoconfigure;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * DataSources that a policy is for and cannot reach.
 */
class PolicyOutOfReachTests {

	private static final String ORDERS = "jdbc-guard.datasources.orders.pool.";

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

	private static ApplicationContextRunner bound() {
		return Applications.guarded().withUserConfiguration(BoundToProperties.class);
	}

}
