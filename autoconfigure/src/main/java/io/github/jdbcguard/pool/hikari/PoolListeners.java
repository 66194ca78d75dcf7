package io.github.jdbcguard.pool.hikari;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.github.jdbcguard.pool.ConnectionRecord;
import io.github.jdbcguard.pool.PoolListener;
import io.github.jdbcguard.pool.PoolListener.Reset;
import io.github.jdbcguard.pool.PoolListener.Verdict;
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
		return overrides(listener, "checkedOut", ConnectionRecord.class)
				|| overrides(listener, "checkedIn", ConnectionRecord.class)
				|| overrides(listener, "reset", ConnectionRecord.class, Connection.class, Reset.class);
	}

	/**
	 * In a native image a listener's methods may not be there to be looked at: then it is
	 * taken to be interested.
	 */
	private static boolean overrides(PoolListener listener, String name, Class<?>... parameters) {
		Method method = ReflectionUtils.findMethod(listener.getClass(), name, parameters);
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

	/**
	 * Tell of a reset. A listener that fails may have left the session in any state.
	 */
	void reset(PooledRecord record, Reset reset) throws SQLException {
		for (PoolListener listener : this.listeners) {
			try {
				listener.reset(record, record.raw, reset);
			}
			catch (RuntimeException | Error ex) {
				throw new SQLException("The listener " + listener + " could not reset " + record + ": " + ex, ex);
			}
		}
	}

	/**
	 * Ask what a failure says of a connection: the first that does not agree with the
	 * proposal decides.
	 */
	Verdict judge(PooledRecord record, SQLException failure, Verdict proposed) {
		for (PoolListener listener : this.listeners) {
			try {
				Verdict verdict = listener.failed(record, failure, proposed);
				if (verdict != proposed) {
					return verdict;
				}
			}
			catch (Throwable ex) {
				log(listener, ex);
			}
		}
		return proposed;
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
