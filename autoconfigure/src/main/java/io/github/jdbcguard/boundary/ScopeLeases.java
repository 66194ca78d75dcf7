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

	/**
	 * Forget a lease.
	 * @return whether it was still there
	 */
	synchronized boolean remove(Lease lease) {
		if (this.only != null && this.only.lease == lease) {
			this.only = null;
			return true;
		}
		return this.others != null && this.others.removeIf((taken) -> taken.lease == lease);
	}

	/**
	 * Take out what fulfils a condition. What is taken out by two threads at once only
	 * one of them gets.
	 */
	List<Taken> takeOut(Predicate<Taken> condition) {
		// Outside of the monitor, for it may look at stacks
		List<Taken> due = all().stream().filter(condition).toList();
		return due.stream().filter((taken) -> remove(taken.lease())).toList();
	}

	private synchronized List<Taken> all() {
		List<Taken> all = new ArrayList<>((this.others != null) ? this.others : List.of());
		if (this.only != null) {
			all.add(0, this.only);
		}
		return all;
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
