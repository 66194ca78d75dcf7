package io.github.jdbcguard.sample.ledger.mistake;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import io.github.jdbcguard.boundary.BoundaryRule;
import io.github.jdbcguard.boundary.Violation;
import io.github.jdbcguard.boundary.ViolationListener;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Hears what the guard says. A bean of this type is all that an application needs for
 * that.
 */
@Component
class GuardMessages implements ViolationListener {

	private static final long PATIENCE_SECONDS = 10;

	private final ReentrantLock oneAtATime = new ReentrantLock();

	private volatile @Nullable Expected expected;

	@Override
	public void violated(Violation violation) {
		Expected expected = this.expected;
		if (expected != null && violation.rule() == expected.rule) {
			expected.heard.complete(violation);
		}
	}

	/**
	 * What the guard says of a mistake.
	 * @param rule the rule that it breaks
	 * @param mistake the mistake, made while nobody else makes one
	 * @return what was heard first
	 */
	Violation on(BoundaryRule rule, Mistake mistake) throws Exception {
		this.oneAtATime.lock();
		try {
			Expected expected = new Expected(rule);
			this.expected = expected;
			mistake.make();
			return expected.await();
		}
		finally {
			this.expected = null;
			this.oneAtATime.unlock();
		}
	}

	/**
	 * Whether the guard has said something of the mistake that is being made.
	 */
	boolean isHeard() {
		Expected expected = this.expected;
		return expected == null || expected.heard.isDone();
	}

	/**
	 * Wait until the guard says something of the mistake that is being made.
	 */
	void awaitAny() throws Exception {
		Expected expected = this.expected;
		if (expected != null) {
			expected.await();
		}
	}

	/**
	 * What is being listened for.
	 */
	private static final class Expected {

		private final BoundaryRule rule;

		private final CompletableFuture<Violation> heard = new CompletableFuture<>();

		Expected(BoundaryRule rule) {
			this.rule = rule;
		}

		Violation await() throws Exception {
			return this.heard.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}

	}

}
