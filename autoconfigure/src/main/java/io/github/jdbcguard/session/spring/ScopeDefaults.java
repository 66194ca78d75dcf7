package io.github.jdbcguard.session.spring;

import java.util.function.LongFunction;

import io.github.jdbcguard.session.TransactionalScope;

import org.springframework.core.retry.RetryPolicy;

/**
 * What a {@link TransactionalScope} does where nothing else is said.
 *
 * @param maxRetries how many times work may be done again, zero for none
 * @param retryAfterRestore whether work may also be done again that a restore of the
 * process has interrupted, once where there are no retries
 * @param policies makes a policy of a number of retries, with the delays between them
 */
public record ScopeDefaults(long maxRetries, boolean retryAfterRestore, LongFunction<RetryPolicy> policies) {

	/**
	 * No retries; where some are asked for, with Spring's own delays.
	 * @return the defaults
	 */
	public static ScopeDefaults none() {
		return new ScopeDefaults(0, false, RetryPolicy::withMaxRetries);
	}

}
