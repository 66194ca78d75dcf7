package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executor;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.UtilityElf;
import org.jspecify.annotations.Nullable;

/**
 * What HikariCP does to a connection before its first use, for one that takes the place
 * of another in its pool entry: HikariCP does not know of it.
 */
final class ConnectionSetUp {

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
		execute(config, raw, config.getConnectionInitSql());
		restoreNetworkTimeout(raw, networkTimeout);
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

	private static void execute(HikariDataSource config, Connection raw, @Nullable String sql) throws SQLException {
		if (sql == null) {
			return;
		}
		try (Statement statement = raw.createStatement()) {
			statement.execute(sql);
		}
		if (config.isIsolateInternalQueries() && !config.isAutoCommit()) {
			raw.commit();
		}
	}

}
