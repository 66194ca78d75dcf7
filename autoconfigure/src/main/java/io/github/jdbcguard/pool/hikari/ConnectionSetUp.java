package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executor;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.UtilityElf;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What HikariCP does to a connection before its first use, for one that takes the place
 * of another in its pool entry: HikariCP does not know of it.
 */
final class ConnectionSetUp {

	private static final Logger logger = LoggerFactory.getLogger("io.github.jdbcguard.pool");

	private ConnectionSetUp() {
	}

	/**
	 * As {@code PoolBase.setupConnection} does.
	 */
	static void apply(HikariDataSource config, Connection raw) throws SQLException {
		int networkTimeout = limitNetworkTimeout(raw, config.getValidationTimeout());
		if (raw.isReadOnly() != config.isReadOnly()) {
			raw.setReadOnly(config.isReadOnly());
		}
		if (raw.getAutoCommit() != config.isAutoCommit()) {
			raw.setAutoCommit(config.isAutoCommit());
		}
		int isolation = UtilityElf.getTransactionIsolation(config.getTransactionIsolation());
		if (isolation != -1 && isolation != raw.getTransactionIsolation()) {
			raw.setTransactionIsolation(isolation);
		}
		if (config.getCatalog() != null) {
			raw.setCatalog(config.getCatalog());
		}
		if (config.getSchema() != null) {
			raw.setSchema(config.getSchema());
		}
		execute(config, raw, config.getConnectionInitSql(), true);
		restoreNetworkTimeout(raw, networkTimeout);
	}

	/**
	 * As {@code PoolBase.isConnectionDead} does.
	 */
	static boolean ping(HikariDataSource config, @Nullable String testQuery, Connection raw) {
		try {
			long budget = config.getValidationTimeout();
			int networkTimeout = limitNetworkTimeout(raw, budget);
			try {
				if (testQuery == null) {
					return raw.isValid((int) Math.max(1, budget / 1000));
				}
				execute(config, raw, testQuery, false);
				return true;
			}
			finally {
				restoreNetworkTimeout(raw, networkTimeout);
			}
		}
		catch (SQLException | RuntimeException ex) {
			logger.debug("{} does not answer", raw, ex);
			return false;
		}
	}

	/**
	 * Connector/J hands the change to the executor, so that it may come too late:
	 * HikariCP gives it one that runs at once (MySQL bug 75615), by a class name that
	 * ours hides.
	 */
	static Executor networkTimeoutExecutor(Connection raw, Executor executor) {
		return raw.getClass().getName().startsWith("com.mysql") ? Runnable::run : executor;
	}

	private static int limitNetworkTimeout(Connection raw, long milliseconds) {
		try {
			int before = raw.getNetworkTimeout();
			raw.setNetworkTimeout(Runnable::run, (int) milliseconds);
			return before;
		}
		catch (SQLException | RuntimeException | AbstractMethodError ex) {
			// As HikariCP: a driver that cannot is not asked to
			return -1;
		}
	}

	private static void restoreNetworkTimeout(Connection raw, int milliseconds) throws SQLException {
		if (milliseconds >= 0) {
			raw.setNetworkTimeout(Runnable::run, milliseconds);
		}
	}

	static void execute(HikariDataSource config, Connection raw, @Nullable String sql, boolean commit)
			throws SQLException {
		if (sql == null) {
			return;
		}
		try (Statement statement = raw.createStatement()) {
			statement.execute(sql);
		}
		if (config.isIsolateInternalQueries() && !config.isAutoCommit()) {
			if (commit) {
				raw.commit();
			}
			else {
				raw.rollback();
			}
		}
	}

}
