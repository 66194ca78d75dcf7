package io.github.jdbcguard.boundary;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * What comes of broken rules, for one pool. Immutable.
 *
 * @param reactions the reaction to each rule
 * @param longLeaseAfter how long a connection may be held
 * @param idleInTransactionAfter how long no statement may run in an open transaction
 * @param stackTraces whether to remember where each lease began, which costs microseconds
 * for each
 */
public record BoundaryPolicy(Map<BoundaryRule, Reaction> reactions, Duration longLeaseAfter,
		Duration idleInTransactionAfter, boolean stackTraces) {

	/**
	 * How long a connection may be held if nothing else is said.
	 */
	public static final Duration DEFAULT_LONG_LEASE_AFTER = Duration.ofSeconds(30);

	/**
	 * How long a transaction may be idle if nothing else is said.
	 */
	public static final Duration DEFAULT_IDLE_IN_TRANSACTION_AFTER = Duration.ofSeconds(10);

	public BoundaryPolicy {
		EnumMap<BoundaryRule, Reaction> all = new EnumMap<>(BoundaryRule.class);
		for (BoundaryRule rule : BoundaryRule.values()) {
			all.put(rule, reactions.getOrDefault(rule, rule.defaultReaction()));
		}
		reactions = Map.copyOf(all);
	}

	/**
	 * What holds where nothing is set.
	 * @return the defaults
	 */
	public static BoundaryPolicy defaults() {
		return new BoundaryPolicy(Map.of(), DEFAULT_LONG_LEASE_AFTER, DEFAULT_IDLE_IN_TRANSACTION_AFTER, false);
	}

	/**
	 * What comes of a broken rule.
	 * @param rule the rule
	 * @return the reaction
	 */
	public Reaction reactionTo(BoundaryRule rule) {
		return this.reactions.getOrDefault(rule, rule.defaultReaction());
	}

	/**
	 * Whether a rule is looked after at all.
	 * @param rule the rule
	 * @return whether its reaction is other than {@link Reaction#IGNORE}
	 */
	public boolean watches(BoundaryRule rule) {
		return reactionTo(rule) != Reaction.IGNORE;
	}

	/**
	 * Whether any rule is looked after.
	 * @return whether not every reaction is {@link Reaction#IGNORE}
	 */
	public boolean watchesAny() {
		return this.reactions.values().stream().anyMatch((reaction) -> reaction != Reaction.IGNORE);
	}

}
