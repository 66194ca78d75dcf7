package io.github.jdbcguard.boundary;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What was broken by the borrowers of one pool: how often, and the last
 * {@value #REMEMBERED} times in detail. Safe for use by any thread.
 */
public final class PoolViolations {

	private static final int REMEMBERED = 20;

	private final LongAdder[] counts = new LongAdder[BoundaryRule.values().length];

	private final ReentrantLock lock = new ReentrantLock();

	private final Deque<Violation> recent = new ArrayDeque<>(REMEMBERED);

	PoolViolations() {
		for (int i = 0; i < this.counts.length; i++) {
			this.counts[i] = new LongAdder();
		}
	}

	/**
	 * How often a rule was broken since the pool was guarded, never less than before.
	 * @param rule the rule
	 * @return the number of violations
	 */
	public long count(BoundaryRule rule) {
		return this.counts[rule.ordinal()].sum();
	}

	/**
	 * What was broken last, latest first.
	 * @return an unmodifiable copy
	 */
	public List<Violation> recent() {
		if (!ShortLock.tryLock(this.lock)) {
			return List.of();
		}
		try {
			return List.copyOf(this.recent);
		}
		finally {
			this.lock.unlock();
		}
	}

	void add(Violation violation) {
		this.counts[violation.rule().ordinal()].increment();
		if (!ShortLock.tryLock(this.lock)) {
			return;
		}
		try {
			if (this.recent.size() == REMEMBERED) {
				this.recent.removeLast();
			}
			this.recent.addFirst(violation);
		}
		finally {
			this.lock.unlock();
		}
	}

}
