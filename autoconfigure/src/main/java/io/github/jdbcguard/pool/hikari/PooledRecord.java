package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

import io.github.jdbcguard.pool.server.SessionReset;
import io.github.jdbcguard.process.Incarnation;
import io.github.jdbcguard.process.ProcessState;
import org.jspecify.annotations.Nullable;

/**
 * The record of one physical connection. Its {@link Fate} is decided once, by
 * compare-and-set, however many threads want it closed.
 */
final class PooledRecord extends LendingRecord {

	private static final AtomicReferenceFieldUpdater<PooledRecord, Fate> FATE = AtomicReferenceFieldUpdater
		.newUpdater(PooledRecord.class, Fate.class, "fate");

	final GuardedPool pool;

	final Connection raw;

	final Incarnation incarnation;

	final long generation;

	/**
	 * When the connection was opened, by {@link System#nanoTime()}.
	 */
	final long openedNanos;

	/**
	 * The state of the process in which the connection last proved alive; {@code null}
	 * where it is not to be handed out without a question.
	 */
	volatile @Nullable ProcessState aliveIn;

	/**
	 * The epoch of the pool in which the connection last proved alive.
	 */
	volatile Epoch epoch;

	/**
	 * When the connection was last asked and answered, or was opened, by
	 * {@link System#nanoTime()}.
	 */
	volatile long answeredNanos;

	/**
	 * What borrowers change through JDBC, {@code null} where none has so far. Belongs to
	 * the borrower.
	 */
	@Nullable ChangedSettings settings;

	/**
	 * Why the connection, or the transaction on it, is lost. Belongs to the borrower.
	 */
	@Nullable SQLException failure;

	/**
	 * Clears the session, {@code null} where that is not asked for.
	 */
	@Nullable SessionReset sessionReset;

	/**
	 * Whether HikariCP is to be kept from rolling back what the policy leaves open, from
	 * the checkin to the next checkout.
	 */
	boolean keepsTransaction;

	/**
	 * Whether the borrower has done anything that a checkin has to look after, beside
	 * work in a transaction.
	 */
	boolean touched;

	private final long id;

	private final Instant openedAt = Instant.now();

	private final Map<String, Object> info = new ConcurrentHashMap<>(4);

	private volatile Fate fate = Fate.OPEN;

	PooledRecord(GuardedPool pool, long id, Connection raw, ProcessState state, Epoch epoch) {
		this.pool = pool;
		this.id = id;
		this.raw = raw;
		this.incarnation = state.incarnation();
		this.aliveIn = state;
		this.epoch = epoch;
		this.generation = epoch.generation();
		this.openedNanos = System.nanoTime();
		this.answeredNanos = this.openedNanos;
	}

	/**
	 * Decide the fate of the connection.
	 * @param fate what is to become of it
	 * @return whether it was still open: whoever is told {@code true} carries it out
	 */
	boolean end(Fate fate) {
		boolean first = FATE.compareAndSet(this, Fate.OPEN, fate);
		if (first) {
			doubt();
		}
		return first;
	}

	/**
	 * Have the next checkout look closer.
	 */
	void doubt() {
		this.aliveIn = null;
	}

	/**
	 * Note that the connection has answered.
	 * @param state the state of the process, from before it was asked
	 * @param epoch the epoch of the pool, from before it was asked
	 * @param nanos when it was asked
	 */
	void provedAlive(ProcessState state, Epoch epoch, long nanos) {
		this.answeredNanos = nanos;
		this.epoch = epoch;
		this.aliveIn = state;
	}

	boolean isOpen() {
		return this.fate == Fate.OPEN;
	}

	boolean isDetached() {
		return this.fate == Fate.DETACHED;
	}

	void expose() {
		this.exposed = true;
		this.touched = true;
	}

	ChangedSettings settings() {
		this.touched = true;
		ChangedSettings settings = this.settings;
		if (settings == null) {
			settings = new ChangedSettings(this);
			this.settings = settings;
		}
		return settings;
	}

	boolean hasChangedSettings() {
		ChangedSettings settings = this.settings;
		return settings != null && !settings.isEmpty();
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
