package io.github.jdbcguard.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import io.github.jdbcguard.boundary.BoundaryRule;
import io.github.jdbcguard.boundary.PoolViolations;
import io.github.jdbcguard.boundary.Violation;
import io.github.jdbcguard.boundary.ViolationListener;
import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.HeldLease;
import org.jspecify.annotations.Nullable;

/**
 * Watches one pool. Thread-safe.
 */
final class PoolWatch implements ViolationListener {

	/** A test that breaks a rule in a loop must not run out of memory. */
	private static final int REMEMBERED = 1000;

	private final GuardedDataSource pool;

	private final Set<BoundaryRule> tolerated;

	private final @Nullable PoolViolations broken;

	private final BlockingQueue<Violation> violations = new LinkedBlockingQueue<>(REMEMBERED);

	private volatile List<HeldLease> before;

	PoolWatch(GuardedDataSource pool, Set<BoundaryRule> tolerated) {
		this.pool = pool;
		this.tolerated = tolerated;
		this.before = pool.leases();
		this.broken = PoolViolations.of(pool);
		if (this.broken != null) {
			this.broken.addListener(this);
		}
	}

	boolean isOf(GuardedDataSource pool) {
		return this.pool == pool;
	}

	/**
	 * Begin anew: what is on lease now was taken before.
	 */
	void begin() {
		this.violations.clear();
		this.before = this.pool.leases();
	}

	void includeThePast() {
		this.before = List.of();
		if (this.broken != null) {
			List<Violation> recent = this.broken.recent();
			for (int i = recent.size() - 1; i >= 0; i--) {
				if (!this.violations.contains(recent.get(i))) {
					violated(recent.get(i));
				}
			}
		}
	}

	@Override
	public void violated(Violation violation) {
		if (!this.tolerated.contains(violation.rule())) {
			this.violations.offer(violation);
		}
	}

	List<Violation> takeViolations() {
		List<Violation> taken = new ArrayList<>();
		this.violations.drainTo(taken);
		return taken;
	}

	/**
	 * What was taken since the beginning and is on lease.
	 */
	List<OpenLease> open() {
		return OpenLease.of(this.pool)
			.stream()
			.filter((open) -> this.before.stream().noneMatch((earlier) -> OpenLease.isSame(open.lease(), earlier)))
			.toList();
	}

	void stop() {
		if (this.broken != null) {
			this.broken.removeListener(this);
		}
	}

	@Override
	public String toString() {
		return "The watch of a test over " + this.pool.name();
	}

}
