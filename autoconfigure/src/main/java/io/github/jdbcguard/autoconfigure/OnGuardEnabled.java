package io.github.jdbcguard.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches unless {@code jdbc-guard.enabled} is false. Unlike
 * {@code @ConditionalOnBooleanProperty} it does not take a misspelt "true" for a wish to
 * be unprotected, but fails.
 */
class OnGuardEnabled extends SpringBootCondition {

	private static final String PROPERTY = "jdbc-guard.enabled";

	static boolean isEnabled(Environment environment) {
		return Binder.get(environment).bind(PROPERTY, Boolean.class).orElse(true);
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		boolean enabled = isEnabled(context.getEnvironment());
		return new ConditionOutcome(enabled,
				ConditionMessage.forCondition("jdbc-guard").because(PROPERTY + " is " + enabled));
	}

}
