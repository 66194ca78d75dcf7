package io.github.jdbcguard.test;

import java.util.List;

import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;

/**
 * Has every test's application remember where connections are taken, so that a failure
 * can say it. The same for all tests, so that they go on sharing their contexts.
 */
class OriginsContextCustomizerFactory implements ContextCustomizerFactory {

	@Override
	public ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> configAttributes) {
		return new OriginsContextCustomizer();
	}

}
