package io.github.jdbcguard.session.spring;

import java.util.concurrent.atomic.LongAdder;

import io.github.jdbcguard.session.SessionCounters;

/**
 * Counts what has become of transactions, see {@link SessionCounters}. Thread-safe.
 */
final class Outcomes {

	private final LongAdder committed = new LongAdder();

	private final LongAdder rolledBack = new LongAdder();

	private final LongAdder lost = new LongAdder();

	private final LongAdder failed = new LongAdder();

	private final LongAdder unknown = new LongAdder();

	private final LongAdder retries = new LongAdder();

	void committed() {
		this.committed.increment();
	}

	void rolledBack() {
		this.rolledBack.increment();
	}

	void failed() {
		this.failed.increment();
	}

	void lost() {
		this.lost.increment();
	}

	void unknown() {
		this.unknown.increment();
	}

	void retried() {
		this.retries.increment();
	}

	SessionCounters counters() {
		return new SessionCounters(this.committed.sum(), this.rolledBack.sum(), this.lost.sum(), this.failed.sum(),
				this.unknown.sum(), this.retries.sum());
	}

}
