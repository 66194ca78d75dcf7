package io.github.jdbcguard.boundary;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

import io.github.jdbcguard.pool.GuardedDataSource;
import org.jspecify.annotations.Nullable;

/**
 * What was broken by the borrowers of one pool: how often, and the last
 * {@value #REMEMBERED} times in detail. Safe for use by any thread.
 */
public final class PoolViolations {

	private static final int REMEMBERED = 20;

	private final LongAdder[] counts = new LongAdder[BoundaryRule.values().length];

	private final ReentrantLock lock = new ReentrantLock();

	private final Deque<Violation> recent = new ArrayDeque<>(REMEMBERED);

	private final List<ViolationListener> listeners = new CopyOnWriteArrayList<>();

	PoolViolations() {
		for (int i = 0; i < this.counts.length; i++) {
			this.counts[i] = new LongAdder();
		}
	}

	/**
	 * What the borrowers of a pool have broken, also after the pool was closed.
	 * @param pool the pool
	 * @return the violations, {@code null} where no rule is looked after
	 */
	public static @Nullable PoolViolations of(GuardedDataSource pool) {
		return (pool.watch() instanceof RuleBook rules) ? rules.violations() : null;
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

	/**
	 * Have a listener told of the violations of this pool from now on, before those that
	 * are told of the violations of all pools.
	 * @param listener the listener
	 */
	public void addListener(ViolationListener listener) {
		this.listeners.add(listener);
	}

	/**
	 * Have a listener told no more; does nothing where it was never added.
	 * @param listener the listener
	 */
	public void removeListener(ViolationListener listener) {
		this.listeners.remove(listener);
	}

	List<ViolationListener> listeners() {
		return this.listeners;
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
