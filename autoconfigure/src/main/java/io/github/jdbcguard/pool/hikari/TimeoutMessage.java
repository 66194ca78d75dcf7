package io.github.jdbcguard.pool.hikari;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

import io.github.jdbcguard.pool.HeldLease;
import io.github.jdbcguard.pool.PoolSnapshot.Holder;
import org.jspecify.annotations.Nullable;

/**
 * What a borrower is told who gets no connection in time: in 1 KiB at most, so names are
 * shortened where it takes that. Made in the waiting thread, and used by it alone.
 */
final class TimeoutMessage {

	static final int MAX_BYTES = 1024;

	private static final int MAX_HOLDERS = 3;

	/**
	 * How many bytes of a name are shown, tried one after the other.
	 */
	private static final int[] NAME_LIMITS = { MAX_BYTES, 120, 60, 30, 15 };

	private final GuardedPool pool;

	private final String what;

	private final boolean connectFailed;

	private final Occupancy occupancy;

	private final List<HeldLease> leases;

	private final List<HeldLease> own;

	private final Instant now = Instant.now();

	/**
	 * Look at the pool.
	 * @param pool the pool
	 * @param what what happened, with a place for the timeout
	 * @param connectFailed whether no connection could be opened the last time it was
	 * tried
	 */
	TimeoutMessage(GuardedPool pool, String what, boolean connectFailed) {
		this.pool = pool;
		this.what = what.formatted(pool.original().getConnectionTimeout());
		this.connectFailed = connectFailed;
		this.occupancy = Occupancy.of(pool);
		this.leases = pool.records.leases();
		this.own = this.leases.stream().filter((lease) -> lease.borrower() == Thread.currentThread()).toList();
	}

	@Override
	public String toString() {
		String text = "";
		for (int limit : NAME_LIMITS) {
			text = text(limit);
			if (Abbreviation.bytes(text) <= MAX_BYTES) {
				break;
			}
		}
		return text;
	}

	private String text(int limit) {
		return "%s: %s (total %d, active %d, idle %d, waiting %d)%s. %s%s%s".formatted(
				Abbreviation.of(this.pool.name(), limit), this.what, this.occupancy.total(), this.occupancy.active(),
				this.occupancy.idle(), this.occupancy.waiting(), own(limit), longest(limit),
				this.connectFailed ? "The last attempt to open a connection failed, see the cause. " : "", advice());
	}

	private String own(int limit) {
		if (this.own.isEmpty()) {
			return "";
		}
		HeldLease lease = this.own.get(0);
		String scope = shortened(Holders.of(lease), limit).scope();
		return ", and this thread already holds connection #%d for %d ms%s%s".formatted(lease.record().id(),
				heldFor(Holders.of(lease)).toMillis(), (scope != null) ? ", taken in " + scope : "",
				(this.own.size() > 1) ? ", and " + (this.own.size() - 1) + " more" : "");
	}

	private String longest(int limit) {
		if (this.leases.isEmpty()) {
			return "Nobody holds a connection. ";
		}
		return this.leases.stream().limit(MAX_HOLDERS).map((lease) -> {
			Holder holder = shortened(Holders.of(lease), limit);
			return "#" + lease.record().id() + " " + holder.describe(heldFor(holder));
		}).collect(Collectors.joining(", ", "Longest: ", ". "));
	}

	private String advice() {
		if (this.occupancy.active() < this.pool.original().getMaximumPoolSize()) {
			return "The pool is not used up: see whether the database answers and takes connections.";
		}
		if (!this.own.isEmpty()) {
			return "Give back the connection of this thread before it asks for another, or work with that one; "
					+ "report() has all holders and where they are.";
		}
		return "report() has all holders and where they are: have them give their connections back sooner, or raise "
				+ "jdbc-guard.pool.size (spring.datasource.hikari.maximum-pool-size).";
	}

	private Duration heldFor(Holder holder) {
		return holder.heldFor(this.now);
	}

	private static Holder shortened(Holder holder, int limit) {
		return new Holder(Abbreviation.of(holder.thread(), limit), holder.alive(), holder.since(),
				shortened(holder.scope(), limit));
	}

	private static @Nullable String shortened(@Nullable String name, int limit) {
		return (name != null) ? Abbreviation.of(name, limit) : null;
	}

}
