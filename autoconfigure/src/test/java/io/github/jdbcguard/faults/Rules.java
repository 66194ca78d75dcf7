package io.github.jdbcguard.faults;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.jdbcguard.boundary.BoundaryGuard;
import io.github.jdbcguard.boundary.BoundaryPolicy;
import io.github.jdbcguard.boundary.BoundaryRule;
import io.github.jdbcguard.boundary.Reaction;
import io.github.jdbcguard.boundary.Violation;
import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.LeaseWatch;
import io.github.jdbcguard.process.ProcessMonitor;

/**
 * The boundary rules of a program, and what they have found. Thread-safe.
 */
public final class Rules implements AutoCloseable {

	/**
	 * How long a connection may be held, and a transaction be idle.
	 */
	public static final Duration THRESHOLD = Duration.ofSeconds(2);

	/**
	 * No rules.
	 */
	public static final Rules NONE = all(Reaction.IGNORE);

	private final Queue<Violation> violations = new ConcurrentLinkedQueue<>();

	private final BoundaryGuard guard = new BoundaryGuard(List.of(this.violations::add));

	private final BoundaryPolicy policy;

	private Rules(BoundaryPolicy policy) {
		this.policy = policy;
	}

	/**
	 * Every rule but {@code outside-transaction}, which the programs break in most that
	 * they do.
	 * @param reaction what comes of a broken rule
	 * @return the rules
	 */
	public static Rules all(Reaction reaction) {
		Map<BoundaryRule, Reaction> reactions = new EnumMap<>(BoundaryRule.class);
		for (BoundaryRule rule : BoundaryRule.values()) {
			reactions.put(rule, (rule != BoundaryRule.OUTSIDE_TRANSACTION) ? reaction : Reaction.IGNORE);
		}
		return new Rules(new BoundaryPolicy(reactions, THRESHOLD, THRESHOLD, false));
	}

	void belongTo(ProcessMonitor monitor) {
		monitor.addListener(this.guard);
	}

	LeaseWatch watch(GuardedDataSource pool) {
		return this.guard.watch(pool, this.policy);
	}

	/**
	 * Read the rules of a program.
	 * @param settings its settings
	 * @return the rules
	 */
	public static Rules of(ProgramSettings settings) {
		return all(Reaction.valueOf(settings.get("rules")));
	}

	/**
	 * What was found.
	 * @return the violations, oldest first
	 */
	public List<Violation> violations() {
		return List.copyOf(this.violations);
	}

	@Override
	public void close() {
		this.guard.close();
	}

}
