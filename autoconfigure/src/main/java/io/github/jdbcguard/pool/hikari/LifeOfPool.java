package io.github.jdbcguard.pool.hikari;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.jdbcguard.process.Incarnation;
import io.github.jdbcguard.process.Incarnation.Origin;
import io.github.jdbcguard.process.IncarnationListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a pool does when the process begins another life. Nothing that is promised to a
 * checkout depends on it: the checkout compares incarnations itself.
 */
final class LifeOfPool implements IncarnationListener {

	private static final Logger logger = LoggerFactory.getLogger("io.github.jdbcguard.pool");

	private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

	private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	private final GuardedPool pool;

	private volatile long abandonedBefore;

	LifeOfPool(GuardedPool pool) {
		this.pool = pool;
	}

	@Override
	public void incarnationChanged(Incarnation previous, Incarnation current) {
		if (current.origin() == Origin.FORKED) {
			this.pool.running().leaveBehindIfForked(current);
			return;
		}
		// A borrower whose look came just before the change may not have noted its lease
		// yet
		LockSupport.parkNanos(GRACE_NANOS);
		int leased = 0;
		for (PooledRecord record : this.pool.records.all()) {
			if (record.incarnation.number() >= current.number()) {
				// Of this life, or of one that has followed it by now
				continue;
			}
			if (record.isLeased()) {
				leased++;
			}
			else {
				this.pool.endings().abandon(record, current);
			}
		}
		long abandoned = this.pool.counters.abandoned.get();
		logger.warn("{}: this is incarnation {}, after {}: abandoned {} inherited connections{}", this.pool.name(),
				current, previous, abandoned - this.abandonedBefore,
				(leased > 0) ? ", and " + leased + " on lease follow when they come back" : "");
		this.abandonedBefore = abandoned;
	}

	/**
	 * Leave no connection open: idle ones are closed, leased ones waited for as long as a
	 * borrower would wait.
	 */
	@Override
	public void beforeCheckpoint() {
		this.pool.opening().gate().close();
		this.pool.dispose();
		long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(this.pool.original().getConnectionTimeout());
		while ((this.pool.opening().isUnderWay() || !this.pool.records.all().isEmpty())
				&& System.nanoTime() < deadline) {
			LockSupport.parkNanos(POLL_NANOS);
			// What was being opened is idle by now
			this.pool.closeIdle();
		}
		List<PooledRecord> open = this.pool.records.all();
		if (!open.isEmpty()) {
			this.pool.opening().gate().open();
			throw new IllegalStateException(this.pool.name() + ": " + open.size()
					+ " connections are still open, so no checkpoint can be taken: " + Holders.describe(open));
		}
	}

	@Override
	public void afterRestore() {
		this.pool.opening().gate().open();
	}

	@Override
	public String toString() {
		return "The guard of " + this.pool.name();
	}

}
