package io.github.jdbcguard.autoconfigure.session;

import java.time.Duration;

import io.github.jdbcguard.autoconfigure.pool.TimeRange;
import io.github.jdbcguard.autoconfigure.pool.WrittenProperties;
import io.github.jdbcguard.autoconfigure.session.ScopeProperties.Retry;
import io.github.jdbcguard.pool.InvalidPoolPolicyException;
import io.github.jdbcguard.session.spring.ScopeDefaults;

import org.springframework.boot.retry.RetryPolicySettings;
import org.springframework.core.retry.RetryPolicy;

/**
 * What transactional scopes do where the application says nothing else. Refuses what
 * cannot work. Immutable.
 */
final class RetrySettings {

	private static final String PREFIX = "jdbc-guard.scope.retry.";

	private static final String USE_NONE = "or set 'jdbc-guard.scope.retry.max-retries' to '0' to retry nothing";

	private final Retry retry;

	/**
	 * Take over what is set, and refuse what cannot work.
	 * @throws InvalidPoolPolicyException if a value cannot work
	 */
	RetrySettings(Retry retry, WrittenProperties written) {
		this.retry = retry;
		if (retry.maxRetries() < 0) {
			throw written.setting(PREFIX + "max-retries", retry.maxRetries())
				.refused("nothing can be done less than never", "Use '0' to retry nothing, or a number above.");
		}
		// Written with !(a >= b) so that "not a number" is refused too
		if (!(retry.multiplier() >= 1)) {
			throw written.setting(PREFIX + "multiplier", retry.multiplier())
				.refused("delays must not become shorter", "Use '1.0' for equal delays, or a number above.");
		}
		notNegative(written, "delay", retry.delay());
		notNegative(written, "jitter", retry.jitter());
		new TimeRange(Duration.ofMillis(1), "no delay is that short", USE_NONE)
			.check(written.setting(PREFIX + "max-delay", retry.maxDelay()));
		if (retry.maxDelay().compareTo(retry.delay()) < 0) {
			throw written.setting(PREFIX + "max-delay", retry.maxDelay())
				.refused(
						"it is shorter than '%sdelay', which is '%s'".formatted(PREFIX,
								written.setting(PREFIX + "delay", retry.delay()).text()),
						"Make it at least as long, or make the delay shorter.");
		}
	}

	private static void notNegative(WrittenProperties written, String name, Duration time) {
		new TimeRange(Duration.ZERO, "it is negative", USE_NONE).check(written.setting(PREFIX + name, time));
	}

	ScopeDefaults defaults() {
		return new ScopeDefaults(this.retry.maxRetries(), this.retry.afterRestore(), this::policy);
	}

	private RetryPolicy policy(long maxRetries) {
		RetryPolicySettings settings = new RetryPolicySettings();
		settings.setMaxRetries(maxRetries);
		settings.setDelay(this.retry.delay());
		settings.setMultiplier(this.retry.multiplier());
		settings.setMaxDelay(this.retry.maxDelay());
		settings.setJitter(this.retry.jitter());
		return settings.createRetryPolicy();
	}

}
