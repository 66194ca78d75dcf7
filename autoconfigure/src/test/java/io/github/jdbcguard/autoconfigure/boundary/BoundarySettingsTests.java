package io.github.jdbcguard.autoconfigure.boundary;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.jdbcguard.autoconfigure.pool.WrittenProperties;
import io.github.jdbcguard.boundary.BoundaryPolicy;
import io.github.jdbcguard.boundary.BoundaryRule;
import io.github.jdbcguard.boundary.Reaction;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BoundarySettings} and {@link PolicyInWords}.
 */
class BoundarySettingsTests {

	private final StandardEnvironment environment = new StandardEnvironment();

	private final Map<String, Object> properties = new LinkedHashMap<>();

	BoundarySettingsTests() {
		this.environment.getPropertySources().addLast(new MapPropertySource("test", this.properties));
		ConfigurationPropertySources.attach(this.environment);
	}

	/**
	 * The policy of a DataSource with the given properties: those that begin with "one."
	 * are for it alone, all others for all.
	 */
	private BoundaryPolicy policy(String... properties) {
		for (String property : properties) {
			String[] keyAndValue = property.split("=");
			String key = keyAndValue[0].startsWith("one.") ? keyAndValue[0] : "all." + keyAndValue[0];
			this.properties.put(key, keyAndValue[1]);
		}
		return settings("all").policy(settings("one"));
	}

	private BoundarySettings settings(String prefix) {
		BoundaryProperties bound = Binder.get(this.environment).bindOrCreate(prefix, BoundaryProperties.class);
		return BoundarySettings.of(prefix, bound, new WrittenProperties(this.environment));
	}

	private void setVariable(String name, String value) {
		this.environment.getPropertySources()
			.replace("systemEnvironment",
					new SystemEnvironmentPropertySource("systemEnvironment", Map.of(name, value)));
	}

	@Nested
	class TheDefaults {

		@Test
		void holdWhereNothingIsSet() {
			assertThat(policy()).isEqualTo(BoundaryPolicy.defaults());
			assertThat(settings("all").policy()).isEqualTo(BoundaryPolicy.defaults());
		}

		@Test
		void holdForWhatIsNotSet() {
			BoundaryPolicy policy = policy("rules.cross-thread=fail");
			assertThat(policy.reactionTo(BoundaryRule.CROSS_THREAD)).isEqualTo(Reaction.FAIL);
			assertThat(policy.reactionTo(BoundaryRule.CONCURRENT_USE)).isEqualTo(Reaction.WARN);
			assertThat(policy.reactionTo(BoundaryRule.OUTSIDE_TRANSACTION)).isEqualTo(Reaction.IGNORE);
			assertThat(policy.longLeaseAfter()).isEqualTo(Duration.ofSeconds(30));
			assertThat(policy.idleInTransactionAfter()).isEqualTo(Duration.ofSeconds(10));
			assertThat(policy.stackTraces()).isFalse();
		}

	}

	@Nested
	class OneReaction {

		@ParameterizedTest
		@EnumSource
		void isForAllRules(Reaction reaction) {
			assertThat(policy("reaction=" + reaction.name().toLowerCase()).reactions())
				.containsOnlyKeys(BoundaryRule.values())
				.values()
				.containsOnly(reaction);
		}

		@Test
		void leavesNothingToWatchWhereItIsToIgnore() {
			assertThat(policy("reaction=ignore").watchesAny()).isFalse();
			assertThat(BoundaryPolicy.defaults().watchesAny()).isTrue();
		}

		@Test
		void isNotForARuleThatHasItsOwn() {
			BoundaryPolicy policy = policy("reaction=fail", "rules.outside-transaction=ignore");
			assertThat(policy.reactionTo(BoundaryRule.OUTSIDE_TRANSACTION)).isEqualTo(Reaction.IGNORE);
			assertThat(policy.reactionTo(BoundaryRule.LONG_LEASE)).isEqualTo(Reaction.FAIL);
		}

	}

	@Nested
	class WhatIsSetForOneDataSource {

		@Test
		void goesBeforeWhatIsSetForAll() {
			BoundaryPolicy policy = policy("rules.long-lease=fail", "long-lease-after=5s",
					"idle-in-transaction-after=7s", "stack-traces=true", "one.rules.long-lease=count",
					"one.long-lease-after=1m", "one.idle-in-transaction-after=2s", "one.stack-traces=false");
			assertThat(policy.reactionTo(BoundaryRule.LONG_LEASE)).isEqualTo(Reaction.COUNT);
			assertThat(policy.longLeaseAfter()).isEqualTo(Duration.ofMinutes(1));
			assertThat(policy.idleInTransactionAfter()).isEqualTo(Duration.ofSeconds(2));
			assertThat(policy.stackTraces()).isFalse();
		}

