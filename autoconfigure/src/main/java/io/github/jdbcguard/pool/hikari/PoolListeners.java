package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.github.jdbcguard.pool.PoolListener;
import io.github.jdbcguard.pool.ReplaceConnectionException;
import io.github.jdbcguard.pool.ReplaceGenerationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listeners of one pool, each contained: what one throws is logged, and costs neither
 * a connection nor the other listeners their call.
 */
final class PoolListeners {

	private static final Logger logger = LoggerFactory.getLogger("io.github.jdbcguard.pool");

	private final List<PoolListener> listeners = new CopyOnWriteArrayList<>();

	/**
	 * Read at every checkout and checkin: one field instead of a list that is asked
	 * whether it is empty.
	 */
	private volatile boolean present;

	void add(PoolListener listener) {
		this.listeners.add(listener);
		this.present = true;
	}

	void remove(PoolListener listener) {
		this.listeners.remove(listener);
		this.present = !this.listeners.isEmpty();
	}

	boolean present() {
		return this.present;
	}

	void opened(PooledRecord record, Connection connection) throws SQLException {
		for (PoolListener listener : this.listeners) {
			try {
				listener.opened(record, connection);
			}
			catch (RuntimeException | LinkageError ex) {
				throw new SQLException("The listener " + listener + " refused " + record
						+ " when it was opened, so it was closed again: " + ex, ex);
			}
		}
	}

	void checkedOut(PooledRecord record) throws ReplaceConnectionException, ReplaceGenerationException {
		for (PoolListener listener : this.listeners) {
			try {
				listener.checkedOut(record);
			}
			catch (RuntimeException | LinkageError ex) {
				log(listener, ex);
			}
		}
	}

	void each(Consumer<PoolListener> call) {
		for (PoolListener listener : this.listeners) {
			try {
				call.accept(listener);
			}
			catch (RuntimeException | LinkageError ex) {
				log(listener, ex);
			}
		}
	}

	private void log(PoolListener listener, Throwable ex) {
		logger.error("The listener {} failed; the pool goes on", listener, ex);
	}

}
