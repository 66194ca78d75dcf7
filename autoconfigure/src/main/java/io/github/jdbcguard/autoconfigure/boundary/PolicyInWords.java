package io.github.jdbcguard.autoconfigure.boundary;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.github.jdbcguard.autoconfigure.pool.Durations;
import io.github.jdbcguard.boundary.BoundaryPolicy;
import io.github.jdbcguard.boundary.BoundaryRule;
import io.github.jdbcguard.boundary.Reaction;

/**
 * Says in a clause how a policy differs from what holds where nothing is set, for a log.
 */
public final class PolicyInWords {

	private final BoundaryPolicy policy;

	private final List<String> words = new ArrayList<>();

	private PolicyInWords(BoundaryPolicy policy) {
		this.policy = policy;
	}

	/**
	 * Say it.
	 * @param policy the policy
	 * @return the clause, empty where the policy does not differ
	 */
	public static String of(BoundaryPolicy policy) {
		PolicyInWords inWords = new PolicyInWords(policy);
		BoundaryPolicy defaults = BoundaryPolicy.defaults();
		inWords.addReactions();
		inWords.addThreshold(BoundaryRule.LONG_LEASE, policy.longLeaseAfter(), defaults.longLeaseAfter());
		inWords.addThreshold(BoundaryRule.IDLE_IN_TRANSACTION, policy.idleInTransactionAfter(),
				defaults.idleInTransactionAfter());
		if (policy.stackTraces() && policy.watchesAny()) {
			inWords.words.add("remembers where connections are taken");
		}
		return String.join(", ", inWords.words);
	}

	private void addReactions() {
		Reaction common = reactionTo(BoundaryRule.CONCURRENT_USE);
		List<BoundaryRule> changed = rules((rule) -> reactionTo(rule) != rule.defaultReaction());
		List<BoundaryRule> exceptions = rules((rule) -> reactionTo(rule) != common);
		if (changed.size() <= exceptions.size()) {
			changed.forEach((rule) -> this.words.add(inWords(rule)));
		}
		else if (exceptions.isEmpty()) {
			this.words.add("every boundary rule " + verb(common));
		}
		else {
			this.words.add(exceptions.stream()
				.map(this::inWords)
				.collect(Collectors.joining(", ", "every boundary rule " + verb(common) + " but ", "")));
		}
	}

	private void addThreshold(BoundaryRule rule, Duration threshold, Duration otherwise) {
		if (this.policy.watches(rule) && !threshold.equals(otherwise)) {
			this.words.add(rule + " after " + Durations.print(threshold));
		}
	}

	private String inWords(BoundaryRule rule) {
		return rule + " " + verb(reactionTo(rule));
	}

	private Reaction reactionTo(BoundaryRule rule) {
		return this.policy.reactionTo(rule);
	}

	private static List<BoundaryRule> rules(Predicate<BoundaryRule> which) {
		return Arrays.stream(BoundaryRule.values()).filter(which).toList();
	}

	private static String verb(Reaction reaction) {
		return switch (reaction) {
			case IGNORE -> "is ignored";
			case COUNT -> "is counted";
			case WARN -> "warns";
			case FAIL -> "fails";
		};
	}

}
