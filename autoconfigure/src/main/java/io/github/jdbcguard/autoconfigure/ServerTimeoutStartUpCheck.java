package io.github.jdbcguard.autoconfigure;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.InvalidPoolPolicyException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Takes a connection from each pool that is to fail the start where its server is less
 * patient, for a server can only be asked through a connection. That the database does
 * not answer is no failure: it may come up later, and the pool's first connection is
 * looked at then.
 * <p>
 * Not before all singletons are there, listeners among them. Safe for use by any thread.
 */
final class ServerTimeoutStartUpCheck implements SmartInitializingSingleton {

	private static final Logger logger = LoggerFactory.getLogger(ServerTimeoutStartUpCheck.class);

	private final List<GuardedDataSource> waiting = new ArrayList<>();

	private boolean started;

	/**
	 * Check a pool at start-up. One that comes later, being lazy, is checked when it is
	 * first used.
	 */
	void add(GuardedDataSource dataSource) {
		synchronized (this.waiting) {
			if (!this.started) {
				this.waiting.add(dataSource);
			}
		}
	}

	@Override
	public void afterSingletonsInstantiated() {
		List<GuardedDataSource> dataSources;
		synchronized (this.waiting) {
			this.started = true;
			dataSources = List.copyOf(this.waiting);
			this.waiting.clear();
		}
		dataSources.forEach(ServerTimeoutStartUpCheck::check);
	}

	static void check(DataSource dataSource) {
		try {
			Connection connection = dataSource.getConnection();
			connection.close();
		}
		catch (SQLException | RuntimeException ex) {
			InvalidPoolPolicyException verdict = verdictIn(ex);
			if (verdict != null) {
				throw verdict;
			}
			logger.debug("{} cannot be compared with its server's timeouts yet", dataSource, ex);
		}
	}

	private static @Nullable InvalidPoolPolicyException verdictIn(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof InvalidPoolPolicyException verdict) {
				return verdict;
			}
		}
		return null;
	}

}
