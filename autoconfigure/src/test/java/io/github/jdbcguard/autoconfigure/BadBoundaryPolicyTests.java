package io.github.jdbcguard.autoconfigure;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Boundary rules that cannot be set as they are, and what the user is told.
 */
class BadBoundaryPolicyTests {

	private static final String BOUNDARY = "jdbc-guard.boundary.";

	private static final String ONE = "jdbc-guard.datasources.dataSource.boundary.";

	private static final String TOO_SHORT = "what a connection is used for takes longer";

	private static final String RULES = "there is no such rule, those there are have the names 'concurrent-use', "
			+ "'use-after-close', 'open-transaction-on-return', 'cross-thread', 'leaked-lease', 'nested-checkout', "
			+ "'long-lease', 'idle-in-transaction', 'state-leak', 'outside-transaction'";

	private static FailureAnalysis analysisOf(String... properties) {
		return Failures.analysisOf(Applications.guarded(), properties);
	}

	private static ApplicationContextRunner inEnvironment(String variable, String value) {
		return Applications.guarded()
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.replace("systemEnvironment",
						new SystemEnvironmentPropertySource("systemEnvironment", Map.of(variable, value))));
	}

	@ParameterizedTest
	@ValueSource(strings = { BOUNDARY, ONE })
	void aRuleThatThereIsNotIsRefusedWithThoseThatThereAre(String prefix) {
		Failures.assertThatItSays(analysisOf(prefix + "rules.nested-checkouts=warn"), prefix + "rules.nested-checkouts",
				"warn", RULES, "Use the name of a rule; case and dashes do not matter.");
	}

	@Test
	void aRuleThatThereIsNotIsRefusedFromEnvironmentVariablesToo() {
		FailureAnalysis analysis = Failures
			.analysisOf(inEnvironment("JDBCGUARD_BOUNDARY_RULES_NESTEDCHECKOUTS", "fail"));
		Failures.assertThatItSays(analysis, BOUNDARY + "rules.nestedcheckouts", "fail", RULES,
				"Use the name of a rule; case and dashes do not matter.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ignore", "count", "warn", "fail" })
	void aForeignTransactionAlwaysFails(String reaction) {
		for (String prefix : new String[] { BOUNDARY, ONE }) {
			Failures.assertThatItSays(analysisOf(prefix + "rules.foreign-transaction=" + reaction),
					prefix + "rules.foreign-transaction", reaction,
					"work in a transaction that another life of this process has begun always fails, for nobody knows "
							+ "what has become of it",
					"Remove it.");
		}
	}

	@ParameterizedTest
	@CsvSource({ "long-lease-after,long-lease", "idle-in-transaction-after,idle-in-transaction" })
	void aThresholdMustBeLongerThanWhatConnectionsAreUsedFor(String property, String rule) {
		for (String prefix : new String[] { BOUNDARY, ONE }) {
			for (String value : new String[] { "0", "-1s", "99ms", "0s" }) {
				Failures.assertThatItSays(analysisOf(prefix + property + "=" + value), prefix + property, value,
						TOO_SHORT, "Use at least '100ms', or set '%srules.%s' to 'ignore'.".formatted(prefix, rule));
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "long-lease-after", "idle-in-transaction-after" })
	void aThresholdWithoutAUnitIsMostLikelyMeantInSeconds(String property) {
		Failures.assertThatItSays(analysisOf(BOUNDARY + property + "=30"), BOUNDARY + property, "30", TOO_SHORT,
				"A number without a unit counts milliseconds: write '30s'.");
	}

	@Test
	void aThresholdMustNotBeLongerThanCanBeCounted() {
		Failures.assertThatItSays(analysisOf(BOUNDARY + "long-lease-after=40000d"), BOUNDARY + "long-lease-after",
				"40000d", "it is longer than a pool can count",
				"Use at most '36500d', or set 'jdbc-guard.boundary.rules.long-lease' to 'ignore'.");
	}

	@ParameterizedTest
	@ValueSource(strings = { BOUNDARY + "reaction", BOUNDARY + "rules.cross-thread", ONE + "rules.cross-thread" })
	void anUnknownReactionIsRefusedWithThoseThatThereAre(String property) {
		FailureAnalysis analysis = analysisOf(property + "=explode");
		assertThat(analysis.getDescription()).contains("\"explode\"");
		assertThat(analysis.getAction()).contains("COUNT", "FAIL", "IGNORE", "WARN");
	}

	@Test
	void whatCannotWorkIsRefusedEvenWhereTheDataSourceIsLazy() {
		ApplicationContextRunner lazy = Applications.guarded()
			.withInitializer((context) -> context.addBeanFactoryPostProcessor(
					(beanFactory) -> beanFactory.getBeanDefinition("dataSource").setLazyInit(true)));
		assertThat(Failures.analysisOf(lazy, BOUNDARY + "long-lease-after=0").getDescription())
			.contains(BOUNDARY + "long-lease-after");
	}

}
