package io.github.jdbcguard.sample.ledger;

import java.util.concurrent.atomic.LongAdder;

import io.github.jdbcguard.pool.ConnectionRecord;
import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.PoolListener;

/**
 * Counts how often a connection is taken from now on.
 */
class Checkouts implements PoolListener, AutoCloseable {

	private final GuardedDataSource pool;

	private final LongAdder number = new LongAdder();

	Checkouts(GuardedDataSource pool) {
		this.pool = pool;
		pool.addListener(this);
	}

	@Override
	public void checkedOut(ConnectionRecord record) {
		this.number.increment();
	}

	long number() {
		return this.number.sum();
	}

	@Override
	public void close() {
		this.pool.removeListener(this);
	}

}
