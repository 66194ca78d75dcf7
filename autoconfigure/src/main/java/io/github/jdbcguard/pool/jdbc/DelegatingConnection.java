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
	 * What statements are made of.
	 * @return the delegate
	 * @throws SQLException where none must be made
	 */
	protected Connection forWork() throws SQLException {
		return delegate();
	}

	/**
	 * What is handed out for a statement of the delegate.
	 * @param statement the statement
	 * @return what is handed out
	 */
	protected Statement statement(Statement statement) {
		return statement;
	}

	/**
	 * What is handed out for a prepared statement of the delegate.
	 * @param statement the statement
	 * @return what is handed out
	 */
	protected PreparedStatement prepared(PreparedStatement statement) {
		return statement;
	}

	/**
	 * What is handed out for a callable statement of the delegate.
	 * @param statement the statement
	 * @return what is handed out
	 */
	protected CallableStatement callable(CallableStatement statement) {
		return statement;
	}

	/**
	 * Called before every call that any other must not overlap.
	 * @return what {@link #leave(boolean)} is to be told
	 * @throws SQLException where the call must not be made
	 */
	protected boolean enter() throws SQLException {
		return false;
	}

	/**
	 * Called after every call that was entered.
	 * @param entered what was answered when it was entered
	 */
	protected void leave(boolean entered) {
	}

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
		boolean entered = enter();
		try {
			delegate().clearWarnings();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
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
		boolean entered = enter();
		try {
			delegate().commit();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Array createArrayOf(String typeName, Object[] elements) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().createArrayOf(typeName, elements);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Blob createBlob() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().createBlob();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Clob createClob() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().createClob();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public NClob createNClob() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().createNClob();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public SQLXML createSQLXML() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().createSQLXML();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Statement createStatement() throws SQLException {
		Connection target = forWork();
		boolean entered = enter();
		try {
			return statement(target.createStatement());
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Statement createStatement(int resultSetType, int resultSetConcurrency) throws SQLException {
		Connection target = forWork();
		boolean entered = enter();
		try {
			return statement(target.createStatement(resultSetType, resultSetConcurrency));
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Statement createStatement(int resultSetType, int resultSetConcurrency, int resultSetHoldability)
			throws SQLException {
		Connection target = forWork();
		boolean entered = enter();
		try {
			return statement(target.createStatement(resultSetType, resultSetConcurrency, resultSetHoldability));
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Struct createStruct(String typeName, Object[] elements) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().createStruct(typeName, elements);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
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
		boolean entered = enter();
		try {
			return delegate().getAutoCommit();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public String getCatalog() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getCatalog();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Properties getClientInfo() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getClientInfo();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public String getClientInfo(String parameterName) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getClientInfo(parameterName);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public int getHoldability() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getHoldability();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public DatabaseMetaData getMetaData() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getMetaData();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public int getNetworkTimeout() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getNetworkTimeout();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public String getSchema() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getSchema();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public int getTransactionIsolation() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getTransactionIsolation();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Map<String, Class<?>> getTypeMap() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getTypeMap();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public SQLWarning getWarnings() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getWarnings();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
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
		boolean entered = enter();
		try {
			return delegate().isReadOnly();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
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
		boolean entered = enter();
		try {
			return delegate().nativeSQL(sql);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public CallableStatement prepareCall(String sql) throws SQLException {
		Connection target = forWork();
		boolean entered = enter();
		try {
			return callable(target.prepareCall(sql));
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public CallableStatement prepareCall(String sql, int resultSetType, int resultSetConcurrency) throws SQLException {
		Connection target = forWork();
		boolean entered = enter();
		try {
			return callable(target.prepareCall(sql, resultSetType, resultSetConcurrency));
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public CallableStatement prepareCall(String sql, int resultSetType, int resultSetConcurrency,
			int resultSetHoldability) throws SQLException {
		Connection target = forWork();
		boolean entered = enter();
		try {
			return callable(target.prepareCall(sql, resultSetType, resultSetConcurrency, resultSetHoldability));
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public PreparedStatement prepareStatement(String sql) throws SQLException {
		Connection target = forWork();
		boolean entered = enter();
		try {
			return prepared(target.prepareStatement(sql));
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public PreparedStatement prepareStatement(String sql, int[] columnIndexes) throws SQLException {
		Connection target = forWork();
		boolean entered = enter();
		try {
			return prepared(target.prepareStatement(sql, columnIndexes));
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public PreparedStatement prepareStatement(String sql, String[] columnNames) throws SQLException {
		Connection target = forWork();
		boolean entered = enter();
		try {
			return prepared(target.prepareStatement(sql, columnNames));
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public PreparedStatement prepareStatement(String sql, int autoGeneratedKeys) throws SQLException {
		Connection target = forWork();
		boolean entered = enter();
		try {
			return prepared(target.prepareStatement(sql, autoGeneratedKeys));
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public PreparedStatement prepareStatement(String sql, int resultSetType, int resultSetConcurrency)
			throws SQLException {
		Connection target = forWork();
		boolean entered = enter();
		try {
			return prepared(target.prepareStatement(sql, resultSetType, resultSetConcurrency));
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public PreparedStatement prepareStatement(String sql, int resultSetType, int resultSetConcurrency,
			int resultSetHoldability) throws SQLException {
		Connection target = forWork();
		boolean entered = enter();
		try {
			return prepared(target.prepareStatement(sql, resultSetType, resultSetConcurrency, resultSetHoldability));
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void releaseSavepoint(Savepoint savepoint) throws SQLException {
		boolean entered = enter();
		try {
			delegate().releaseSavepoint(savepoint);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void rollback() throws SQLException {
		boolean entered = enter();
		try {
			delegate().rollback();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void rollback(Savepoint savepoint) throws SQLException {
		boolean entered = enter();
		try {
			delegate().rollback(savepoint);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setAutoCommit(boolean autoCommit) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setAutoCommit(autoCommit);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setCatalog(String catalog) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setCatalog(catalog);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
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
		boolean entered = enter();
		try {
			delegate().setHoldability(holdability);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setNetworkTimeout(Executor executor, int milliseconds) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setNetworkTimeout(executor, milliseconds);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setReadOnly(boolean readOnly) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setReadOnly(readOnly);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Savepoint setSavepoint() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().setSavepoint();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Savepoint setSavepoint(String name) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().setSavepoint(name);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setSchema(String schema) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setSchema(schema);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setShardingKey(ShardingKey shardingKey) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setShardingKey(shardingKey);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setShardingKey(ShardingKey shardingKey, ShardingKey superShardingKey) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setShardingKey(shardingKey, superShardingKey);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public boolean setShardingKeyIfValid(ShardingKey shardingKey, int seconds) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().setShardingKeyIfValid(shardingKey, seconds);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public boolean setShardingKeyIfValid(ShardingKey shardingKey, ShardingKey superShardingKey, int seconds)
			throws SQLException {
		boolean entered = enter();
		try {
			return delegate().setShardingKeyIfValid(shardingKey, superShardingKey, seconds);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setTransactionIsolation(int level) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setTransactionIsolation(level);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setTypeMap(Map<String, Class<?>> map) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setTypeMap(map);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
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
