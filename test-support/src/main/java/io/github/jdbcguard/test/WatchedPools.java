package io.github.jdbcguard.test;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Supplier;

import io.github.jdbcguard.boundary.BoundaryRule;
import io.github.jdbcguard.boundary.Violation;
import io.github.jdbcguard.pool.GuardedDataSource;
import org.jspecify.annotations.Nullable;

/**
 * The pools of a {@link ConnectionWatch}, those among them that are made while it lasts.
 * Thread-safe.
 */
final class WatchedPools {

	private final Supplier<? extends Collection<GuardedDataSource>> source;

	private final List<PoolWatch> watches = new CopyOnWriteArrayList<>();

	private final Set<BoundaryRule> tolerated = new CopyOnWriteArraySet<>();

	/**
	 * What was open when the pools were about to be closed, {@code null} before.
	 */
	private volatile @Nullable List<OpenLease> left;

	/**
	 * Watch what is there now, and later what comes.
	 */
	WatchedPools(Supplier<? extends Collection<GuardedDataSource>> source) {
		this.source = source;
		find(false);
	}

	void tolerate(Collection<BoundaryRule> rules) {
		this.tolerated.addAll(rules);
	}

	boolean isEmpty() {
		find(true);
		return this.watches.isEmpty();
	}

	void begin() {
		find(true);
		this.left = null;
		this.watches.forEach(PoolWatch::begin);
	}

	void includeThePast() {
		this.watches.forEach(PoolWatch::includeThePast);
	}

	/**
	 * What is open, once those had time who are about to give it back.
	 */
	List<OpenLease> awaitReturns(Duration grace) {
		List<OpenLease> left = this.left;
		if (left != null) {
			return left;
		}
		find(true);
		return OpenLease.awaitReturns(this.watches.stream().flatMap((watch) -> watch.open().stream()).toList(), grace);
	}

	/**
	 * To be called before they are closed: nothing is on lease of a closed pool.
	 */
	void closing(Duration grace) {
		this.left = awaitReturns(grace);
	}

	List<Violation> takeViolations() {
		find(true);
		return this.watches.stream()
			.flatMap((watch) -> watch.takeViolations().stream())
			.filter((violation) -> !this.tolerated.contains(violation.rule()))
			.toList();
	}

	void stop() {
		this.watches.forEach(PoolWatch::stop);
	}

	/**
	 * Find what is not watched yet.
	 * @param late whether it was not there in the beginning, so that everything is new
	 * about it
	 */
	private synchronized void find(boolean late) {
		for (GuardedDataSource pool : this.source.get()) {
			if (this.watches.stream().noneMatch((watch) -> watch.isOf(pool))) {
				PoolWatch watch = new PoolWatch(pool, this.tolerated);
				if (late) {
					watch.includeThePast();
				}
				this.watches.add(watch);
			}
		}
	}

}
