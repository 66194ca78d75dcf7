package io.github.jdbcguard.pool.jdbc;

import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.ShardingKey;
import java.sql.Statement;
import java.sql.Struct;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;

/**
 * {@link Connection} that hands every call on; long because the interface is. As
 * thread-safe as its delegate.
 */
public abstract class DelegatingConnection implements Connection {

	/**
	 * What every call goes to.
	 * @return the delegate
	 * @throws SQLException where it must not be used any more
	 */
	protected abstract Connection delegate() throws SQLException;

	/**
	 * Called with what a call of the delegate has thrown.
	 * @param failure what was thrown
	 * @return what is thrown instead, usually the same
	 */
	protected SQLException failed(SQLException failure) {
		return failure;
	}

	@Override
	public void abort(Executor executor) throws SQLException {
		try {
			delegate().abort(executor);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public void beginRequest() throws SQLException {
		try {
			delegate().beginRequest();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public void clearWarnings() throws SQLException {
		try {
			delegate().clearWarnings();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public void close() throws SQLException {
		try {
			delegate().close();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public void commit() throws SQLException {
		try {
			delegate().commit();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public Array createArrayOf(String typeName, Object[] elements) throws SQLException {
		try {
			return delegate().createArrayOf(typeName, elements);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public Blob createBlob() throws SQLException {
		try {
			return delegate().createBlob();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public Clob createClob() throws SQLException {
		try {
			return delegate().createClob();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public NClob createNClob() throws SQLException {
		try {
			return delegate().createNClob();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public SQLXML createSQLXML() throws SQLException {
		try {
			return delegate().createSQLXML();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public Statement createStatement() throws SQLException {
		try {
			return delegate().createStatement();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public Statement createStatement(int resultSetType, int resultSetConcurrency) throws SQLException {
		try {
			return delegate().createStatement(resultSetType, resultSetConcurrency);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public Statement createStatement(int resultSetType, int resultSetConcurrency, int resultSetHoldability)
			throws SQLException {
		try {
			return delegate().createStatement(resultSetType, resultSetConcurrency, resultSetHoldability);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public Struct createStruct(String typeName, Object[] elements) throws SQLException {
		try {
			return delegate().createStruct(typeName, elements);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public void endRequest() throws SQLException {
		try {
			delegate().endRequest();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean getAutoCommit() throws SQLException {
		try {
			return delegate().getAutoCommit();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public String getCatalog() throws SQLException {
		try {
			return delegate().getCatalog();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public Properties getClientInfo() throws SQLException {
		try {
			return delegate().getClientInfo();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public String getClientInfo(String parameterName) throws SQLException {
		try {
			return delegate().getClientInfo(parameterName);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public int getHoldability() throws SQLException {
		try {
			return delegate().getHoldability();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public DatabaseMetaData getMetaData() throws SQLException {
		try {
			return delegate().getMetaData();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public int getNetworkTimeout() throws SQLException {
		try {
			return delegate().getNetworkTimeout();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public String getSchema() throws SQLException {
		try {
			return delegate().getSchema();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public int getTransactionIsolation() throws SQLException {
		try {
			return delegate().getTransactionIsolation();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public Map<String, Class<?>> getTypeMap() throws SQLException {
		try {
			return delegate().getTypeMap();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public SQLWarning getWarnings() throws SQLException {
		try {
			return delegate().getWarnings();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean isClosed() throws SQLException {
		try {
			return delegate().isClosed();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean isReadOnly() throws SQLException {
		try {
			return delegate().isReadOnly();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean isValid(int seconds) throws SQLException {
		try {
			return delegate().isValid(seconds);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean isWrapperFor(Class<?> iface) throws SQLException {
		try {
			return delegate().isWrapperFor(iface);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public String nativeSQL(String sql) throws SQLException {
		try {
			return delegate().nativeSQL(sql);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public CallableStatement prepareCall(String sql) throws SQLException {
		try {
			return delegate().prepareCall(sql);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public CallableStatement prepareCall(String sql, int resultSetType, int resultSetConcurrency) throws SQLException {
		try {
			return delegate().prepareCall(sql, resultSetType, resultSetConcurrency);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public CallableStatement prepareCall(String sql, int resultSetType, int resultSetConcurrency,
			int resultSetHoldability) throws SQLException {
		try {
			return delegate().prepareCall(sql, resultSetType, resultSetConcurrency, resultSetHoldability);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public PreparedStatement prepareStatement(String sql) throws SQLException {
		try {
			return delegate().prepareStatement(sql);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public PreparedStatement prepareStatement(String sql, int[] columnIndexes) throws SQLException {
		try {
			return delegate().prepareStatement(sql, columnIndexes);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public PreparedStatement prepareStatement(String sql, String[] columnNames) throws SQLException {
		try {
			return delegate().prepareStatement(sql, columnNames);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public PreparedStatement prepareStatement(String sql, int autoGeneratedKeys) throws SQLException {
		try {
			return delegate().prepareStatement(sql, autoGeneratedKeys);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public PreparedStatement prepareStatement(String sql, int resultSetType, int resultSetConcurrency)
			throws SQLException {
		try {
			return delegate().prepareStatement(sql, resultSetType, resultSetConcurrency);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public PreparedStatement prepareStatement(String sql, int resultSetType, int resultSetConcurrency,
			int resultSetHoldability) throws SQLException {
		try {
			return delegate().prepareStatement(sql, resultSetType, resultSetConcurrency, resultSetHoldability);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public void releaseSavepoint(Savepoint savepoint) throws SQLException {
		try {
			delegate().releaseSavepoint(savepoint);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public void rollback() throws SQLException {
		try {
			delegate().rollback();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public void rollback(Savepoint savepoint) throws SQLException {
		try {
			delegate().rollback(savepoint);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public void setAutoCommit(boolean autoCommit) throws SQLException {
		try {
			delegate().setAutoCommit(autoCommit);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public void setCatalog(String catalog) throws SQLException {
		try {
			delegate().setCatalog(catalog);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public void setClientInfo(Properties properties) throws SQLClientInfoException {
		clientInfoDelegate().setClientInfo(properties);
	}

	@Override
	public void setClientInfo(String name, String value) throws SQLClientInfoException {
		clientInfoDelegate().setClientInfo(name, value);
	}

	@Override
	public void setHoldability(int holdability) throws SQLException {
		try {
			delegate().setHoldability(holdability);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public void setNetworkTimeout(Executor executor, int milliseconds) throws SQLException {
		try {
			delegate().setNetworkTimeout(executor, milliseconds);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public void setReadOnly(boolean readOnly) throws SQLException {
		try {
			delegate().setReadOnly(readOnly);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public Savepoint setSavepoint() throws SQLException {
		try {
			return delegate().setSavepoint();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public Savepoint setSavepoint(String name) throws SQLException {
		try {
			return delegate().setSavepoint(name);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public void setSchema(String schema) throws SQLException {
		try {
			delegate().setSchema(schema);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public void setShardingKey(ShardingKey shardingKey) throws SQLException {
		try {
			delegate().setShardingKey(shardingKey);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public void setShardingKey(ShardingKey shardingKey, ShardingKey superShardingKey) throws SQLException {
		try {
			delegate().setShardingKey(shardingKey, superShardingKey);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean setShardingKeyIfValid(ShardingKey shardingKey, int seconds) throws SQLException {
		try {
			return delegate().setShardingKeyIfValid(shardingKey, seconds);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public boolean setShardingKeyIfValid(ShardingKey shardingKey, ShardingKey superShardingKey, int seconds)
			throws SQLException {
		try {
			return delegate().setShardingKeyIfValid(shardingKey, superShardingKey, seconds);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public void setTransactionIsolation(int level) throws SQLException {
		try {
			delegate().setTransactionIsolation(level);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public void setTypeMap(Map<String, Class<?>> map) throws SQLException {
		try {
			delegate().setTypeMap(map);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public <T> T unwrap(Class<T> iface) throws SQLException {
		try {
			return delegate().unwrap(iface);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	private Connection clientInfoDelegate() throws SQLClientInfoException {
		try {
			return delegate();
		}
		catch (SQLException ex) {
			throw new SQLClientInfoException(ex.getMessage(), ex.getSQLState(), Map.of(), ex);
		}
	}

}
