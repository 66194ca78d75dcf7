package io.github.jdbcguard.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.jayway.jsonpath.JsonPath;
import io.github.jdbcguard.autoconfigure.boundary.BoundaryProperties;
import io.github.jdbcguard.autoconfigure.pool.PoolProperties;
import io.github.jdbcguard.boundary.BoundaryPolicy;
import io.github.jdbcguard.boundary.BoundaryRule;
import io.github.jdbcguard.boundary.Reaction;
import io.github.jdbcguard.pool.PoolPolicy;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.UrlResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What editors know of the properties.
 */
class ConfigurationMetadataTests {

	private static final String BOUNDARY = "jdbc-guard.boundary.";

	private final Map<String, Map<String, Object>> properties = byName("properties");

	private final Map<String, Map<String, Object>> hints = byName("hints");

	@Test
	void describesEachPropertyOfThePool() {
		List<String> names = Arrays.stream(PoolProperties.class.getRecordComponents())
			.map((component) -> "jdbc-guard.pool." + dashed(component.getName()))
			.toList();
		assertThat(this.properties.keySet()).containsAll(names);
		assertThat(this.properties.values()).allSatisfy((property) -> assertThat((String) property.get("description"))
			.as("description of " + property.get("name"))
			.endsWith("."));
	}

	@Test
	void hasTheDefaultsThatHoldWhereNothingIsSet() {
		PoolPolicy defaults = PoolPolicy.defaults();
		assertThat(defaultOf("max-overflow")).isEqualTo("0");
		assertThat(defaultOf("reuse")).isEqualTo(String.valueOf(defaults.reuse()));
		assertThat(defaultOf("reset-on-return")).isEqualToIgnoringCase(defaults.resetOnReturn().name());
		assertThat(defaultOf("reset-session")).isEqualTo(String.valueOf(defaults.resetSession()));
		assertThat(defaultOf("server-timeout-check")).isEqualToIgnoringCase(defaults.serverTimeoutCheck().name());
		for (String name : List.of("size", "timeout", "recycle", "ping-after-idle")) {
			assertThat(defaultOf(name)).isEqualTo("null");
		}
	}

	@Test
	void describesEachPropertyOfTheBoundaryRules() {
		assertThat(this.properties.keySet()).containsAll(Arrays.stream(BoundaryProperties.class.getRecordComponents())
			.map((component) -> BOUNDARY + dashed(component.getName()))
			.toList());
	}

	@Test
	void hasTheThresholdsThatHoldWhereNothingIsSet() {
		BoundaryPolicy defaults = BoundaryPolicy.defaults();
		assertThat(this.properties.get(BOUNDARY + "long-lease-after")).containsEntry("defaultValue",
				defaults.longLeaseAfter().toSeconds() + "s");
		assertThat(this.properties.get(BOUNDARY + "idle-in-transaction-after")).containsEntry("defaultValue",
				defaults.idleInTransactionAfter().toSeconds() + "s");
		assertThat(this.properties.get(BOUNDARY + "stack-traces")).containsEntry("defaultValue",
				defaults.stackTraces());
		assertThat(this.properties.get(BOUNDARY + "reaction")).doesNotContainKey("defaultValue");
	}

	@Test
	void explainsEachRuleAndEachReaction() {
		String[] reactions = names(Reaction.values());
		assertThat(values(BOUNDARY + "reaction")).containsExactly(reactions);
		assertThat(values(BOUNDARY + "rules.values")).containsExactly(reactions);
		assertThat(values(BOUNDARY + "rules.keys"))
			.containsExactly(Arrays.stream(BoundaryRule.values()).map(BoundaryRule::key).toArray(String[]::new));
	}

	@Test
	void explainsEachChoice() {
		assertThat(choices("reset-on-return")).containsExactly(names(PoolPolicy.ResetOnReturn.values()));
		assertThat(choices("server-timeout-check")).containsExactly(names(PoolPolicy.ServerTimeoutCheck.values()));
	}

	private String defaultOf(String name) {
		return String.valueOf(this.properties.get("jdbc-guard.pool." + name).get("defaultValue"));
	}

	private List<String> choices(String name) {
		return values("jdbc-guard.pool." + name);
	}

	private List<String> values(String name) {
		List<?> values = (List<?>) this.hints.get(name).get("values");
		return values.stream().map((value) -> (String) ((Map<?, ?>) value).get("value")).toList();
	}

	private static String[] names(Enum<?>[] values) {
		return Arrays.stream(values).map((value) -> value.name().toLowerCase(Locale.ROOT)).toArray(String[]::new);
	}

	private static String dashed(String name) {
		return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
	}

	private static Map<String, Map<String, Object>> byName(String kind) {
		try {
			String json = new UrlResource(JdbcGuardProperties.class.getProtectionDomain().getCodeSource().getLocation())
				.createRelative("META-INF/spring-configuration-metadata.json")
				.getContentAsString(StandardCharsets.UTF_8);
			List<Map<String, Object>> items = JsonPath.parse(json).read("$." + kind);
			return items.stream()
				.collect(Collectors.toMap((item) -> (String) item.get("name"), (item) -> item, (a, b) -> a,
						TreeMap::new));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
