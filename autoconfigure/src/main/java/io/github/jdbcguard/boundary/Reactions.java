package io.github.jdbcguard.boundary;

import java.time.Instant;
import java.util.function.Supplier;

import io.github.jdbcguard.pool.Borrower;
import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.Lease;
import org.jspecify.annotations.Nullable;

/**
 * What comes of the broken rules of one pool: each is counted, kept and told, and logged
 * or refused where that is its reaction. Thread-safe.
 */
final class Reactions {

	private static final Supplier<String> NO_DETAIL = () -> "";

	private final GuardedDataSource pool;

	private final BoundaryPolicy policy;

	private final Reporter reporter;

	private final PoolViolations violations = new PoolViolations();

	Reactions(GuardedDataSource pool, BoundaryPolicy policy, Reporter reporter) {
		this.pool = pool;
		this.policy = policy;
		this.reporter = reporter;
	}

	PoolViolations violations() {
		return this.violations;
	}

	/**
	 * The current thread has broken a rule.
	 * @param rule the rule
	 * @param lease with which lease
	 * @param what what it has done, a sentence
	 * @throws BoundaryViolationException where that is to fail
	 */
	void refuse(BoundaryRule rule, Lease lease, Supplier<String> what) throws BoundaryViolationException {
		refuse(rule, lease, what, NO_DETAIL);
	}

	/**
	 * The current thread has broken a rule.
	 * @param rule the rule
	 * @param lease with which lease
	 * @param what what it has done, a sentence
	 * @param detail goes on with the sentence where somebody will read it, and may be
	 * dear
	 * @throws BoundaryViolationException where that is to fail
	 */
	void refuse(BoundaryRule rule, Lease lease, Supplier<String> what, Supplier<String> detail)
			throws BoundaryViolationException {
		if (this.policy.watches(rule)) {
			refuse(rule, Holding.of(lease), what, detail);
		}
	}

	/**
	 * The current thread has broken a rule with something that it holds.
	 */
	void refuse(BoundaryRule rule, Holding holding, Supplier<String> what) throws BoundaryViolationException {
		if (this.policy.watches(rule)) {
			refuse(rule, holding, what, NO_DETAIL);
		}
	}

	private void refuse(BoundaryRule rule, Holding holding, Supplier<String> what, Supplier<String> detail)
			throws BoundaryViolationException {
		Violation violation = react(rule, holding, Thread.currentThread(), ApplicationFrames.ofCurrentThread(), what,
				detail);
		if (violation.reaction() == Reaction.FAIL) {
			throw new BoundaryViolationException(violation);
		}
	}

	/**
	 * A borrower was found to have broken a rule, when there is nothing to be refused.
	 */
	void note(BoundaryRule rule, Holding holding, @Nullable StackTraceElement place, String what) {
		if (this.policy.watches(rule)) {
			react(rule, holding, holding.borrower(), place, () -> what, NO_DETAIL);
		}
	}

	private Violation react(BoundaryRule rule, Holding holding, Thread offender, @Nullable StackTraceElement place,
			Supplier<String> what, Supplier<String> detail) {
		Reaction reaction = this.policy.reactionTo(rule);
		String scope = holding.scopeInWords();
		int heldBack = LogLimit.HELD_BACK;
		if (reaction != Reaction.COUNT) {
			heldBack = this.reporter.admit(rule, place, (scope != null) ? scope : this.pool.name());
		}
		boolean read = heldBack != LogLimit.HELD_BACK || reaction == Reaction.FAIL;
		Instant now = Instant.now();
		Violation violation = new Violation(rule, reaction, this.pool.name(), holding.connection(),
				Borrower.nameOf(holding.borrower()), Borrower.nameOf(offender), scope, now, holding.until(now), place,
				holding.takenAt(), read ? what.get() + detail.get() : what.get(), Advice.on(rule));
		this.violations.add(violation);
		if (heldBack != LogLimit.HELD_BACK) {
			this.reporter.log(violation, heldBack);
		}
		this.reporter.tell(violation, this.violations.listeners());
		return violation;
	}

	/**
	 * What is held could not be looked at.
	 */
	void lookFailed(Throwable failure) {
		this.reporter.lookFailed(failure);
	}

}
