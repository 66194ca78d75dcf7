package io.github.jdbcguard.pool.hikari;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Closed from just before a checkpoint until the process runs on: HikariCP refills a pool
 * as fast as it is emptied, and no connection may be open in the image.
 */
final class CheckpointGate {

	private volatile @Nullable CountDownLatch closed;

	void close() {
		this.closed = new CountDownLatch(1);
	}

	void open() {
		CountDownLatch closed = this.closed;
		this.closed = null;
		if (closed != null) {
			closed.countDown();
		}
	}

	boolean isClosed() {
		return this.closed != null;
	}

	void await(long millis) throws SQLException {
		CountDownLatch closed = this.closed;
		if (closed == null) {
			return;
		}
		try {
			if (closed.await(millis, TimeUnit.MILLISECONDS)) {
				return;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		throw new SQLTransientConnectionException("No connection is opened while a checkpoint is being taken");
	}

}
