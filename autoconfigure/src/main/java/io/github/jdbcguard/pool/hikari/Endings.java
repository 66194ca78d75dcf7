package io.github.jdbcguard.pool.hikari;

import java.sql.SQLException;
import java.util.concurrent.Executor;

import io.github.jdbcguard.pool.hikari.PooledRecord.Fate;
import io.github.jdbcguard.process.Incarnation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ways in which a connection ends. Each happens at most once to a connection, however
 * many threads want it, and none blocks a borrower: whoever succeeds in deciding the
 * {@link Fate} carries it out. Thread-safe.
 */
final class Endings {

	private static final Logger logger = LoggerFactory.getLogger("io.github.jdbcguard.pool");

	private final GuardedPool pool;

	Endings(GuardedPool pool) {
		this.pool = pool;
	}

	/**
	 * Close in order, in this thread; silently let go where it is another life's.
	 */
	void close(PooledRecord record) {
		if (!abandonIfForeign(record) && end(record, Fate.CLOSED)) {
			Disposal.closeNow(record.raw);
			tellClosed(record);
		}
	}

	/**
	 * Close hard, in this thread; silently let go where it is another life's.
	 */
	void abort(PooledRecord record, Executor executor) {
		if (!abandonIfForeign(record) && end(record, Fate.CLOSED)) {
			Disposal.abortNow(record.raw, executor);
			tellClosed(record);
		}
	}

	private boolean abandonIfForeign(PooledRecord record) {
		Incarnation now = this.pool.monitor().incarnation();
		if (now == record.incarnation) {
			return false;
		}
		abandon(record, now);
		return true;
	}

	/**
	 * Let go of a connection of another life of the process.
	 */
	void abandon(PooledRecord record, Incarnation now) {
		if (drop(record, now)) {
			this.pool.counters.abandoned.incrementAndGet();
			logger.debug("Abandoned {}", record);
			this.pool.listeners.each((listener) -> listener.abandoned(record));
		}
	}

	/**
	 * As {@link #abandon}, for a connection that nobody was told of yet.
	 */
	boolean drop(PooledRecord record, Incarnation now) {
		if (!end(record, Fate.ABANDONED)) {
			return false;
		}
		if (now.isForkOf(record.incarnation)) {
			Disposal.bury(record.raw);
		}
		else {
			Disposal.abort(record);
		}
		return true;
	}

	/**
	 * End a connection whose generation was retired.
	 */
	void retire(PooledRecord record) {
		if (end(record, Fate.CLOSED)) {
			this.pool.counters.retired.incrementAndGet();
			this.pool.listeners.each((listener) -> listener.retired(record));
			Disposal.close(record);
			tellClosed(record);
		}
	}

	/**
	 * End a connection that has been silent for too long, as it would be retired, but
	 * without a word to a server that would not hear it.
	 */
	void condemn(PooledRecord record) {
		if (end(record, Fate.CLOSED)) {
			this.pool.counters.retired.incrementAndGet();
			this.pool.listeners.each((listener) -> listener.retired(record));
			Disposal.abort(record);
			tellClosed(record);
		}
	}

	/**
	 * End a connection that has reached its age.
	 */
	void recycle(PooledRecord record) {
		if (end(record, Fate.CLOSED)) {
			this.pool.counters.recycled.incrementAndGet();
			logger.info("Recycled {}, opened {} ms ago", record, record.age().toMillis());
			this.pool.listeners.each((listener) -> listener.recycled(record));
			Disposal.close(record);
			tellClosed(record);
		}
	}

	/**
	 * End a connection that is not used again.
	 */
	void finish(PooledRecord record) {
		if (end(record, Fate.CLOSED)) {
			Disposal.close(record);
			tellClosed(record);
		}
	}

	/**
	 * End a connection that is dead, or was declared so.
	 */
	void invalidate(PooledRecord record) {
		if (end(record, Fate.CLOSED)) {
			this.pool.counters.invalidated.incrementAndGet();
			logger.info("Invalidated {}", record);
			this.pool.listeners.each((listener) -> listener.invalidated(record));
			Disposal.abort(record);
			tellClosed(record);
		}
	}

	/**
	 * Leave a connection to its borrower.
	 */
	void detach(PooledRecord record) throws SQLException {
		if (!end(record, Fate.DETACHED)) {
			throw new SQLException(record + " is closed or was detached before", "08003");
		}
		this.pool.counters.detached.incrementAndGet();
		this.pool.listeners.each((listener) -> listener.detached(record));
	}

	void tellClosed(PooledRecord record) {
		this.pool.counters.closed.incrementAndGet();
		logger.debug("Closed {}", record);
		this.pool.listeners.each((listener) -> listener.closed(record));
	}

	private boolean end(PooledRecord record, Fate fate) {
		if (!record.end(fate)) {
			return false;
		}
		this.pool.records.remove(record);
		return true;
	}

}
