package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

import com.zaxxer.hikari.HikariConfig;
import io.github.jdbcguard.pool.server.DatabaseServer;
import io.github.jdbcguard.pool.server.SearchPath;
import org.jspecify.annotations.Nullable;

/**
 * A setting of a connection that a borrower can change through JDBC, and that would
 * otherwise be the next borrower's. In the order in which they are restored: the catalog
 * before the schema in it.
 */
enum Setting {

	READ_ONLY {

		@Override
		Object read(PooledRecord record) {
			// HikariCP has set it so; some drivers ask the server
			return record.pool.original().isReadOnly();
		}

		@Override
		void write(Connection connection, Object value) throws SQLException {
			connection.setReadOnly((Boolean) value);
		}

	},

	ISOLATION {

		@Override
		Object read(PooledRecord record) throws SQLException {
			return record.raw.getTransactionIsolation();
		}

		@Override
		void write(Connection connection, Object value) throws SQLException {
			connection.setTransactionIsolation((Integer) value);
		}

	},

	CATALOG {

		@Override
		@Nullable Object read(PooledRecord record) throws SQLException {
			return record.raw.getCatalog();
		}

		@Override
		void write(Connection connection, Object value) throws SQLException {
			connection.setCatalog((String) value);
		}

	},

	SCHEMA {

		@Override
		@Nullable Object read(PooledRecord record) throws SQLException {
			HikariConfig config = record.pool.original();
			boolean asOpened = config.getSchema() == null && config.getConnectionInitSql() == null;
			DatabaseServer server = record.pool.server();
			return asOpened ? SearchPath.readAsOpened(record.raw, server) : SearchPath.read(record.raw, server);
		}

		@Override
		void write(Connection connection, Object value) throws SQLException {
			connection.setSchema((String) value);
		}

		@Override
		void restore(PooledRecord record, Connection connection, Object pristine) throws SQLException {
			SearchPath.restore(record.raw, record.pool.server(), (String) pristine);
		}

	},

	HOLDABILITY {

		@Override
		Object read(PooledRecord record) throws SQLException {
			return record.raw.getHoldability();
		}

		@Override
		void write(Connection connection, Object value) throws SQLException {
			connection.setHoldability((Integer) value);
		}

	},

	NETWORK_TIMEOUT {

		@Override
		Object read(PooledRecord record) throws SQLException {
			return record.raw.getNetworkTimeout();
		}

		@Override
		void write(Connection connection, Object value) throws SQLException {
			connection.setNetworkTimeout(Runnable::run, (Integer) value);
		}

	},

	CLIENT_INFO {

		@Override
		Object read(PooledRecord record) throws SQLException {
			Properties copy = new Properties();
			copy.putAll(record.raw.getClientInfo());
			return copy;
		}

		@Override
		void write(Connection connection, Object value) throws SQLException {
			connection.setClientInfo((Properties) value);
		}

		@Override
		void restore(PooledRecord record, Connection connection, Object pristine) throws SQLException {
			Properties before = (Properties) pristine;
			Properties now = record.raw.getClientInfo();
			// One by one, and never to null: not every driver takes away what a set
			// leaves out, and some take no null
			for (String name : now.stringPropertyNames()) {
				String value = before.getProperty(name, "");
				if (!now.getProperty(name).equals(value)) {
					connection.setClientInfo(name, value);
				}
			}
		}

	};

	/**
	 * The value that a connection has before any borrower changed it.
	 */
	abstract @Nullable Object read(PooledRecord record) throws SQLException;

	abstract void write(Connection connection, Object value) throws SQLException;

	/**
	 * Whether a change may take a statement, and with it begin a transaction.
	 */
	boolean takesStatement() {
		return this == CATALOG || this == SCHEMA;
	}

	/**
	 * Bring the value back. Through HikariCP's own connection, which would otherwise do
	 * it once more.
	 */
	void restore(PooledRecord record, Connection connection, Object pristine) throws SQLException {
		write(connection, pristine);
	}

}
