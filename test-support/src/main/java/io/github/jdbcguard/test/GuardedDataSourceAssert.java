package io.github.jdbcguard.test;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import io.github.jdbcguard.boundary.BoundaryRule;
import io.github.jdbcguard.boundary.PoolViolations;
import io.github.jdbcguard.boundary.Violation;
import io.github.jdbcguard.pool.GuardedDataSource;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on a guarded DataSource, about all that was done with it since its pool was
 * made; for a part of that there is {@link ConnectionWatch}. Rules with the reaction
 * {@code ignore} are not looked after, so what breaks them is not seen. Not thread-safe.
 */
public final class GuardedDataSourceAssert extends AbstractAssert<GuardedDataSourceAssert, GuardedDataSource> {

	private GuardedDataSourceAssert(GuardedDataSource pool) {
		super(pool, GuardedDataSourceAssert.class);
	}

	static GuardedDataSourceAssert of(DataSource dataSource) {
		Set<GuardedDataSource> pools = GuardedPools.behind(dataSource);
		if (pools.size() != 1) {
			throw new AssertionError(dataSource + (pools.isEmpty() ? " is not guarded. " + GuardedPools.ADVICE
					: " leads to " + pools.size() + " pools. Assert on each, or use a ConnectionWatch."));
		}
		return new GuardedDataSourceAssert(pools.iterator().next());
	}

	/**
	 * Every connection was given back, or is within a second.
	 * @return this
	 */
	public GuardedDataSourceAssert hasNoOpenLeases() {
		List<OpenLease> open = OpenLease.awaitReturns(OpenLease.of(this.actual), ConnectionWatch.DEFAULT_GRACE);
		if (!open.isEmpty()) {
			throw failure("%s", new FailureText(open, List.of()));
		}
		return this;
	}

	/**
	 * No rule was broken.
	 * @return this
	 */
	public GuardedDataSourceAssert hasNoViolations() {
		return hasNoViolationsExcept();
	}

	/**
	 * No rule was broken, but for some that may be.
	 * @param tolerated the rules that may be broken
	 * @return this
	 */
	public GuardedDataSourceAssert hasNoViolationsExcept(BoundaryRule... tolerated) {
		PoolViolations broken = PoolViolations.of(this.actual);
		if (broken == null) {
			return this;
		}
		List<BoundaryRule> rules = Arrays.stream(BoundaryRule.values())
			.filter((rule) -> !Arrays.asList(tolerated).contains(rule) && broken.count(rule) > 0)
			.toList();
		if (!rules.isEmpty()) {
			List<Violation> recent = broken.recent().stream().filter((each) -> rules.contains(each.rule())).toList();
			throw failure("%s has violations: %s. Remembered of them, latest first:%n%s", this.actual.name(),
					rules.stream().map((rule) -> broken.count(rule) + " of " + rule).collect(Collectors.joining(", ")),
					recent.stream().map(Violation::message).collect(Collectors.joining(System.lineSeparator())));
		}
		return this;
	}

}
