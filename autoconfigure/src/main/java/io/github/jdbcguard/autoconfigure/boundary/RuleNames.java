package io.github.jdbcguard.autoconfigure.boundary;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.github.jdbcguard.autoconfigure.pool.WrittenProperties;
import io.github.jdbcguard.boundary.BoundaryRule;
import io.github.jdbcguard.boundary.Reaction;
import io.github.jdbcguard.pool.InvalidPoolPolicyException;

/**
 * Finds rules by their names as users write them: case, dashes and underscores do not
 * matter, which environment variables cannot tell.
 */
final class RuleNames {

	/** Looks like a rule, but leaves nothing to choose. */
	private static final String FOREIGN_TRANSACTION = "foreign-transaction";

	private RuleNames() {
	}

	static Map<BoundaryRule, Reaction> resolve(String prefix, Map<String, Reaction> rules, WrittenProperties written) {
		Map<BoundaryRule, Reaction> resolved = new EnumMap<>(BoundaryRule.class);
		rules.forEach((name, reaction) -> {
			BoundaryRule rule = find(name).orElseThrow(() -> refused(prefix, name, reaction, written));
			// Several spellings may come from several places, of which one goes first
			resolved.put(rule, written.value(prefix + "." + rule.key(), reaction));
		});
		return resolved;
	}

	private static Optional<BoundaryRule> find(String name) {
		return Arrays.stream(BoundaryRule.values())
			.filter((rule) -> comparable(rule.key()).equals(comparable(name)))
			.findFirst();
	}

	private static InvalidPoolPolicyException refused(String prefix, String name, Reaction reaction,
			WrittenProperties written) {
		if (comparable(name).equals(comparable(FOREIGN_TRANSACTION))) {
			return written.setting(prefix + "." + FOREIGN_TRANSACTION, reaction)
				.refused("work in a transaction that another life of this process has begun always fails, for nobody "
						+ "knows what has become of it", "Remove it.");
		}
		return written.setting(prefix + "." + name, reaction)
			.refused("there is no such rule, those there are have the names " + names(),
					"Use the name of a rule; case and dashes do not matter.");
	}

	private static String names() {
		return Arrays.stream(BoundaryRule.values())
			.map((rule) -> "'" + rule.key() + "'")
			.collect(Collectors.joining(", "));
	}

	private static String comparable(String name) {
		return name.replaceAll("[-_.]", "").toLowerCase(Locale.ROOT);
	}

}
