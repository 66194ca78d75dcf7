package io.github.jdbcguard.pool.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.Locale;
import java.util.Set;

/**
 * {@link Statement} that hands every call on; long because the interface is. As
 * thread-safe as its delegate.
 */
public abstract class DelegatingStatement implements Statement {

	/**
	 * What gives no result and changes no rows. Not asked of statements that are
	 * prepared: nobody prepares these.
	 */
	private static final Set<String> CHANGES_NOTHING = Set.of("set", "reset", "use", "listen", "unlisten", "begin",
			"start", "commit", "rollback", "savepoint", "release", "show", "deallocate", "discard");

	/**
	 * What every call goes to.
	 * @return the delegate
	 */
	protected abstract Statement delegate();

	/**
	 * Called before every call that any other must not overlap.
	 * @return what {@link #leave(boolean)} is to be told
	 * @throws SQLException where the call must not be made
	 */
	protected boolean enter() throws SQLException {
		return false;
	}

	/**
	 * Called in the place of {@link #enter()} before every call that is sent to the
	 * server.
	 * @return what {@link #leave(boolean)} is to be told
	 * @throws SQLException where it must not be sent
	 */
	protected boolean beforeWork() throws SQLException {
		return enter();
	}

	/**
	 * Called after every call that was entered.
	 * @param entered what was answered when it was entered
	 */
	protected void leave(boolean entered) {
	}

	/**
	 * Called after an update.
	 */
	protected void updated() {
	}

	private boolean noteUpdate(String sql, boolean result) {
		// The count is not asked for: with some drivers it can be had once only
		if (!result && !CHANGES_NOTHING.contains(firstWord(sql))) {
			updated();
		}
		return result;
	}

	private static String firstWord(String sql) {
		int start = 0;
		while (start < sql.length() && !Character.isLetter(sql.charAt(start))) {
			start++;
		}
		int end = start;
		while (end < sql.length() && Character.isLetter(sql.charAt(end))) {
			end++;
		}
		return sql.substring(start, end).toLowerCase(Locale.ROOT);
	}

	/**
	 * Called before the delegate is cancelled, which any thread may do.
	 * @throws SQLException where it must not be
	 */
	protected void beforeCancel() throws SQLException {
	}

