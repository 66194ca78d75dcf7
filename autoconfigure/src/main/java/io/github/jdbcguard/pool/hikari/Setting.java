package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.ResultSet;
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

	READ_ONLY("readOnly") {

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

	ISOLATION("transactionIsolation") {

		@Override
		Object read(PooledRecord record) throws SQLException {
			return record.raw.getTransactionIsolation();
		}

		@Override
		void write(Connection connection, Object value) throws SQLException {
			connection.setTransactionIsolation((Integer) value);
		}

		@Override
		String inWords(Object value) {
			return switch ((Integer) value) {
				case Connection.TRANSACTION_NONE -> "NONE";
				case Connection.TRANSACTION_READ_UNCOMMITTED -> "READ_UNCOMMITTED";
				case Connection.TRANSACTION_READ_COMMITTED -> "READ_COMMITTED";
				case Connection.TRANSACTION_REPEATABLE_READ -> "REPEATABLE_READ";
				case Connection.TRANSACTION_SERIALIZABLE -> "SERIALIZABLE";
				default -> value.toString();
			};
		}

	},

	CATALOG("catalog") {

		@Override
		@Nullable Object read(PooledRecord record) throws SQLException {
			return record.raw.getCatalog();
		}

		@Override
		void write(Connection connection, Object value) throws SQLException {
			connection.setCatalog((String) value);
		}

	},

	SCHEMA("schema") {

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

		/**
		 * Who brings back what {@code getSchema} gave has done all he could: on
		 * PostgreSQL that is one element of the path.
		 */
		@Override
		boolean isSame(PooledRecord record, Object pristine, Object value) {
			return SearchPath.contains(record.pool.server(), (String) pristine, (String) value);
		}

	},

	HOLDABILITY("holdability") {

		@Override
		Object read(PooledRecord record) throws SQLException {
			return record.raw.getHoldability();
		}

		@Override
		void write(Connection connection, Object value) throws SQLException {
			connection.setHoldability((Integer) value);
		}

		@Override
		String inWords(Object value) {
			return ((Integer) value == ResultSet.HOLD_CURSORS_OVER_COMMIT) ? "HOLD_CURSORS_OVER_COMMIT"
					: "CLOSE_CURSORS_AT_COMMIT";
		}

	},

	NETWORK_TIMEOUT("networkTimeout") {

		@Override
		Object read(PooledRecord record) throws SQLException {
			return record.raw.getNetworkTimeout();
		}

		@Override
		void write(Connection connection, Object value) throws SQLException {
			connection.setNetworkTimeout(Runnable::run, (Integer) value);
		}

		@Override
		String inWords(Object value) {
			return value + " ms";
		}

	},

	CLIENT_INFO("clientInfo") {

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
		boolean isSame(PooledRecord record, Object pristine, Object value) {
			try {
				Properties before = (Properties) pristine;
				Properties now = record.raw.getClientInfo();
				// As it is restored: what was not there becomes empty
				return now.stringPropertyNames()
					.stream()
					.allMatch((name) -> now.getProperty(name).equals(before.getProperty(name, "")));
			}
			catch (SQLException ex) {
				// What cannot be read cannot be said to be left
				return true;
			}
		}

		/**
		 * Applications put the names of their users there.
		 */
		@Override
		String inWords(Object value) {
			return "(not shown)";
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

	private final String property;

	Setting(String property) {
		this.property = property;
	}

	/**
	 * What it is called in JDBC.
	 */
	String property() {
		return this.property;
	}

	/**
	 * Whether a value that a borrower has left is as good as the pristine one.
	 */
	boolean isSame(PooledRecord record, Object pristine, Object value) {
		return pristine.equals(value);
	}

	/**
	 * A value as it is shown in messages.
	 */
	String inWords(Object value) {
		return value.toString();
	}

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
