package io.github.jdbcguard.coexistence;

import java.util.List;
import java.util.Set;

import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Auto-configures an application as if only the technologies it names were on its class
 * path. With all of them there each application would be one on JPA, for example.
 */
class OnTechnology implements AutoConfigurationImportFilter, EnvironmentAware {

	static final String PROPERTY = "coexistence.technologies";

	private Set<Technology> used = Set.of();

	@Override
	public void setEnvironment(Environment environment) {
		List<Technology> named = Binder.get(environment)
			.bind(PROPERTY, Bindable.listOf(Technology.class))
			.orElse(List.of());
		this.used = Set.copyOf(named);
	}

	@Override
	public boolean[] match(String[] autoConfigurations, AutoConfigurationMetadata metadata) {
		boolean[] matches = new boolean[autoConfigurations.length];
		for (int i = 0; i < matches.length; i++) {
			matches[i] = matches(autoConfigurations[i]);
		}
		return matches;
	}

	private boolean matches(String autoConfiguration) {
		// Those that were filtered out before are null
		return autoConfiguration == null || Technology.of(autoConfiguration).map(this.used::contains).orElse(true);
	}

}
