package io.github.jdbcguard.session.spring;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;

/**
 * Retries what it is asked about, twice, and does something at the beginning of each
 * delay.
 *
 * @param millis how long each delay is
 * @param atDelay what is done
 */
record DelayedRetries(long millis, Runnable atDelay) implements RetryPolicy {

	@Override
	public boolean shouldRetry(Throwable failure) {
		return true;
	}

	@Override
	public BackOff getBackOff() {
		return () -> new BackOffExecution() {

			private int delays;

			@Override
			public long nextBackOff() {
				if (this.delays++ == 2) {
					return STOP;
				}
				DelayedRetries.this.atDelay.run();
				return DelayedRetries.this.millis;
			}

		};
	}

}
