package io.github.jdbcguard.autoconfigure;

import io.github.jdbcguard.boundary.BoundaryGuard;
import io.github.jdbcguard.boundary.BoundaryPolicy;
import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.LeaseWatch;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Gives each pool the rules for its borrowers. Where no rule is looked after for any pool
 * there is no guard of boundaries either, and none of its threads. Safe for use by any
 * thread.
 */
final class BoundaryRules {

	private final ObjectProvider<BoundaryGuard> provider;

	private volatile @Nullable BoundaryGuard guard;

	BoundaryRules(ObjectProvider<BoundaryGuard> provider) {
		this.provider = provider;
	}

	LeaseWatch of(GuardedDataSource pool, BoundaryPolicy policy) {
		if (!policy.watchesAny()) {
			return LeaseWatch.NONE;
		}
		BoundaryGuard guard = this.provider.getObject();
		this.guard = guard;
		return guard.watch(pool, policy);
	}

	/**
	 * To be called before a pool is closed for good.
	 */
	void forget(GuardedDataSource pool) {
		BoundaryGuard guard = this.guard;
		if (guard != null) {
			guard.forget(pool);
		}
	}

}
