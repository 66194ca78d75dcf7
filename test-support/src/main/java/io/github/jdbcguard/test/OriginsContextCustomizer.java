package io.github.jdbcguard.test;

import java.util.Map;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Switches {@code jdbc-guard.boundary.stack-traces} on where nothing is said of it.
 */
record OriginsContextCustomizer() implements ContextCustomizer {

	private static final String KEY = "jdbc-guard.boundary.stack-traces";

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
		context.getEnvironment()
			.getPropertySources()
			.addLast(new MapPropertySource("jdbc-guard-test", Map.of(KEY, true)));
	}

}
