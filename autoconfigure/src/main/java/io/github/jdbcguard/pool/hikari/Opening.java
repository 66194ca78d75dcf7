package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.github.jdbcguard.process.Incarnation;
import io.github.jdbcguard.process.ProcessState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How physical connections are opened: each belongs to one life of the process from
 * beginning to end. Thread-safe.
 */
final class Opening {

	private static final Logger logger = LoggerFactory.getLogger("io.github.jdbcguard.pool");

	private final GuardedPool pool;

	private final ReconnectSpread spread;

	private final CheckpointGate gate = new CheckpointGate();

	private final AtomicLong ids = new AtomicLong();

	private final AtomicInteger underWay = new AtomicInteger();

	Opening(GuardedPool pool) {
		this.pool = pool;
		this.spread = new ReconnectSpread(pool.policy.reconnectSpread());
	}

	CheckpointGate gate() {
		return this.gate;
	}

	/**
	 * Whether a connection is being opened that the gate came too late for.
	 */
	boolean isUnderWay() {
		return this.underWay.get() > 0;
	}

	/**
	 * Open a connection.
	 * @param opener opens the driver's connection
	 * @return the record of the connection
	 * @throws SQLException if it cannot be opened, or a listener refuses it
	 */
	PooledRecord open(Opener opener) throws SQLException {
		while (true) {
			long limit = this.pool.original().getConnectionTimeout();
			this.gate.await(limit);
			this.spread.await(this.pool.monitor().incarnation(), limit);
			this.underWay.incrementAndGet();
			try {
				// Again, for now whoever closes the gate waits for us
				PooledRecord record = this.gate.isClosed() ? null : openOnce(opener);
				if (record != null) {
					return record;
				}
			}
			finally {
				this.underWay.decrementAndGet();
			}
		}
	}

	/**
	 * Open a connection.
	 * @return its record, {@code null} where another life of the process began meanwhile
	 */
	private @Nullable PooledRecord openOnce(Opener opener) throws SQLException {
		ProcessState state = this.pool.monitor().state();
		// Read before connecting: who retires a generation means this connection too
		Epoch epoch = this.pool.epoch();
		Connection raw = opener.open();
		if (raw == null) {
			throw new SQLTransientConnectionException(this.pool.name() + ": the DataSource returned no connection");
		}
		PooledRecord record = record(raw, state, epoch);
		Incarnation now = this.pool.monitor().incarnation();
		if (now != state.incarnation()) {
			this.pool.endings().drop(record, now);
			return null;
		}
		add(record);
		try {
			this.pool.serverSide().takeIntoService(record);
			this.pool.listeners.opened(record, raw);
		}
		catch (SQLException | RuntimeException | Error ex) {
			this.pool.endings().close(record);
			throw ex;
		}
		return record;
	}

	/**
	 * Open a connection to take the place of another in its pool entry.
	 * @return the record of the connection, set up for use
	 * @throws SQLException if it cannot be opened or set up, or a listener refuses it
	 */
	PooledRecord openReplacement() throws SQLException {
		PooledRecord record = open(this.pool.source()::openRaw);
		try {
			ConnectionSetUp.apply(this.pool.original(), record.raw);
		}
		catch (SQLException | RuntimeException | Error ex) {
			this.pool.endings().close(record);
			throw ex;
		}
		return record;
	}

	/**
	 * Take a connection into account that was opened before the pool was guarded.
	 * @param raw the driver's connection
	 * @return the record of the connection
	 */
	PooledRecord register(Connection raw) {
		PooledRecord record = record(raw, this.pool.monitor().state(), this.pool.epoch());
		add(record);
		try {
			this.pool.serverSide().takeIntoService(record);
		}
		catch (SQLException ex) {
			// Nobody waits for it now; the first return will fail for the same reason
			logger.warn("{}: {}", this.pool.name(), ex.getMessage());
		}
		return record;
	}

	private PooledRecord record(Connection raw, ProcessState state, Epoch epoch) {
		return new PooledRecord(this.pool, this.ids.incrementAndGet(), raw, state, epoch);
	}

	private void add(PooledRecord record) {
		this.pool.records.add(record);
		this.pool.counters.opened.incrementAndGet();
		logger.debug("Opened {}", record);
	}

	/**
	 * Opens the driver's connection.
	 */
	interface Opener {

		@Nullable Connection open() throws SQLException;

	}

}
