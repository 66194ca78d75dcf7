package io.github.jdbcguard.pool.hikari;

import java.util.concurrent.atomic.AtomicLong;

import io.github.jdbcguard.pool.PoolSnapshot;

/**
 * What has happened to a pool's connections. Nothing here is counted at a checkout that
 * finds all well. Lock-free, for a forked child may count too.
 */
final class PoolCounters {

	final AtomicLong opened = new AtomicLong();

	final AtomicLong closed = new AtomicLong();

	final AtomicLong abandoned = new AtomicLong();

	final AtomicLong retired = new AtomicLong();

	final AtomicLong recycled = new AtomicLong();

	final AtomicLong invalidated = new AtomicLong();

	final AtomicLong detached = new AtomicLong();

	PoolSnapshot.Counters snapshot() {
		return new PoolSnapshot.Counters(this.opened.get(), this.closed.get(), this.abandoned.get(), this.retired.get(),
				this.recycled.get(), this.invalidated.get(), this.detached.get());
	}

}
