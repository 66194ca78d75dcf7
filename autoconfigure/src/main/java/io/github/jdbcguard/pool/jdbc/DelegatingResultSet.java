package io.github.jdbcguard.pool.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.Map;

/**
 * {@link ResultSet} that hands every call on; long because the interface is. As
 * thread-safe as its delegate.
 */
public abstract class DelegatingResultSet implements ResultSet {

	/**
	 * What every call goes to.
	 * @return the delegate
	 */
	protected abstract ResultSet delegate();

	/**
	 * Called before every call that any other must not overlap.
	 * @return what {@link #leave(boolean)} is to be told
	 * @throws SQLException where the call must not be made
	 */
	protected boolean enter() throws SQLException {
		return false;
	}

	/**
	 * Called in the place of {@link #enter()} before every call that changes rows on the
	 * server.
	 * @return what {@link #leave(boolean)} is to be told
	 * @throws SQLException where it must not be sent
	 */
	protected boolean beforeWork() throws SQLException {
		return enter();
	}

	/**
	 * Called in the place of {@link #enter()} before every call that may fetch rows from
	 * the server.
	 * @return what {@link #leave(boolean)} is to be told
	 * @throws SQLException where it must not be sent
	 */
	protected boolean beforeFetch() throws SQLException {
		return enter();
	}

	/**
	 * Called after every call that was entered.
	 * @param entered what was answered when it was entered
	 */
	protected void leave(boolean entered) {
	}