		@Test
		void goesBeforeASingleRuleThatIsSetForAllEvenWhereItIsOneReaction() {
			assertThat(policy("rules.long-lease=fail", "one.reaction=count").reactionTo(BoundaryRule.LONG_LEASE))
				.isEqualTo(Reaction.COUNT);
		}

		@Test
		void doesNotReachTheRulesThatItDoesNotName() {
			BoundaryPolicy policy = policy("reaction=count", "rules.long-lease=fail", "long-lease-after=5s",
					"one.rules.cross-thread=ignore");
			assertThat(policy.reactionTo(BoundaryRule.CROSS_THREAD)).isEqualTo(Reaction.IGNORE);
			assertThat(policy.reactionTo(BoundaryRule.LONG_LEASE)).isEqualTo(Reaction.FAIL);
			assertThat(policy.reactionTo(BoundaryRule.STATE_LEAK)).isEqualTo(Reaction.COUNT);
			assertThat(policy.longLeaseAfter()).isEqualTo(Duration.ofSeconds(5));
		}

		@Test
		void isOrderedFromTheNearestSingleRuleToTheFarthestOneReaction() {
			assertThat(reactionToLongLease("one.rules.long-lease=fail", "one.reaction=count", "rules.long-lease=warn",
					"reaction=ignore"))
				.isEqualTo(Reaction.FAIL);
			assertThat(reactionToLongLease("one.reaction=count", "rules.long-lease=warn", "reaction=ignore"))
				.isEqualTo(Reaction.COUNT);
			assertThat(reactionToLongLease("rules.long-lease=warn", "reaction=ignore")).isEqualTo(Reaction.WARN);
			assertThat(reactionToLongLease("reaction=ignore")).isEqualTo(Reaction.IGNORE);
		}

		private Reaction reactionToLongLease(String... properties) {
			BoundarySettingsTests.this.properties.clear();
			return policy(properties).reactionTo(BoundaryRule.LONG_LEASE);
		}

	}

	@Nested
	class TheNameOfARule {

		@ParameterizedTest
		@ValueSource(strings = { "cross-thread", "crossThread", "CROSS_THREAD", "crossthread", "[Cross-Thread]" })
		void mayBeSpeltAsItIsInJavaOrInProperties(String name) {
			assertThat(policy("rules." + name + "=fail").reactionTo(BoundaryRule.CROSS_THREAD))
				.isEqualTo(Reaction.FAIL);
		}

		@ParameterizedTest
		@ValueSource(strings = { "ONE_RULES_CROSSTHREAD", "ONE_RULES_CROSS_THREAD" })
		void mayComeFromAnEnvironmentVariableWhichGoesBeforeAFile(String variable) {
			setVariable(variable, "FAIL");
			assertThat(policy("one.rules.cross-thread=count").reactionTo(BoundaryRule.CROSS_THREAD))
				.isEqualTo(Reaction.FAIL);
			BoundarySettingsTests.this.properties.clear();
			assertThat(policy().reactionTo(BoundaryRule.CROSS_THREAD)).isEqualTo(Reaction.FAIL);
		}

		@Test
		void meansNothingWithoutAValue() {
			BoundarySettingsTests.this.properties.put("all.rules.cross-thread", "");
			assertThat(policy()).isEqualTo(BoundaryPolicy.defaults());
		}

	}

	@Nested
	class InWords {

		@Test
		void theDefaultsNeedNone() {
			assertThat(words()).isEmpty();
			assertThat(words("reaction=warn", "rules.outside-transaction=ignore")).isEmpty();
		}

		@Test
		void whatDiffersIsNamed() {
			assertThat(words("rules.cross-thread=fail", "rules.long-lease=ignore", "rules.outside-transaction=count"))
				.isEqualTo("cross-thread fails, long-lease is ignored, outside-transaction is counted");
		}

		@Test
		void whatHoldsForAllIsSaidOnce() {
			assertThat(words("reaction=ignore")).isEqualTo("every boundary rule is ignored");
			assertThat(words("reaction=fail")).isEqualTo("every boundary rule fails");
			assertThat(words("reaction=fail", "rules.outside-transaction=ignore"))
				.isEqualTo("every boundary rule fails but outside-transaction is ignored");
			assertThat(words("reaction=warn")).isEqualTo("every boundary rule warns");
		}

		@Test
		void thresholdsAreSaidOfRulesThatAreLookedAfter() {
			assertThat(words("long-lease-after=1m", "idle-in-transaction-after=1500ms", "stack-traces=true")).isEqualTo(
					"long-lease after 1m, idle-in-transaction after 1500ms, remembers where connections are taken");
			assertThat(words("reaction=ignore", "long-lease-after=1m", "idle-in-transaction-after=1500ms",
					"stack-traces=true"))
				.isEqualTo("every boundary rule is ignored");
		}

		private String words(String... properties) {
			BoundarySettingsTests.this.properties.clear();
			return PolicyInWords.of(policy(properties));
		}

	}

}
