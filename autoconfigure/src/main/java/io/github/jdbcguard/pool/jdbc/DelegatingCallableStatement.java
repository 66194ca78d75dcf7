package io.github.jdbcguard.pool.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.Map;

/**
 * {@link CallableStatement} that hands every call on; long because the interface is. As
 * thread-safe as its delegate.
 */
public abstract class DelegatingCallableStatement extends DelegatingPreparedStatement implements CallableStatement {

	/**
	 * What every call goes to.
	 * @return the delegate
	 */
	@Override
	protected abstract CallableStatement delegate();

	@Override
	public Array getArray(String parameterName) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getArray(parameterName);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Array getArray(int parameterIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getArray(parameterIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public BigDecimal getBigDecimal(String parameterName) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getBigDecimal(parameterName);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public BigDecimal getBigDecimal(int parameterIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getBigDecimal(parameterIndex);
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
	public BigDecimal getBigDecimal(int parameterIndex, int scale) throws SQLException {
		try {
			return delegate().getBigDecimal(parameterIndex, scale);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	@Override
	public Blob getBlob(String parameterName) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getBlob(parameterName);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Blob getBlob(int parameterIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getBlob(parameterIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public boolean getBoolean(String parameterName) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getBoolean(parameterName);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public boolean getBoolean(int parameterIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getBoolean(parameterIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public byte getByte(String parameterName) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getByte(parameterName);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public byte getByte(int parameterIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getByte(parameterIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public byte[] getBytes(String parameterName) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getBytes(parameterName);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public byte[] getBytes(int parameterIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getBytes(parameterIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Reader getCharacterStream(String parameterName) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getCharacterStream(parameterName);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Reader getCharacterStream(int parameterIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getCharacterStream(parameterIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Clob getClob(String parameterName) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getClob(parameterName);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Clob getClob(int parameterIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getClob(parameterIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Date getDate(String parameterName) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getDate(parameterName);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Date getDate(int parameterIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getDate(parameterIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Date getDate(String parameterName, Calendar calendar) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getDate(parameterName, calendar);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Date getDate(int parameterIndex, Calendar calendar) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getDate(parameterIndex, calendar);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public double getDouble(String parameterName) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getDouble(parameterName);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public double getDouble(int parameterIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getDouble(parameterIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public float getFloat(String parameterName) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getFloat(parameterName);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public float getFloat(int parameterIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getFloat(parameterIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public int getInt(String parameterName) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getInt(parameterName);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public int getInt(int parameterIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getInt(parameterIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public long getLong(String parameterName) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getLong(parameterName);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public long getLong(int parameterIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getLong(parameterIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Reader getNCharacterStream(String parameterName) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getNCharacterStream(parameterName);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Reader getNCharacterStream(int parameterIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getNCharacterStream(parameterIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public NClob getNClob(String parameterName) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getNClob(parameterName);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public NClob getNClob(int parameterIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getNClob(parameterIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public String getNString(String parameterName) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getNString(parameterName);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public String getNString(int parameterIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getNString(parameterIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Object getObject(String parameterName) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getObject(parameterName);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Object getObject(int parameterIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getObject(parameterIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public <T> T getObject(String parameterName, Class<T> type) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getObject(parameterName, type);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Object getObject(String parameterName, Map<String, Class<?>> map) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getObject(parameterName, map);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public <T> T getObject(int parameterIndex, Class<T> type) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getObject(parameterIndex, type);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Object getObject(int parameterIndex, Map<String, Class<?>> map) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getObject(parameterIndex, map);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Ref getRef(String parameterName) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getRef(parameterName);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Ref getRef(int parameterIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getRef(parameterIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public RowId getRowId(String parameterName) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getRowId(parameterName);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public RowId getRowId(int parameterIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getRowId(parameterIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public SQLXML getSQLXML(String parameterName) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getSQLXML(parameterName);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public SQLXML getSQLXML(int parameterIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getSQLXML(parameterIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public short getShort(String parameterName) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getShort(parameterName);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public short getShort(int parameterIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getShort(parameterIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public String getString(String parameterName) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getString(parameterName);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public String getString(int parameterIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getString(parameterIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Time getTime(String parameterName) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getTime(parameterName);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Time getTime(int parameterIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getTime(parameterIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Time getTime(String parameterName, Calendar calendar) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getTime(parameterName, calendar);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Time getTime(int parameterIndex, Calendar calendar) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getTime(parameterIndex, calendar);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Timestamp getTimestamp(String parameterName) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getTimestamp(parameterName);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Timestamp getTimestamp(int parameterIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getTimestamp(parameterIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Timestamp getTimestamp(String parameterName, Calendar calendar) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getTimestamp(parameterName, calendar);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public Timestamp getTimestamp(int parameterIndex, Calendar calendar) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getTimestamp(parameterIndex, calendar);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public URL getURL(String parameterName) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getURL(parameterName);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public URL getURL(int parameterIndex) throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getURL(parameterIndex);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void registerOutParameter(String parameterName, int sqlType) throws SQLException {
		boolean entered = enter();
		try {
			delegate().registerOutParameter(parameterName, sqlType);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void registerOutParameter(String parameterName, SQLType sqlType) throws SQLException {
		boolean entered = enter();
		try {
			delegate().registerOutParameter(parameterName, sqlType);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void registerOutParameter(int parameterIndex, int sqlType) throws SQLException {
		boolean entered = enter();
		try {
			delegate().registerOutParameter(parameterIndex, sqlType);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void registerOutParameter(int parameterIndex, SQLType sqlType) throws SQLException {
		boolean entered = enter();
		try {
			delegate().registerOutParameter(parameterIndex, sqlType);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void registerOutParameter(String parameterName, int sqlType, String typeName) throws SQLException {
		boolean entered = enter();
		try {
			delegate().registerOutParameter(parameterName, sqlType, typeName);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void registerOutParameter(String parameterName, int sqlType, int scale) throws SQLException {
		boolean entered = enter();
		try {
			delegate().registerOutParameter(parameterName, sqlType, scale);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void registerOutParameter(String parameterName, SQLType sqlType, String typeName) throws SQLException {
		boolean entered = enter();
		try {
			delegate().registerOutParameter(parameterName, sqlType, typeName);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void registerOutParameter(String parameterName, SQLType sqlType, int scale) throws SQLException {
		boolean entered = enter();
		try {
			delegate().registerOutParameter(parameterName, sqlType, scale);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void registerOutParameter(int parameterIndex, int sqlType, String typeName) throws SQLException {
		boolean entered = enter();
		try {
			delegate().registerOutParameter(parameterIndex, sqlType, typeName);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void registerOutParameter(int parameterIndex, int sqlType, int scale) throws SQLException {
		boolean entered = enter();
		try {
			delegate().registerOutParameter(parameterIndex, sqlType, scale);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void registerOutParameter(int parameterIndex, SQLType sqlType, String typeName) throws SQLException {
		boolean entered = enter();
		try {
			delegate().registerOutParameter(parameterIndex, sqlType, typeName);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void registerOutParameter(int parameterIndex, SQLType sqlType, int scale) throws SQLException {
		boolean entered = enter();
		try {
			delegate().registerOutParameter(parameterIndex, sqlType, scale);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setAsciiStream(String parameterName, InputStream value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setAsciiStream(parameterName, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setAsciiStream(String parameterName, InputStream value, int length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setAsciiStream(parameterName, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setAsciiStream(String parameterName, InputStream value, long length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setAsciiStream(parameterName, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setBigDecimal(String parameterName, BigDecimal value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setBigDecimal(parameterName, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setBinaryStream(String parameterName, InputStream value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setBinaryStream(parameterName, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setBinaryStream(String parameterName, InputStream value, int length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setBinaryStream(parameterName, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setBinaryStream(String parameterName, InputStream value, long length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setBinaryStream(parameterName, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setBlob(String parameterName, InputStream value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setBlob(parameterName, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setBlob(String parameterName, Blob value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setBlob(parameterName, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setBlob(String parameterName, InputStream value, long length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setBlob(parameterName, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setBoolean(String parameterName, boolean value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setBoolean(parameterName, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setByte(String parameterName, byte value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setByte(parameterName, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setBytes(String parameterName, byte[] value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setBytes(parameterName, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setCharacterStream(String parameterName, Reader value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setCharacterStream(parameterName, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setCharacterStream(String parameterName, Reader value, int length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setCharacterStream(parameterName, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setCharacterStream(String parameterName, Reader value, long length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setCharacterStream(parameterName, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setClob(String parameterName, Reader value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setClob(parameterName, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setClob(String parameterName, Clob value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setClob(parameterName, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setClob(String parameterName, Reader value, long length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setClob(parameterName, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setDate(String parameterName, Date value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setDate(parameterName, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setDate(String parameterName, Date value, Calendar calendar) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setDate(parameterName, value, calendar);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setDouble(String parameterName, double value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setDouble(parameterName, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setFloat(String parameterName, float value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setFloat(parameterName, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setInt(String parameterName, int value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setInt(parameterName, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setLong(String parameterName, long value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setLong(parameterName, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setNCharacterStream(String parameterName, Reader value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setNCharacterStream(parameterName, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setNCharacterStream(String parameterName, Reader value, long length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setNCharacterStream(parameterName, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setNClob(String parameterName, Reader value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setNClob(parameterName, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setNClob(String parameterName, NClob value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setNClob(parameterName, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setNClob(String parameterName, Reader value, long length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setNClob(parameterName, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setNString(String parameterName, String value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setNString(parameterName, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setNull(String parameterName, int sqlType) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setNull(parameterName, sqlType);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setNull(String parameterName, int sqlType, String typeName) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setNull(parameterName, sqlType, typeName);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setObject(String parameterName, Object value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setObject(parameterName, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setObject(String parameterName, Object value, int targetSqlType) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setObject(parameterName, value, targetSqlType);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setObject(String parameterName, Object value, SQLType targetSqlType) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setObject(parameterName, value, targetSqlType);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setObject(String parameterName, Object value, int targetSqlType, int scaleOrLength)
			throws SQLException {
		boolean entered = enter();
		try {
			delegate().setObject(parameterName, value, targetSqlType, scaleOrLength);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setObject(String parameterName, Object value, SQLType targetSqlType, int scaleOrLength)
			throws SQLException {
		boolean entered = enter();
		try {
			delegate().setObject(parameterName, value, targetSqlType, scaleOrLength);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setRowId(String parameterName, RowId value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setRowId(parameterName, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setSQLXML(String parameterName, SQLXML value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setSQLXML(parameterName, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setShort(String parameterName, short value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setShort(parameterName, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setString(String parameterName, String value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setString(parameterName, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setTime(String parameterName, Time value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setTime(parameterName, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setTime(String parameterName, Time value, Calendar calendar) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setTime(parameterName, value, calendar);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setTimestamp(String parameterName, Timestamp value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setTimestamp(parameterName, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setTimestamp(String parameterName, Timestamp value, Calendar calendar) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setTimestamp(parameterName, value, calendar);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setURL(String parameterName, URL value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setURL(parameterName, value);
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

}
