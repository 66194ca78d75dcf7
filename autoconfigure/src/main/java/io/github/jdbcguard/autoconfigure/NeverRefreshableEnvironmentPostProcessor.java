package io.github.jdbcguard.autoconfigure;

import java.util.Map;

import io.github.jdbcguard.pool.hikari.GuardedHikariDataSource;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.ClassUtils;

/**
 * Has Spring Cloud treat a guarded {@code HikariDataSource} as it treats any other: it
 * never rebinds one, for that would fail on a pool that is running, but knows it by the
 * name of its class only.
 */
class NeverRefreshableEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

	private static final String REBINDER = "org.springframework.cloud.context.properties.ConfigurationPropertiesRebinder";

	private static final String PROPERTY = "spring.cloud.refresh.never-refreshable";

	/** Spring Cloud's own default. */
	private static final String HIKARI = "com.zaxxer.hikari.HikariDataSource";

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		ClassLoader classLoader = application.getClassLoader();
		if (ClassUtils.isPresent(REBINDER, classLoader) && ClassUtils.isPresent(HIKARI, classLoader)
				&& OnGuardEnabled.isEnabled(environment)) {
			String value = environment.getProperty(PROPERTY, HIKARI) + "," + GuardedHikariDataSource.class.getName();
			environment.getPropertySources().addFirst(new MapPropertySource("jdbcGuard", Map.of(PROPERTY, value)));
		}
	}

	/**
	 * After the application's own configuration is known.
	 */
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
