package io.github.jdbcguard.pool.hikari;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.github.jdbcguard.pool.ConnectionRecord;
import io.github.jdbcguard.pool.PoolListener;
import io.github.jdbcguard.pool.ReplaceConnectionException;
import io.github.jdbcguard.pool.ReplaceGenerationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.ReflectionUtils;

/**
 * The listeners of one pool, each contained: what one throws is logged, and costs neither
 * a connection nor the other listeners their call.
 */
final class PoolListeners {

	private static final Logger logger = LoggerFactory.getLogger("io.github.jdbcguard.pool");

	private final List<PoolListener> listeners = new CopyOnWriteArrayList<>();

	/**
	 * Whether somebody wants to know of checkouts or checkins. Read at every one of them:
	 * who only listens for rarer things costs nothing there.
	 */
	private volatile boolean leasesWatched;

	void add(PoolListener listener) {
		this.listeners.add(listener);
		this.leasesWatched = this.listeners.stream().anyMatch(PoolListeners::watchesLeases);
	}

	void remove(PoolListener listener) {
		this.listeners.remove(listener);
		this.leasesWatched = this.listeners.stream().anyMatch(PoolListeners::watchesLeases);
	}

	boolean leasesWatched() {
		return this.leasesWatched;
	}

	private static boolean watchesLeases(PoolListener listener) {
		return overrides(listener, "checkedOut") || overrides(listener, "checkedIn");
	}

	/**
	 * In a native image a listener's methods may not be there to be looked at: then it is
	 * taken to be interested.
	 */
	private static boolean overrides(PoolListener listener, String name) {
		Method method = ReflectionUtils.findMethod(listener.getClass(), name, ConnectionRecord.class);
		return method == null || method.getDeclaringClass() != PoolListener.class;
	}

	void opened(PooledRecord record, Connection connection) throws SQLException {
		for (PoolListener listener : this.listeners) {
			try {
				listener.opened(record, connection);
			}
			catch (RuntimeException | Error ex) {
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
			catch (ReplaceConnectionException | ReplaceGenerationException ex) {
				throw ex;
			}
			catch (Throwable ex) {
				log(listener, ex);
			}
		}
	}

	void each(Consumer<PoolListener> call) {
		for (PoolListener listener : this.listeners) {
			try {
				call.accept(listener);
			}
			catch (Throwable ex) {
				log(listener, ex);
			}
		}
	}

	private void log(PoolListener listener, Throwable ex) {
		logger.error("The listener {} failed; the pool goes on", listener, ex);
	}

}
