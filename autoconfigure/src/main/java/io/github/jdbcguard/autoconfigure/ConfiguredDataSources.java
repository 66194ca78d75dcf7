package io.github.jdbcguard.autoconfigure;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.jdbcguard.autoconfigure.JdbcGuardProperties.DataSourceOverrides;
import io.github.jdbcguard.pool.InvalidPoolPolicyException;
import org.jspecify.annotations.Nullable;

/**
 * The DataSources that properties name, to exclude them or to set something for them
 * alone. Names in properties match those of beans when they are equal but for case,
 * dashes and underscores, which environment variables cannot tell. Immutable.
 */
final class ConfiguredDataSources {

	private static final String EXCLUDE = "jdbc-guard.exclude";

	private static final String DATASOURCES = "jdbc-guard.datasources";

	private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

	/** As the user wrote them, by what they are compared by. */
	private final Map<String, String> excluded = new LinkedHashMap<>();

	private final Map<String, Overrides> overrides = new LinkedHashMap<>();

	ConfiguredDataSources(JdbcGuardProperties properties) {
		properties.exclude().forEach((name) -> this.excluded.put(comparable(name), name));
		properties.datasources().forEach(this::override);
	}

	private void override(String name, DataSourceOverrides overrides) {
		if (this.excluded.containsKey(comparable(name))) {
			throw new InvalidPoolPolicyException(DATASOURCES, name, "'" + EXCLUDE + "' names the same DataSource",
					"Remove it from one of the two.");
		}
		this.overrides.put(comparable(name), new Overrides(name, overrides));
	}

	boolean excludes(String beanName) {
		return this.excluded.containsKey(comparable(beanName));
	}

	/**
	 * What is set for one DataSource alone.
	 * @param beanName its name
	 * @return the settings, {@code null} where there are none
	 */
	@Nullable Overrides overridesOf(String beanName) {
		return this.overrides.get(comparable(beanName));
	}

	Collection<Overrides> overrides() {
		return this.overrides.values();
	}

	/**
	 * Refuse settings for a DataSource that they cannot reach.
	 */
	void checkNoneFor(String beanName, String reason, String action) {
		Overrides overrides = overridesOf(beanName);
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

	private static String comparable(String name) {
		return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
	}

	/**
	 * The settings of one DataSource.
	 *
	 * @param name its name, as the user wrote it
	 * @param settings what is set for it alone
	 */
	record Overrides(String name, DataSourceOverrides settings) {

		/**
		 * What the keys of its properties begin with.
		 */
		String prefix() {
			return DATASOURCES + (PLAIN.matcher(this.name).matches() ? "." + this.name : "[" + this.name + "]");
		}

	}

}
