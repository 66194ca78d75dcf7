package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where connections go that nobody may use again.
 */
final class Disposal {

	private static final Logger logger = LoggerFactory.getLogger("io.github.jdbcguard.pool");

	/**
	 * What a forked child inherited and must neither close nor let go of: every way to
	 * close it, the cleaners of the drivers among them, ends the parent's session.
	 */
	private static final Queue<Object> graveyard = new ConcurrentLinkedQueue<>();

	private Disposal() {
	}

	/**
	 * Keep for ever what another process may be using.
	 * @param inherited the object
	 */
	static void bury(Object inherited) {
		graveyard.add(inherited);
	}

	/**
	 * Close in order, in a thread of its own: a server that does not answer must not hold
	 * up a checkout.
	 * @param record the connection to close
	 */
	static void close(PooledRecord record) {
		start(() -> closeNow(record.raw));
	}

	/**
	 * Drop the socket, without an orderly goodbye, in a thread of its own.
	 * @param record the connection to abort
	 */
	static void abort(PooledRecord record) {
		start(() -> abortNow(record.raw, Runnable::run));
	}

	/**
	 * Close in order, in this thread.
	 * @param connection the connection to close
	 */
	static void closeNow(Connection connection) {
		try {
			connection.close();
		}
		catch (SQLException | RuntimeException | Error ex) {
			logger.debug("Closing {} failed", connection, ex);
		}
	}

	/**
	 * Drop the socket, in this thread.
	 * @param connection the connection to abort
	 * @param executor what the driver may use for it
	 */
	static void abortNow(Connection connection, Executor executor) {
		try {
			connection.abort(executor);
		}
		catch (SQLException | RuntimeException | Error ex) {
			logger.debug("Aborting {} failed", connection, ex);
		}
		// Not every driver does more than nothing when it is told to abort
		closeNow(connection);
	}

	private static void start(Runnable work) {
		Thread thread = new Thread(work, "jdbc-guard-closer");
		thread.setDaemon(true);
		try {
			thread.start();
		}
		catch (OutOfMemoryError ex) {
			// No thread to be had
			work.run();
		}
	}

}
