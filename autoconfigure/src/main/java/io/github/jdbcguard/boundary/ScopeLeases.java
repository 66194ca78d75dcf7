package io.github.jdbcguard.boundary;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.github.jdbcguard.pool.Lease;
import org.jspecify.annotations.Nullable;

/**
 * The leases that were taken in a scope and have not come back. Usually it is one, which
 * needs no list. Thread-safe.
 */
final class ScopeLeases {

	private @Nullable Taken only;

	private @Nullable List<Taken> others;

	synchronized void add(Lease lease, RuleBook rules) {
		Taken taken = new Taken(lease, rules);
		if (this.only == null) {
			this.only = taken;
			return;
		}
		List<Taken> others = this.others;
		if (others == null) {
			others = new ArrayList<>(4);
			this.others = others;
		}
		others.add(taken);
	}

	synchronized void remove(Lease lease) {
		if (this.only != null && this.only.lease == lease) {
			this.only = null;
		}
		else if (this.others != null) {
			this.others.removeIf((taken) -> taken.lease == lease);
		}
	}

	/**
	 * Take out what fulfils a condition.
	 */
	synchronized List<Taken> takeOut(Predicate<Taken> condition) {
		List<Taken> out = new ArrayList<>(2);
		if (this.only != null && condition.test(this.only)) {
			out.add(this.only);
			this.only = null;
		}
		if (this.others != null) {
			this.others.removeIf((taken) -> condition.test(taken) && out.add(taken));
		}
		return out;
	}

	synchronized boolean isEmpty() {
		return this.only == null && (this.others == null || this.others.isEmpty());
	}

	/**
	 * A lease and the rules of its pool.
	 */
	record Taken(Lease lease, RuleBook rules) {

	}

}
