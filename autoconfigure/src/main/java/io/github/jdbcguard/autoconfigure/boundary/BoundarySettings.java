package io.github.jdbcguard.autoconfigure.boundary;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

import io.github.jdbcguard.autoconfigure.pool.TimeRange;
import io.github.jdbcguard.autoconfigure.pool.WrittenProperties;
import io.github.jdbcguard.boundary.BoundaryPolicy;
import io.github.jdbcguard.boundary.BoundaryRule;
import io.github.jdbcguard.boundary.Reaction;
import io.github.jdbcguard.pool.InvalidPoolPolicyException;
import org.jspecify.annotations.Nullable;

/**
 * What is set for the boundary rules at one level: for all DataSources, or for a single
 * one. Immutable.
 * <p>
 * What a single DataSource says goes before what is said for all, and what is said of a
 * single rule goes before what the same level says of all rules. A threshold of a rule
 * that is ignored is no contradiction: to silence a rule for a while should take one
 * property.
 *
 * @param reaction the reaction to all rules that have none of their own
 * @param rules the reactions to single rules
 * @param longLeaseAfter how long a connection may be held
 * @param idleInTransactionAfter how long no statement may run in an open transaction
 * @param stackTraces whether to remember where each lease began
 */
public record BoundarySettings(@Nullable Reaction reaction, Map<BoundaryRule, Reaction> rules,
		@Nullable Duration longLeaseAfter, @Nullable Duration idleInTransactionAfter, @Nullable Boolean stackTraces) {

	/** Far above the precision with which the age of a lease is known. */
	private static final Duration SHORTEST = Duration.ofMillis(100);

	public BoundarySettings {
		rules = Map.copyOf(rules);
	}

	/**
	 * Take over what is set, and refuse what cannot work.
	 * @param prefix the part of the keys before the names of the properties
	 * @param properties what is set
	 * @param written what the user wrote
	 * @return the settings
	 * @throws InvalidPoolPolicyException if a value cannot work, or there is no such rule
	 */
	public static BoundarySettings of(String prefix, BoundaryProperties properties, WrittenProperties written) {
		checkTime(prefix, ".long-lease-after", properties.longLeaseAfter(), BoundaryRule.LONG_LEASE, written);
		checkTime(prefix, ".idle-in-transaction-after", properties.idleInTransactionAfter(),
				BoundaryRule.IDLE_IN_TRANSACTION, written);
		return new BoundarySettings(properties.reaction(),
				RuleNames.resolve(prefix + ".rules", properties.rules(), written), properties.longLeaseAfter(),
				properties.idleInTransactionAfter(), properties.stackTraces());
	}

	private static void checkTime(String prefix, String name, @Nullable Duration time, BoundaryRule rule,
			WrittenProperties written) {
		new TimeRange(SHORTEST, "what a connection is used for takes longer",
				"or set '%s.rules.%s' to 'ignore'".formatted(prefix, rule))
			.check(written.settingIfWritten(prefix + name, time));
	}

	/**
	 * The policy of a DataSource for which nothing is set alone.
	 * @return the policy
	 */
	public BoundaryPolicy policy() {
		return policy(new BoundarySettings(null, Map.of(), null, null, null));
	}

	/**
	 * The policy of a single DataSource, where these are the settings for all.
	 * @param own what is set for that DataSource
	 * @return the policy
	 */
	public BoundaryPolicy policy(BoundarySettings own) {
		Map<BoundaryRule, Reaction> reactions = new EnumMap<>(BoundaryRule.class);
		for (BoundaryRule rule : BoundaryRule.values()) {
			Reaction reaction = either(own.reactionTo(rule), reactionTo(rule));
			reactions.put(rule, (reaction != null) ? reaction : rule.defaultReaction());
		}
		BoundaryPolicy defaults = BoundaryPolicy.defaults();
		Duration longLease = either(own.longLeaseAfter, this.longLeaseAfter);
		Duration idle = either(own.idleInTransactionAfter, this.idleInTransactionAfter);
		Boolean stackTraces = either(own.stackTraces, this.stackTraces);
		return new BoundaryPolicy(reactions, (longLease != null) ? longLease : defaults.longLeaseAfter(),
				(idle != null) ? idle : defaults.idleInTransactionAfter(),
				(stackTraces != null) ? stackTraces : defaults.stackTraces());
	}

	private @Nullable Reaction reactionTo(BoundaryRule rule) {
		return either(this.rules.get(rule), this.reaction);
	}

	private static <T> @Nullable T either(@Nullable T nearer, @Nullable T farther) {
		return (nearer != null) ? nearer : farther;
	}

}
