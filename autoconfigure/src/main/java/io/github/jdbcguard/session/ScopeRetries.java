package io.github.jdbcguard.session;

import java.time.Duration;

import io.github.jdbcguard.process.Incarnation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.core.retry.Retryable;
import org.springframework.util.backoff.BackOff;

/**
 * Does the work of a {@link TransactionalScope} again where that is safe and its policy
 * wants it. For one call, in one thread.
 */
final class ScopeRetries implements RetryPolicy {

	private static final Logger logger = LoggerFactory.getLogger("io.github.jdbcguard.session");

	private final ScopedTransactions scope;

	private final RetryPolicy policy;

	private final boolean afterRestore;

	private final Incarnation begun;

	private ScopeAttempt attempt;

	private int attempts;

	ScopeRetries(ScopedTransactions scope, RetryPolicy policy, boolean afterRestore) {
		this.scope = scope;
		this.policy = policy;
		this.afterRestore = afterRestore;
		this.begun = ScopeAttempt.incarnation(scope);
		this.attempt = new ScopeAttempt(scope);
	}

	/**
	 * The failures of earlier attempts are suppressed in the last one.
	 */
	<T extends @Nullable Object, X extends Exception> T call(ScopeCallback<T, X> work) throws X {
		try {
			return new RetryTemplate(this).execute(new Retryable<T>() {

				@Override
				public T execute() throws X {
					return nextAttempt(work);
				}

				@Override
				public String getName() {
					return ScopeRetries.this.scope.name();
				}

			});
		}
		catch (RetryException ex) {
			Throwable last = ex.getLastException();
			for (Throwable earlier : ex.getExceptions()) {
				if (earlier != last) {
					last.addSuppressed(earlier);
				}
			}
			throw ScopeRetries.<X>unchecked(last);
		}
	}

	private <T extends @Nullable Object, X extends Exception> T nextAttempt(ScopeCallback<T, X> work) throws X {
		if (this.attempts++ > 0) {
			this.scope.source().sessions.outcomes().retried();
		}
		this.attempt = new ScopeAttempt(this.scope);
		return this.attempt.run(work);
	}

	/**
	 * The work throws what it declares, and unchecked exceptions.
	 */
	@SuppressWarnings("unchecked")
	private static <X extends Exception> X unchecked(Throwable failure) throws X {
		throw (X) failure;
	}

	@Override
	public boolean shouldRetry(Throwable failure) {
		if (!RetrySafety.isSafe(this.attempt, failure) || !isSameLife() || !this.policy.shouldRetry(failure)) {
			return false;
		}
		logger.info("Transactional scope '{}' on DataSource '{}' is to be run again (retry {}): {}", this.scope.name(),
				this.scope.source().name(), this.attempts, Words.of(failure));
		return true;
	}

	/**
	 * In a clone the original does the same work, and in a forked child the parent does.
	 */
	private boolean isSameLife() {
		Incarnation now = ScopeAttempt.incarnation(this.scope);
		return now == this.begun || (this.afterRestore && !now.isForkOf(this.begun));
	}

	@Override
	public Duration getTimeout() {
		return this.policy.getTimeout();
	}

	@Override
	public BackOff getBackOff() {
		return this.policy.getBackOff();
	}

}
