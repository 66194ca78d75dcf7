package io.github.jdbcguard.session.spring;

import java.time.Duration;

import io.github.jdbcguard.process.Incarnation;
import io.github.jdbcguard.session.ScopeCallback;
import io.github.jdbcguard.session.TransactionalScope;
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

	private static final RetryPolicy ONCE = RetryPolicy.builder().maxRetries(1).delay(Duration.ZERO).build();

	private final ScopedTransactions scope;

	private final RetryPolicy policy;

	private final boolean afterRestore;

	private final boolean onlyAfterRestore;

	private final Incarnation begun;

	private ScopeAttempt attempt;

	private @Nullable Throwable failure;

	private int retries;

	/**
	 * Create retries.
	 * @param scope what is to be done again
	 * @param policy how often, {@code null} for once after a restore and never else
	 * @param afterRestore whether it may be done again after a restore
	 */
	ScopeRetries(ScopedTransactions scope, @Nullable RetryPolicy policy, boolean afterRestore) {
		this.scope = scope;
		this.policy = (policy != null) ? policy : ONCE;
		this.afterRestore = afterRestore;
		this.onlyAfterRestore = policy == null;
		this.begun = incarnation();
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
		Throwable failure = this.failure;
		if (failure != null) {
			if (!mayRunAgain()) {
				// Restored or forked during the delay
				throw ScopeRetries.<X>unchecked(failure);
			}
			this.retries++;
			this.scope.source().sessions.outcomes().retried();
			logger.info("The transactional scope '{}' on DataSource '{}' is run again (retry {}) after {}",
					this.scope.name(), this.scope.source().name(), this.retries, Words.of(failure));
		}
		this.attempt = new ScopeAttempt(this.scope);
		return this.attempt.run(work);
	}

	/**
	 * The work throws what it declares, unchecked exceptions and errors.
	 */
	@SuppressWarnings("unchecked")
	private static <X extends Throwable> X unchecked(Throwable failure) throws X {
		throw (X) failure;
	}

	@Override
	public boolean shouldRetry(Throwable failure) {
		this.failure = failure;
		return RetrySafety.isSafe(this.attempt, failure) && mayRunAgain() && this.policy.shouldRetry(failure);
	}

	/**
	 * In a clone the original does the same work, and in a forked child the parent does.
	 */
	private boolean mayRunAgain() {
		Incarnation now = incarnation();
		return (now == this.begun) ? !this.onlyAfterRestore : this.afterRestore && !now.isForkOf(this.begun);
	}

	private Incarnation incarnation() {
		return this.scope.source().sessions.monitor().incarnation();
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
