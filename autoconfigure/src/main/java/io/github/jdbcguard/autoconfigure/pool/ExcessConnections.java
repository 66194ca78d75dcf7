package io.github.jdbcguard.autoconfigure.pool;

import java.sql.Connection;
import java.sql.SQLException;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes what a pool has opened before it was told to be smaller: HikariCP itself would
 * keep it. One by one, and never all, for an in-memory database ends with its last
 * connection.
 */
final class ExcessConnections {

	private static final Logger logger = LoggerFactory.getLogger(ExcessConnections.class);

	private ExcessConnections() {
	}

	/**
	 * Close idle connections until there are no more than the pool may have. What is on
	 * lease stays.
	 */
	static void closeIdle(HikariDataSource pool) {
		HikariPoolMXBean running = pool.getHikariPoolMXBean();
		while (running != null && running.getTotalConnections() > pool.getMaximumPoolSize()
				&& running.getIdleConnections() > 0) {
			try {
				Connection connection = pool.getConnection();
				pool.evictConnection(connection);
				connection.close();
			}
			catch (SQLException ex) {
				logger.debug("{} keeps more connections than it may have", pool, ex);
				return;
			}
		}
	}

}
