package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

import io.github.jdbcguard.pool.ConnectionRecord;
import io.github.jdbcguard.pool.PoolSnapshot.Holder;
import io.github.jdbcguard.process.Incarnation;
import io.github.jdbcguard.process.ProcessState;
import org.jspecify.annotations.Nullable;

/**
 * The record of one physical connection. Its {@link Fate} is decided once, by
 * compare-and-set, however many threads want it closed.
 */
final class PooledRecord implements ConnectionRecord {

	private static final AtomicReferenceFieldUpdater<PooledRecord, Fate> FATE = AtomicReferenceFieldUpdater
		.newUpdater(PooledRecord.class, Fate.class, "fate");

	final GuardedPool pool;

	final Connection raw;

	final Incarnation incarnation;

	final long generation;

	/**
	 * The state of the process in which the connection last proved to be alive.
	 */
	volatile ProcessState aliveIn;

	/**
	 * Who holds it, or held it last. Written without a fence, for others only report it,
	 * and only where it changes: a reference from an old object to a young one costs more
	 * than all else that a checkout adds to HikariCP's.
	 */
	private @Nullable Thread borrower;

	/**
	 * Since when it is on lease, as {@link LeaseConnection} counts; zero when it is idle.
	 */
	private int leasedSince;

	private final long id;

	private final Instant openedAt = Instant.now();

	private final long openedNanos = System.nanoTime();

	private final Map<String, Object> info = new ConcurrentHashMap<>(4);

	private volatile Fate fate = Fate.OPEN;

	PooledRecord(GuardedPool pool, long id, Connection raw, ProcessState state, long generation) {
		this.pool = pool;
		this.id = id;
		this.raw = raw;
		this.incarnation = state.incarnation();
		this.aliveIn = state;
		this.generation = generation;
	}

	/**
	 * Decide the fate of the connection.
	 * @param fate what is to become of it
	 * @return whether it was still open: whoever is told {@code true} carries it out
	 */
	boolean end(Fate fate) {
		return FATE.compareAndSet(this, Fate.OPEN, fate);
	}

	void leasedTo(LeaseConnection lease) {
		if (this.borrower != lease.borrower()) {
			this.borrower = lease.borrower();
		}
		// Never zero
		this.leasedSince = lease.sinceUnits() | 1;
	}

	void cameBack() {
		this.leasedSince = 0;
	}

	boolean isLeased() {
		return this.leasedSince != 0;
	}

	@Nullable Holder holder() {
		Thread thread = this.borrower;
		int since = this.leasedSince;
		return (thread != null && since != 0)
				? new Holder(thread.getName(), thread.isAlive(), LeaseConnection.instant(since)) : null;
	}

	boolean isOpen() {
		return this.fate == Fate.OPEN;
	}

	@Override
	public long id() {
		return this.id;
	}

	@Override
	public Instant openedAt() {
		return this.openedAt;
	}

	@Override
	public Duration age() {
		return Duration.ofNanos(System.nanoTime() - this.openedNanos);
	}

	@Override
	public Incarnation incarnation() {
		return this.incarnation;
	}

	@Override
	public long generation() {
		return this.generation;
	}

	@Override
	public Map<String, Object> info() {
		return this.info;
	}

	@Override
	public String toString() {
		return "connection #" + this.id + " of " + this.pool.name();
	}

	/**
	 * What becomes of a connection.
	 */
	enum Fate {

		/** In the pool, leased or idle. */
		OPEN,

		/** Closed, in order or hard. */
		CLOSED,

		/** Dropped without a byte on the wire. */
		ABANDONED,

		/** Taken out of the pool by its borrower, who will close it. */
		DETACHED

	}

}
