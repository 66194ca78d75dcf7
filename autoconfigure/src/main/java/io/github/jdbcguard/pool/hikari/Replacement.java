package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that is opened to take the place of another in its pool entry, in a thread
 * of its own: no driver lets a connect be interrupted, and a borrower waits no longer
 * than his timeout. Then he leaves, and the connection goes to the pool when it is there.
 * <p>
 * Two threads meet here, and whoever comes second takes care of the pool entry.
 */
final class Replacement {

	private static final Logger logger = LoggerFactory.getLogger("io.github.jdbcguard.pool");

	private final GuardedPool pool;

	private final Connection proxy;

	private final PhysicalConnection physical;

	private final CountDownLatch finished = new CountDownLatch(1);

	private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.CONNECTING);

	/** Written before the latch is counted down, and read after it. */
	private @Nullable PooledRecord opened;

	/** Written before the latch is counted down, and read after it. */
	private @Nullable Throwable failure;

	Replacement(GuardedPool pool, Connection proxy, PhysicalConnection physical) {
		this.pool = pool;
		this.proxy = proxy;
		this.physical = physical;
	}

	/**
	 * Open the connection and put it into the pool entry.
	 * @param nanos how long the borrower can wait
	 * @return whether it was done; if not, the pool entry is not the borrower's any more
	 * @throws SQLException if the connection could not be opened
	 */
	boolean replaceWithin(long nanos) throws SQLException {
		Thread opener = new Thread(this::open, "jdbc-guard-opener");
		opener.setDaemon(true);
		opener.start();
		try {
			if (!this.finished.await(nanos, TimeUnit.NANOSECONDS)
					&& this.stage.compareAndSet(Stage.CONNECTING, Stage.LEFT)) {
				return false;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			if (this.stage.compareAndSet(Stage.CONNECTING, Stage.LEFT)) {
				throw new InterruptedCheckoutException(this.pool, ex);
			}
		}
		awaitResult();
		rethrow(this.failure);
		if (this.opened != null) {
			this.physical.swap(this.opened);
		}
		return true;
	}

	/**
	 * The opener is past the point where the borrower could leave, so this is no wait.
	 */
	private void awaitResult() {
		boolean interrupted = false;
		while (this.finished.getCount() > 0) {
			try {
				this.finished.await();
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	private static void rethrow(@Nullable Throwable failure) throws SQLException {
		if (failure instanceof SQLException ex) {
			throw ex;
		}
		if (failure instanceof RuntimeException ex) {
			throw ex;
		}
		if (failure instanceof Error ex) {
			throw ex;
		}
	}

	private void open() {
		PooledRecord record = null;
		try {
			record = this.pool.opening().openReplacement();
			this.opened = record;
		}
		catch (Throwable ex) {
			this.failure = ex;
		}
		boolean awaited = this.stage.compareAndSet(Stage.CONNECTING, Stage.FINISHED);
		this.finished.countDown();
		if (!awaited) {
			goToPool(record);
		}
	}

	private void goToPool(@Nullable PooledRecord record) {
		try {
			if (record != null) {
				this.physical.swap(record);
				this.proxy.close();
				logger.debug("{} went to the pool: its borrower could not wait for it", record);
				return;
			}
			logger.debug("{}: could not replace a connection whose borrower has left", this.pool.name(), this.failure);
		}
		catch (SQLException | RuntimeException ex) {
			logger.debug("{}: a connection opened too late could not go to the pool", this.pool.name(), ex);
		}
		this.pool.evict(this.proxy);
	}

	/**
	 * How far it is.
	 */
	private enum Stage {

		/** The borrower waits for the connection. */
		CONNECTING,

		/** The connection is there, or cannot be had; the borrower goes on. */
		FINISHED,

		/** The borrower has left; the opener cares for the pool entry. */
		LEFT

	}

	/**
	 * The borrower was interrupted while he waited, and the pool entry is not his any
	 * more.
	 */
	static final class InterruptedCheckoutException extends SQLTransientConnectionException {

		private static final long serialVersionUID = 1L;

		InterruptedCheckoutException(GuardedPool pool, InterruptedException cause) {
			super(pool.name() + ": interrupted while a connection was being replaced", "08001", cause);
		}

	}

}
