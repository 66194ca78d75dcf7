package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.Executor;

import io.github.jdbcguard.pool.Borrower;
import io.github.jdbcguard.pool.LeaseScope;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings that a borrower can change through JDBC: what they were is remembered, to
 * be brought back. See {@link ChangedSettings}.
 */
abstract class AdjustableConnection extends WorkingConnection {

	private static final Logger logger = LoggerFactory.getLogger("io.github.jdbcguard.pool");

	AdjustableConnection(Connection target, PooledRecord record, Borrower borrower, @Nullable LeaseScope scope,
			long sinceMillis, boolean autoCommit) {
		super(target, record, borrower, scope, sinceMillis, autoCommit);
	}

	@Override
	public String getSchema() throws SQLException {
		delegate();
		noteQuestion();
		return super.getSchema();
	}

	@Override
	public String getCatalog() throws SQLException {
		delegate();
		noteQuestion();
		return super.getCatalog();
	}

	@Override
	public int getTransactionIsolation() throws SQLException {
		delegate();
		noteQuestion();
		return super.getTransactionIsolation();
	}

	@Override
	public void setReadOnly(boolean readOnly) throws SQLException {
		change(Setting.READ_ONLY, readOnly);
	}

	@Override
	public void setTransactionIsolation(int level) throws SQLException {
		change(Setting.ISOLATION, level);
	}

	@Override
	public void setCatalog(String catalog) throws SQLException {
		change(Setting.CATALOG, catalog);
	}

	@Override
	public void setSchema(String schema) throws SQLException {
		change(Setting.SCHEMA, schema);
	}

	@Override
	public void setHoldability(int holdability) throws SQLException {
		change(Setting.HOLDABILITY, holdability);
	}

	@Override
	public void setNetworkTimeout(Executor executor, int milliseconds) throws SQLException {
		change(Setting.NETWORK_TIMEOUT, milliseconds);
	}

	/**
	 * Where there is no connection, after a rollback, a setting is kept for the next:
	 * Spring restores settings then, and must not have to wait for a server that is gone.
	 */
	private void change(Setting setting, Object value) throws SQLException {
		if (this.state.isVacant()) {
			this.record.settings().wish(setting, value);
			return;
		}
		if (this.state == LeaseState.LOST) {
			throw LostTransaction.lost(this.record);
		}
		Connection target = delegate();
		if (target.isClosed()) {
			// Complains; the connection may be another borrower's by now
			setting.write(target, value);
			return;
		}
		if (setting.takesStatement()) {
			noteQuestion();
		}
		boolean entered = enter();
		try {
			this.record.settings().change(setting, target, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setClientInfo(String name, String value) throws SQLClientInfoException {
		rememberClientInfo();
		super.setClientInfo(name, value);
	}

	@Override
	public void setClientInfo(Properties properties) throws SQLClientInfoException {
		rememberClientInfo();
		super.setClientInfo(properties);
	}

	private void rememberClientInfo() {
		PooledRecord record = this.record;
		if (!this.state.isConnected() || record.isDetached()) {
			return;
		}
		try {
			record.settings().remember(Setting.CLIENT_INFO);
			// What it is changed to shows when it is restored
			record.settings().wish(Setting.CLIENT_INFO, record.raw);
		}
		catch (SQLException | RuntimeException ex) {
			// A driver that does not tell can restore nothing
			logger.debug("The client info of {} cannot be read, so it is not restored", record, ex);
		}
	}

}