	/**
	 * Called after rows were changed.
	 */
	protected void updated() {
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
	public boolean absolute(int row) throws SQLException {
		boolean entered = beforeFetch();
		try {
			return delegate().absolute(row);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void afterLast() throws SQLException {
		boolean entered = beforeFetch();
		try {
			delegate().afterLast();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void beforeFirst() throws SQLException {
		boolean entered = beforeFetch();
		try {
			delegate().beforeFirst();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void cancelRowUpdates() throws SQLException {
		boolean entered = enter();
		try {
			delegate().cancelRowUpdates();
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
	public void deleteRow() throws SQLException {
		boolean entered = beforeWork();
		try {
			delegate().deleteRow();
			updated();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public int findColumn(String columnLabel) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().findColumn(columnLabel);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public boolean first() throws SQLException {
		boolean entered = beforeFetch();
		try {
			return delegate().first();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Array getArray(String columnLabel) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getArray(columnLabel);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Array getArray(int columnIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getArray(columnIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public InputStream getAsciiStream(String columnLabel) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getAsciiStream(columnLabel);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public InputStream getAsciiStream(int columnIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getAsciiStream(columnIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public BigDecimal getBigDecimal(String columnLabel) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getBigDecimal(columnLabel);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public BigDecimal getBigDecimal(int columnIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getBigDecimal(columnIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	@Deprecated
	public BigDecimal getBigDecimal(String columnLabel, int scale) throws SQLException {
		try {
			return delegate().getBigDecimal(columnLabel, scale);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	@Deprecated
	public BigDecimal getBigDecimal(int columnIndex, int scale) throws SQLException {
		try {
			return delegate().getBigDecimal(columnIndex, scale);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public InputStream getBinaryStream(String columnLabel) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getBinaryStream(columnLabel);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public InputStream getBinaryStream(int columnIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getBinaryStream(columnIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Blob getBlob(String columnLabel) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getBlob(columnLabel);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Blob getBlob(int columnIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getBlob(columnIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public boolean getBoolean(String columnLabel) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getBoolean(columnLabel);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public boolean getBoolean(int columnIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getBoolean(columnIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public byte getByte(String columnLabel) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getByte(columnLabel);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public byte getByte(int columnIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getByte(columnIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public byte[] getBytes(String columnLabel) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getBytes(columnLabel);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public byte[] getBytes(int columnIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getBytes(columnIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Reader getCharacterStream(String columnLabel) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getCharacterStream(columnLabel);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Reader getCharacterStream(int columnIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getCharacterStream(columnIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Clob getClob(String columnLabel) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getClob(columnLabel);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Clob getClob(int columnIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getClob(columnIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public int getConcurrency() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getConcurrency();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public String getCursorName() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getCursorName();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Date getDate(String columnLabel) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getDate(columnLabel);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Date getDate(int columnIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getDate(columnIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Date getDate(String columnLabel, Calendar calendar) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getDate(columnLabel, calendar);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Date getDate(int columnIndex, Calendar calendar) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getDate(columnIndex, calendar);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public double getDouble(String columnLabel) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getDouble(columnLabel);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public double getDouble(int columnIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getDouble(columnIndex);
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
	public float getFloat(String columnLabel) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getFloat(columnLabel);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public float getFloat(int columnIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getFloat(columnIndex);
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
	public int getInt(String columnLabel) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getInt(columnLabel);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public int getInt(int columnIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getInt(columnIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public long getLong(String columnLabel) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getLong(columnLabel);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public long getLong(int columnIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getLong(columnIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public ResultSetMetaData getMetaData() throws SQLException {
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
	public Reader getNCharacterStream(String columnLabel) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getNCharacterStream(columnLabel);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Reader getNCharacterStream(int columnIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getNCharacterStream(columnIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public NClob getNClob(String columnLabel) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getNClob(columnLabel);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public NClob getNClob(int columnIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getNClob(columnIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public String getNString(String columnLabel) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getNString(columnLabel);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public String getNString(int columnIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getNString(columnIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Object getObject(String columnLabel) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getObject(columnLabel);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Object getObject(int columnIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getObject(columnIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public <T> T getObject(String columnLabel, Class<T> type) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getObject(columnLabel, type);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Object getObject(String columnLabel, Map<String, Class<?>> map) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getObject(columnLabel, map);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public <T> T getObject(int columnIndex, Class<T> type) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getObject(columnIndex, type);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Object getObject(int columnIndex, Map<String, Class<?>> map) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getObject(columnIndex, map);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Ref getRef(String columnLabel) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getRef(columnLabel);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Ref getRef(int columnIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getRef(columnIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public int getRow() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getRow();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public RowId getRowId(String columnLabel) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getRowId(columnLabel);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public RowId getRowId(int columnIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getRowId(columnIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public SQLXML getSQLXML(String columnLabel) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getSQLXML(columnLabel);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public SQLXML getSQLXML(int columnIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getSQLXML(columnIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public short getShort(String columnLabel) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getShort(columnLabel);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public short getShort(int columnIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getShort(columnIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Statement getStatement() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getStatement();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public String getString(String columnLabel) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getString(columnLabel);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public String getString(int columnIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getString(columnIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Time getTime(String columnLabel) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getTime(columnLabel);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Time getTime(int columnIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getTime(columnIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Time getTime(String columnLabel, Calendar calendar) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getTime(columnLabel, calendar);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Time getTime(int columnIndex, Calendar calendar) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getTime(columnIndex, calendar);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Timestamp getTimestamp(String columnLabel) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getTimestamp(columnLabel);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Timestamp getTimestamp(int columnIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getTimestamp(columnIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Timestamp getTimestamp(String columnLabel, Calendar calendar) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getTimestamp(columnLabel, calendar);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Timestamp getTimestamp(int columnIndex, Calendar calendar) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getTimestamp(columnIndex, calendar);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public int getType() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getType();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public URL getURL(String columnLabel) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getURL(columnLabel);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public URL getURL(int columnIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getURL(columnIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	@Deprecated
	public InputStream getUnicodeStream(String columnLabel) throws SQLException {
		try {
			return delegate().getUnicodeStream(columnLabel);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	@Deprecated
	public InputStream getUnicodeStream(int columnIndex) throws SQLException {
		try {
			return delegate().getUnicodeStream(columnIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
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
	public void insertRow() throws SQLException {
		boolean entered = beforeWork();
		try {
			delegate().insertRow();
			updated();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public boolean isAfterLast() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().isAfterLast();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public boolean isBeforeFirst() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().isBeforeFirst();
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
	public boolean isFirst() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().isFirst();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public boolean isLast() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().isLast();
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
	public boolean last() throws SQLException {
		boolean entered = beforeFetch();
		try {
			return delegate().last();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void moveToCurrentRow() throws SQLException {
		boolean entered = enter();
		try {
			delegate().moveToCurrentRow();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void moveToInsertRow() throws SQLException {
		boolean entered = enter();
		try {
			delegate().moveToInsertRow();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public boolean next() throws SQLException {
		boolean entered = beforeFetch();
		try {
			return delegate().next();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public boolean previous() throws SQLException {
		boolean entered = beforeFetch();
		try {
			return delegate().previous();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void refreshRow() throws SQLException {
		boolean entered = beforeFetch();
		try {
			delegate().refreshRow();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public boolean relative(int rows) throws SQLException {
		boolean entered = beforeFetch();
		try {
			return delegate().relative(rows);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public boolean rowDeleted() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().rowDeleted();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public boolean rowInserted() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().rowInserted();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public boolean rowUpdated() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().rowUpdated();
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
	public void setFetchSize(int rows) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setFetchSize(rows);
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
	public void updateArray(String columnLabel, Array value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateArray(columnLabel, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateArray(int columnIndex, Array value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateArray(columnIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateAsciiStream(String columnLabel, InputStream value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateAsciiStream(columnLabel, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateAsciiStream(int columnIndex, InputStream value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateAsciiStream(columnIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateAsciiStream(String columnLabel, InputStream value, int length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateAsciiStream(columnLabel, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateAsciiStream(String columnLabel, InputStream value, long length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateAsciiStream(columnLabel, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateAsciiStream(int columnIndex, InputStream value, int length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateAsciiStream(columnIndex, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateAsciiStream(int columnIndex, InputStream value, long length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateAsciiStream(columnIndex, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateBigDecimal(String columnLabel, BigDecimal value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateBigDecimal(columnLabel, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateBigDecimal(int columnIndex, BigDecimal value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateBigDecimal(columnIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateBinaryStream(String columnLabel, InputStream value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateBinaryStream(columnLabel, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateBinaryStream(int columnIndex, InputStream value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateBinaryStream(columnIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateBinaryStream(String columnLabel, InputStream value, int length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateBinaryStream(columnLabel, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateBinaryStream(String columnLabel, InputStream value, long length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateBinaryStream(columnLabel, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateBinaryStream(int columnIndex, InputStream value, int length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateBinaryStream(columnIndex, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateBinaryStream(int columnIndex, InputStream value, long length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateBinaryStream(columnIndex, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateBlob(String columnLabel, InputStream value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateBlob(columnLabel, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateBlob(String columnLabel, Blob value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateBlob(columnLabel, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateBlob(int columnIndex, InputStream value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateBlob(columnIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateBlob(int columnIndex, Blob value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateBlob(columnIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateBlob(String columnLabel, InputStream value, long length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateBlob(columnLabel, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateBlob(int columnIndex, InputStream value, long length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateBlob(columnIndex, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateBoolean(String columnLabel, boolean value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateBoolean(columnLabel, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateBoolean(int columnIndex, boolean value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateBoolean(columnIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateByte(String columnLabel, byte value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateByte(columnLabel, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateByte(int columnIndex, byte value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateByte(columnIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateBytes(String columnLabel, byte[] value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateBytes(columnLabel, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateBytes(int columnIndex, byte[] value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateBytes(columnIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateCharacterStream(String columnLabel, Reader value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateCharacterStream(columnLabel, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateCharacterStream(int columnIndex, Reader value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateCharacterStream(columnIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateCharacterStream(String columnLabel, Reader value, int length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateCharacterStream(columnLabel, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateCharacterStream(String columnLabel, Reader value, long length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateCharacterStream(columnLabel, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateCharacterStream(int columnIndex, Reader value, int length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateCharacterStream(columnIndex, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateCharacterStream(int columnIndex, Reader value, long length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateCharacterStream(columnIndex, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateClob(String columnLabel, Reader value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateClob(columnLabel, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateClob(String columnLabel, Clob value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateClob(columnLabel, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateClob(int columnIndex, Reader value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateClob(columnIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateClob(int columnIndex, Clob value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateClob(columnIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateClob(String columnLabel, Reader value, long length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateClob(columnLabel, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateClob(int columnIndex, Reader value, long length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateClob(columnIndex, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateDate(String columnLabel, Date value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateDate(columnLabel, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateDate(int columnIndex, Date value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateDate(columnIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateDouble(String columnLabel, double value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateDouble(columnLabel, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateDouble(int columnIndex, double value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateDouble(columnIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateFloat(String columnLabel, float value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateFloat(columnLabel, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateFloat(int columnIndex, float value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateFloat(columnIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateInt(String columnLabel, int value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateInt(columnLabel, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateInt(int columnIndex, int value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateInt(columnIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateLong(String columnLabel, long value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateLong(columnLabel, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateLong(int columnIndex, long value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateLong(columnIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateNCharacterStream(String columnLabel, Reader value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateNCharacterStream(columnLabel, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateNCharacterStream(int columnIndex, Reader value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateNCharacterStream(columnIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateNCharacterStream(String columnLabel, Reader value, long length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateNCharacterStream(columnLabel, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateNCharacterStream(int columnIndex, Reader value, long length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateNCharacterStream(columnIndex, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateNClob(String columnLabel, Reader value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateNClob(columnLabel, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateNClob(String columnLabel, NClob value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateNClob(columnLabel, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateNClob(int columnIndex, Reader value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateNClob(columnIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateNClob(int columnIndex, NClob value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateNClob(columnIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateNClob(String columnLabel, Reader value, long length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateNClob(columnLabel, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateNClob(int columnIndex, Reader value, long length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateNClob(columnIndex, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateNString(String columnLabel, String value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateNString(columnLabel, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateNString(int columnIndex, String value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateNString(columnIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateNull(String columnLabel) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateNull(columnLabel);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateNull(int columnIndex) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateNull(columnIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateObject(String columnLabel, Object value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateObject(columnLabel, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateObject(int columnIndex, Object value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateObject(columnIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateObject(String columnLabel, Object value, int scaleOrLength) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateObject(columnLabel, value, scaleOrLength);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateObject(String columnLabel, Object value, SQLType targetSqlType) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateObject(columnLabel, value, targetSqlType);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateObject(int columnIndex, Object value, int scaleOrLength) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateObject(columnIndex, value, scaleOrLength);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateObject(int columnIndex, Object value, SQLType targetSqlType) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateObject(columnIndex, value, targetSqlType);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateObject(String columnLabel, Object value, SQLType targetSqlType, int scaleOrLength)
			throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateObject(columnLabel, value, targetSqlType, scaleOrLength);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateObject(int columnIndex, Object value, SQLType targetSqlType, int scaleOrLength)
			throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateObject(columnIndex, value, targetSqlType, scaleOrLength);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateRef(String columnLabel, Ref value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateRef(columnLabel, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateRef(int columnIndex, Ref value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateRef(columnIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateRow() throws SQLException {
		boolean entered = beforeWork();
		try {
			delegate().updateRow();
			updated();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateRowId(String columnLabel, RowId value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateRowId(columnLabel, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateRowId(int columnIndex, RowId value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateRowId(columnIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateSQLXML(String columnLabel, SQLXML value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateSQLXML(columnLabel, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateSQLXML(int columnIndex, SQLXML value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateSQLXML(columnIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateShort(String columnLabel, short value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateShort(columnLabel, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateShort(int columnIndex, short value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateShort(columnIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateString(String columnLabel, String value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateString(columnLabel, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateString(int columnIndex, String value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateString(columnIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateTime(String columnLabel, Time value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateTime(columnLabel, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateTime(int columnIndex, Time value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateTime(columnIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateTimestamp(String columnLabel, Timestamp value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateTimestamp(columnLabel, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void updateTimestamp(int columnIndex, Timestamp value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().updateTimestamp(columnIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public boolean wasNull() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().wasNull();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public String toString() {
		return delegate().toString();
	}

}
