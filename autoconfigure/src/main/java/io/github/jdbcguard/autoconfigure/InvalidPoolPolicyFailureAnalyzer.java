package io.github.jdbcguard.autoconfigure;

import io.github.jdbcguard.pool.InvalidPoolPolicyException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Analyzes an {@link InvalidPoolPolicyException}.
 */
class InvalidPoolPolicyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidPoolPolicyException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidPoolPolicyException cause) {
		String description = """
				A property of jdbc-guard cannot work:

				    Property: %s
				    Value: "%s"
				    Reason: %s""".formatted(cause.property(), cause.value(), cause.reason());
		return new FailureAnalysis(description, cause.action(), cause);
	}

}
