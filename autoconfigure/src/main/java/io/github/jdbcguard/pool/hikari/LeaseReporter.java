package io.github.jdbcguard.pool.hikari;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.github.jdbcguard.pool.HeldLease;
import io.github.jdbcguard.pool.LeaseReport;
import io.github.jdbcguard.pool.LeaseReport.HeldConnection;
import io.github.jdbcguard.pool.PoolSnapshot.Holder;
import org.jspecify.annotations.Nullable;

/**
 * Makes reports. The stacks are read one by one, longest held first: that stops one
 * thread for a moment, serves virtual threads too, and measured faster than asking for
 * all at once, where they are deep. What takes time is the borrower's who waits for it,
 * hence the limit.
 */
final class LeaseReporter implements Supplier<LeaseReport> {

	/**
	 * So that a report on any number of leases is made within 100 ms.
	 */
	private static final long BUDGET_NANOS = TimeUnit.MILLISECONDS.toNanos(80);

	/**
	 * Read in any case, however busy the machine is.
	 */
	private static final int SURELY_READ = 10;

	private final GuardedPool pool;

	LeaseReporter(GuardedPool pool) {
		this.pool = pool;
	}

	@Override
	public LeaseReport get() {
		long start = System.nanoTime();
		Instant now = Instant.now();
		Occupancy occupancy = Occupancy.of(this.pool);
		List<HeldLease> leases = this.pool.records.leases();
		HeldConnection[] held = new HeldConnection[leases.size()];
		for (int i = 0; i < held.length; i++) {
			boolean timely = i < SURELY_READ || System.nanoTime() - start < BUDGET_NANOS;
			held[i] = describe(leases.get(i), now, timely);
		}
		return new LeaseReport(now, this.pool.name(), occupancy.total(), occupancy.active(), occupancy.idle(),
				occupancy.waiting(), List.of(held));
	}

	private static HeldConnection describe(HeldLease lease, Instant now, boolean timely) {
		Holder holder = Holders.of(lease);
		Throwable origin = lease.origin();
		List<StackTraceElement> stack = timely ? List.of(lease.borrower().getStackTrace()) : List.of();
		return new HeldConnection(lease.record().id(), lease.record().age(), holder, holder.heldFor(now),
				lease.inTransaction(), stack, takenAt(origin));
	}

	private static @Nullable List<StackTraceElement> takenAt(@Nullable Throwable origin) {
		return (origin != null) ? List.of(origin.getStackTrace()) : null;
	}

}
