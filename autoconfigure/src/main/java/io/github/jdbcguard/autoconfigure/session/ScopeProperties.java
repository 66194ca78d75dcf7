package io.github.jdbcguard.autoconfigure.session;

import java.time.Duration;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of transactional scopes. Immutable.
 *
 * @param retry When a transactional scope runs its work again.
 */
public record ScopeProperties(@DefaultValue Retry retry) {

	/**
	 * When a transactional scope runs its work again.
	 *
	 * @param maxRetries How many times work may be done again after a serialization
	 * failure, a deadlock, or a connection that was lost before the commit.
	 * @param delay Time before the first retry.
	 * @param multiplier By what the delay grows from one retry to the next.
	 * @param maxDelay Longest time between two retries.
	 * @param jitter By how much a delay may be shorter or longer, at random, so that
	 * those who have got in each other's way do not meet again.
	 * @param afterRestore Whether to do work again that a restore of the process has
	 * interrupted. Only for work that may be done twice: in a clone, the original does it
	 * too.
	 */
	public record Retry(@DefaultValue("0") long maxRetries, @DefaultValue("50ms") Duration delay,
			@DefaultValue("2.0") double multiplier, @DefaultValue("1s") Duration maxDelay,
			@DefaultValue("25ms") Duration jitter, @DefaultValue("false") boolean afterRestore) {

	}

}
