package io.github.jdbcguard.pool.hikari;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
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
 * Makes reports. Stacks are read all at once, and then one by one where that tells
 * nothing, longest held first: virtual threads. What takes time is the borrower's who
 * waits for it, hence the limit. In a forked child no stacks are read: the JVM would wait
 * for a thread of its own that does not exist there.
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

	/**
	 * Of a stack that goes deeper the innermost frames are read.
	 */
	private static final int MAX_FRAMES = 256;

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
		boolean readable = !this.pool.monitor().incarnation().isForked();
		@Nullable ThreadInfo[] threads = readable ? threads(leases) : new ThreadInfo[held.length];
		for (int i = 0; i < held.length; i++) {
			HeldLease lease = leases.get(i);
			boolean timely = readable && (i < SURELY_READ || System.nanoTime() - start < BUDGET_NANOS);
			held[i] = describe(lease, now, stack(lease.borrower(), threads[i], timely));
		}
		return new LeaseReport(now, this.pool.name(), occupancy.total(), occupancy.active(), occupancy.idle(),
				occupancy.waiting(), List.of(held));
	}

	/**
	 * All at once: one after the other they take three times as long on JDK 17.
	 * @return what is known of each borrower, {@code null} for virtual threads and those
	 * that have ended
	 */
	private static @Nullable ThreadInfo[] threads(List<HeldLease> leases) {
		long[] ids = leases.stream().map(HeldLease::borrower).mapToLong(Thread::getId).toArray();
		return ManagementFactory.getThreadMXBean().getThreadInfo(ids, MAX_FRAMES);
	}

	private static List<StackTraceElement> stack(Thread borrower, @Nullable ThreadInfo info, boolean timely) {
		if (info != null) {
			return List.of(info.getStackTrace());
		}
		return timely ? List.of(borrower.getStackTrace()) : List.of();
	}

	private static HeldConnection describe(HeldLease lease, Instant now, List<StackTraceElement> stack) {
		Holder holder = Holders.of(lease);
		return new HeldConnection(lease.record().id(), lease.record().age(), holder, holder.heldFor(now),
				lease.inTransaction(), stack, takenAt(lease.origin()));
	}

	private static @Nullable List<StackTraceElement> takenAt(@Nullable Throwable origin) {
		return (origin != null) ? List.of(origin.getStackTrace()) : null;
	}

}