	/**
	 * What is handed out for a result of the delegate.
	 * @param result the result, may be {@code null}
	 * @return what is handed out
	 */
	protected ResultSet result(ResultSet result) {
		return result;
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
	public void addBatch(String sql) throws SQLException {
		boolean entered = enter();
		try {
			delegate().addBatch(sql);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void cancel() throws SQLException {
		beforeCancel();
		try {
			delegate().cancel();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public void clearBatch() throws SQLException {
		boolean entered = enter();
		try {
			delegate().clearBatch();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
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
	public void closeOnCompletion() throws SQLException {
		boolean entered = enter();
		try {
			delegate().closeOnCompletion();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public String enquoteIdentifier(String identifier, boolean alwaysQuote) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().enquoteIdentifier(identifier, alwaysQuote);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public String enquoteLiteral(String value) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().enquoteLiteral(value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public String enquoteNCharLiteral(String value) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().enquoteNCharLiteral(value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public boolean execute(String sql) throws SQLException {
		boolean entered = beforeWork();
		try {
			return noteUpdate(sql, delegate().execute(sql));
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public boolean execute(String sql, int[] columnIndexes) throws SQLException {
		boolean entered = beforeWork();
		try {
			return noteUpdate(sql, delegate().execute(sql, columnIndexes));
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public boolean execute(String sql, String[] columnNames) throws SQLException {
		boolean entered = beforeWork();
		try {
			return noteUpdate(sql, delegate().execute(sql, columnNames));
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public boolean execute(String sql, int autoGeneratedKeys) throws SQLException {
		boolean entered = beforeWork();
		try {
			return noteUpdate(sql, delegate().execute(sql, autoGeneratedKeys));
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public int[] executeBatch() throws SQLException {
		boolean entered = beforeWork();
		try {
			int[] count = delegate().executeBatch();
			updated();
			return count;
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public long[] executeLargeBatch() throws SQLException {
		boolean entered = beforeWork();
		try {
			long[] count = delegate().executeLargeBatch();
			updated();
			return count;
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public long executeLargeUpdate(String sql) throws SQLException {
		boolean entered = beforeWork();
		try {
			long count = delegate().executeLargeUpdate(sql);
			updated();
			return count;
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public long executeLargeUpdate(String sql, int[] columnIndexes) throws SQLException {
		boolean entered = beforeWork();
		try {
			long count = delegate().executeLargeUpdate(sql, columnIndexes);
			updated();
			return count;
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public long executeLargeUpdate(String sql, String[] columnNames) throws SQLException {
		boolean entered = beforeWork();
		try {
			long count = delegate().executeLargeUpdate(sql, columnNames);
			updated();
			return count;
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public long executeLargeUpdate(String sql, int autoGeneratedKeys) throws SQLException {
		boolean entered = beforeWork();
		try {
			long count = delegate().executeLargeUpdate(sql, autoGeneratedKeys);
			updated();
			return count;
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public ResultSet executeQuery(String sql) throws SQLException {
		boolean entered = beforeWork();
		try {
			return result(delegate().executeQuery(sql));
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public int executeUpdate(String sql) throws SQLException {
		boolean entered = beforeWork();
		try {
			int count = delegate().executeUpdate(sql);
			updated();
			return count;
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public int executeUpdate(String sql, int[] columnIndexes) throws SQLException {
		boolean entered = beforeWork();
		try {
			int count = delegate().executeUpdate(sql, columnIndexes);
			updated();
			return count;
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public int executeUpdate(String sql, String[] columnNames) throws SQLException {
		boolean entered = beforeWork();
		try {
			int count = delegate().executeUpdate(sql, columnNames);
			updated();
			return count;
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public int executeUpdate(String sql, int autoGeneratedKeys) throws SQLException {
		boolean entered = beforeWork();
		try {
			int count = delegate().executeUpdate(sql, autoGeneratedKeys);
			updated();
			return count;
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Connection getConnection() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getConnection();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public int getFetchDirection() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getFetchDirection();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public int getFetchSize() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getFetchSize();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public ResultSet getGeneratedKeys() throws SQLException {
		boolean entered = enter();
		try {
			return result(delegate().getGeneratedKeys());
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public long getLargeMaxRows() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getLargeMaxRows();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public long getLargeUpdateCount() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getLargeUpdateCount();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public int getMaxFieldSize() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getMaxFieldSize();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public int getMaxRows() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getMaxRows();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public boolean getMoreResults() throws SQLException {
		boolean entered = beforeWork();
		try {
			return delegate().getMoreResults();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public boolean getMoreResults(int current) throws SQLException {
		boolean entered = beforeWork();
		try {
			return delegate().getMoreResults(current);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public int getQueryTimeout() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getQueryTimeout();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public ResultSet getResultSet() throws SQLException {
		boolean entered = enter();
		try {
			return result(delegate().getResultSet());
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public int getResultSetConcurrency() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getResultSetConcurrency();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public int getResultSetHoldability() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getResultSetHoldability();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public int getResultSetType() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getResultSetType();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public int getUpdateCount() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getUpdateCount();
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
	public boolean isCloseOnCompletion() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().isCloseOnCompletion();
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
	public boolean isPoolable() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().isPoolable();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public boolean isSimpleIdentifier(String identifier) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().isSimpleIdentifier(identifier);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
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
	public void setCursorName(String name) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setCursorName(name);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setEscapeProcessing(boolean enabled) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setEscapeProcessing(enabled);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setFetchDirection(int direction) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setFetchDirection(direction);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setFetchSize(int limit) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setFetchSize(limit);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setLargeMaxRows(long limit) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setLargeMaxRows(limit);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setMaxFieldSize(int limit) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setMaxFieldSize(limit);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setMaxRows(int limit) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setMaxRows(limit);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setPoolable(boolean enabled) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setPoolable(enabled);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setQueryTimeout(int seconds) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setQueryTimeout(seconds);
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

	@Override
	public String toString() {
		return delegate().toString();
	}

}
