package io.github.jdbcguard.autoconfigure;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.zaxxer.hikari.HikariConfig;
import io.github.jdbcguard.autoconfigure.JdbcGuardProperties.DataSourceOverrides;
import io.github.jdbcguard.autoconfigure.JdbcGuardProperties.ProcessGuard;
import io.github.jdbcguard.autoconfigure.JdbcGuardProperties.ProcessOverrides;
import io.github.jdbcguard.pool.InvalidPoolPolicyException;
import org.jspecify.annotations.Nullable;

/**
 * Which policy holds for which DataSource. Names in properties match those of beans when
 * they are equal but for case, dashes and underscores, which environment variables cannot
 * tell. What cannot work is refused here, with an {@link InvalidPoolPolicyException}.
 */
final class GuardPolicies {

	private static final String COMMON = "jdbc-guard";

	private static final String EXCLUDE = "jdbc-guard.exclude";

	private static final String DATASOURCES = "jdbc-guard.datasources";

	private static final String RECONNECT_SPREAD = ".process.reconnect-spread";

	private static final String FREEZE_THRESHOLD = ".process.freeze-threshold";

	private final ProcessGuard common;

	/** As the user wrote them, by what they are compared by. */
	private final Map<String, String> excluded = new LinkedHashMap<>();

	private final Map<String, Overrides> overrides = new LinkedHashMap<>();

	GuardPolicies(JdbcGuardProperties properties) {
		this.common = properties.process();
		check(COMMON, this.common.freezeThreshold(), this.common.reconnectSpread());
		properties.exclude().forEach((name) -> this.excluded.put(comparable(name), name));
		properties.datasources().forEach(this::override);
	}

	private void override(String name, DataSourceOverrides overrides) {
		ProcessOverrides process = overrides.process();
		check(DATASOURCES + "." + name, process.freezeThreshold(), process.reconnectSpread());
		if (this.excluded.containsKey(comparable(name))) {
			throw new InvalidPoolPolicyException(DATASOURCES, name, "'" + EXCLUDE + "' names the same DataSource",
					"Remove it from one of the two.");
		}
		this.overrides.put(comparable(name), new Overrides(name, process));
	}

	/**
	 * The process guard of a DataSource.
	 */
	ProcessGuard forDataSource(String beanName) {
		Overrides overrides = this.overrides.get(comparable(beanName));
		return (overrides != null) ? this.common.overriddenBy(overrides.process()) : this.common;
	}

	/**
	 * Whether the process guard is on for any DataSource there may be.
	 */
	boolean watchTheProcess() {
		return this.common.enabled() || this.overrides.values()
			.stream()
			.anyMatch((overrides) -> overrides.process().enabled(this.common.enabled()));
	}

	boolean excludes(String beanName) {
		return this.excluded.containsKey(comparable(beanName));
	}

	/**
	 * Refuse what cannot work with this pool.
	 */
	void check(String beanName, HikariConfig pool) {
		Duration spread = forDataSource(beanName).reconnectSpread();
		Duration timeout = Duration.ofMillis(pool.getConnectionTimeout());
		if (spread.compareTo(timeout) >= 0) {
			Overrides overrides = this.overrides.get(comparable(beanName));
			boolean own = overrides != null && overrides.process().reconnectSpread() != null;
			throw new InvalidPoolPolicyException(
					((own && overrides != null) ? DATASOURCES + "." + overrides.name() : COMMON) + RECONNECT_SPREAD,
					print(spread),
					"a checkout from the DataSource '%s' waits no longer than its connection timeout, which is '%s'"
						.formatted(beanName, print(timeout)),
					"Choose a time shorter than that, or give the pool a longer connection timeout.");
		}
	}

	/**
	 * Refuse settings for a DataSource that they cannot reach.
	 */
	void checkNoneFor(String beanName, String reason, String action) {
		Overrides overrides = this.overrides.get(comparable(beanName));
		if (overrides != null) {
			throw new InvalidPoolPolicyException(DATASOURCES, overrides.name(),
					"the DataSource '%s' is not guarded: %s".formatted(beanName, reason), action);
		}
	}

	/**
	 * Refuse names that no DataSource has.
	 */
	void checkNames(Collection<String> beanNames) {
		this.excluded.values().forEach((name) -> checkName(EXCLUDE, name, beanNames));
		this.overrides.values().forEach((overrides) -> checkName(DATASOURCES, overrides.name(), beanNames));
	}

	private static void checkName(String property, String name, Collection<String> beanNames) {
		String comparable = comparable(name);
		if (beanNames.stream().noneMatch((beanName) -> comparable(beanName).equals(comparable))) {
			throw new InvalidPoolPolicyException(property, name, "no DataSource has this name, " + list(beanNames),
					"Use the name of a bean of type DataSource; case and dashes do not matter.");
		}
	}

	private static String list(Collection<String> beanNames) {
		if (beanNames.isEmpty()) {
			return "and there is no DataSource at all";
		}
		return "those there are have the names "
				+ new TreeSet<>(beanNames).stream().map((name) -> "'" + name + "'").collect(Collectors.joining(", "));
	}

	private static void check(String prefix, @Nullable Duration freezeThreshold, @Nullable Duration reconnectSpread) {
		if (freezeThreshold != null && !freezeThreshold.isZero()
				&& freezeThreshold.compareTo(Duration.ofMillis(1)) < 0) {
			throw new InvalidPoolPolicyException(prefix + FREEZE_THRESHOLD, print(freezeThreshold),
					"no pause is that short", "Use '0' to take no notice of pauses, or at least '1ms'.");
		}
		if (reconnectSpread != null && reconnectSpread.isNegative()) {
			throw new InvalidPoolPolicyException(prefix + RECONNECT_SPREAD, print(reconnectSpread),
					"nothing can be spread over a time that is negative",
					"Use '0' to reconnect at once, or a time shorter than the pool's connection timeout.");
		}
	}

	private static String print(Duration duration) {
		if (duration.toNanosPart() == 0) {
			return duration.toSeconds() + "s";
		}
		return (duration.toNanosPart() % 1_000_000 == 0) ? duration.toMillis() + "ms" : duration.toNanos() + "ns";
	}

	private static String comparable(String name) {
		return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
	}

	/**
	 * The settings of one DataSource.
	 *
	 * @param name its name, as the user wrote it
	 * @param process its process guard
	 */
	private record Overrides(String name, ProcessOverrides process) {

	}

}
