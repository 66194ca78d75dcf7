package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.process.ProcessMonitor;

/**
 * How old a connection may get, and how long it may be idle unasked. Thread-safe.
 */
final class Ages {

	/**
	 * How long HikariCP itself trusts an idle connection. It reads the same property, in
	 * the same way, whenever it starts a pool.
	 */
	private static final String TRUSTED_BY_HIKARI = "com.zaxxer.hikari.aliveBypassWindowMs";

	/**
	 * The monitor has looked at the clock no longer ago than this, however much the wall
	 * clock by which it counts is slewed meanwhile.
	 */
	private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

	private static final long NEVER = Long.MAX_VALUE;

	private final ProcessMonitor monitor;

	private final long recycleNanos;

	private final long pingNanos;

	private final boolean pingsEarlierThanHikari;

	private final boolean checked;

	Ages(PoolPolicy policy, ProcessMonitor monitor) {
		this.monitor = monitor;
		Duration recycle = policy.recycle();
		this.recycleNanos = (recycle != null) ? recycle.toNanos() : NEVER;
		Duration ping = policy.pingAfterIdle();
		long trusted = TimeUnit.MILLISECONDS.toNanos(Long.getLong(TRUSTED_BY_HIKARI, 500));
		this.pingNanos = (ping != null) ? ping.toNanos() : trusted;
		this.pingsEarlierThanHikari = this.pingNanos < trusted;
		this.checked = recycle != null || this.pingsEarlierThanHikari;
	}

	/**
	 * Whether a checkout has to ask at all: HikariCP tells of connections that were idle
	 * for longer than it trusts them.
	 */
	boolean isChecked() {
		return this.checked;
	}

	/**
	 * Whether the age is surely no reason to look closer. Without reading a clock, unless
	 * connections are pinged earlier than HikariCP would.
	 */
	boolean isSurelyFine(Connection proxy, PooledRecord record) {
		return (this.recycleNanos == NEVER
				|| this.monitor.lastLookNanos() - record.openedNanos < this.recycleNanos - LOOK_NANOS)
				&& (!this.pingsEarlierThanHikari || !isIdleTooLong(HikariInternals.idleNanos(proxy)));
	}

	/**
	 * Whether the connection was opened longer ago than connections are used.
	 */
	boolean isTooOld(PooledRecord record) {
		return this.recycleNanos != NEVER && System.nanoTime() - record.openedNanos > this.recycleNanos;
	}

	/**
	 * Whether a connection that was idle for so long has to be asked whether it lives.
	 */
	boolean isIdleTooLong(long idleNanos) {
		return this.pingNanos == 0 || idleNanos > this.pingNanos;
	}

}
