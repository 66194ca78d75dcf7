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
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;

/**
 * {@link PreparedStatement} that hands every call on; long because the interface is. As
 * thread-safe as its delegate.
 */
public abstract class DelegatingPreparedStatement extends DelegatingStatement implements PreparedStatement {

	/**
	 * What every call goes to.
	 * @return the delegate
	 */
	@Override
	protected abstract PreparedStatement delegate();

	@Override
	public void addBatch() throws SQLException {
		boolean entered = enter();
		try {
			delegate().addBatch();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void clearParameters() throws SQLException {
		boolean entered = enter();
		try {
			delegate().clearParameters();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public boolean execute() throws SQLException {
		boolean entered = beforeWork();
		try {
			boolean result = delegate().execute();
			if (!result) {
				updated();
			}
			return result;
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public long executeLargeUpdate() throws SQLException {
		boolean entered = beforeWork();
		try {
			long count = delegate().executeLargeUpdate();
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
	public ResultSet executeQuery() throws SQLException {
		boolean entered = beforeWork();
		try {
			return result(delegate().executeQuery());
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public int executeUpdate() throws SQLException {
		boolean entered = beforeWork();
		try {
			int count = delegate().executeUpdate();
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
	public ParameterMetaData getParameterMetaData() throws SQLException {
		boolean entered = enter();
		try {
			return delegate().getParameterMetaData();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setArray(int parameterIndex, Array value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setArray(parameterIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setAsciiStream(int parameterIndex, InputStream value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setAsciiStream(parameterIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setAsciiStream(int parameterIndex, InputStream value, int length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setAsciiStream(parameterIndex, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setAsciiStream(int parameterIndex, InputStream value, long length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setAsciiStream(parameterIndex, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setBigDecimal(int parameterIndex, BigDecimal value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setBigDecimal(parameterIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setBinaryStream(int parameterIndex, InputStream value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setBinaryStream(parameterIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setBinaryStream(int parameterIndex, InputStream value, int length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setBinaryStream(parameterIndex, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setBinaryStream(int parameterIndex, InputStream value, long length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setBinaryStream(parameterIndex, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setBlob(int parameterIndex, InputStream value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setBlob(parameterIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setBlob(int parameterIndex, Blob value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setBlob(parameterIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setBlob(int parameterIndex, InputStream value, long length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setBlob(parameterIndex, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setBoolean(int parameterIndex, boolean value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setBoolean(parameterIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setByte(int parameterIndex, byte value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setByte(parameterIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setBytes(int parameterIndex, byte[] value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setBytes(parameterIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setCharacterStream(int parameterIndex, Reader value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setCharacterStream(parameterIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setCharacterStream(int parameterIndex, Reader value, int length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setCharacterStream(parameterIndex, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setCharacterStream(int parameterIndex, Reader value, long length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setCharacterStream(parameterIndex, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setClob(int parameterIndex, Reader value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setClob(parameterIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setClob(int parameterIndex, Clob value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setClob(parameterIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setClob(int parameterIndex, Reader value, long length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setClob(parameterIndex, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setDate(int parameterIndex, Date value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setDate(parameterIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setDate(int parameterIndex, Date value, Calendar calendar) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setDate(parameterIndex, value, calendar);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setDouble(int parameterIndex, double value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setDouble(parameterIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setFloat(int parameterIndex, float value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setFloat(parameterIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setInt(int parameterIndex, int value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setInt(parameterIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setLong(int parameterIndex, long value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setLong(parameterIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setNCharacterStream(int parameterIndex, Reader value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setNCharacterStream(parameterIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setNCharacterStream(int parameterIndex, Reader value, long length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setNCharacterStream(parameterIndex, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setNClob(int parameterIndex, Reader value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setNClob(parameterIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setNClob(int parameterIndex, NClob value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setNClob(parameterIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setNClob(int parameterIndex, Reader value, long length) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setNClob(parameterIndex, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setNString(int parameterIndex, String value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setNString(parameterIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setNull(int parameterIndex, int sqlType) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setNull(parameterIndex, sqlType);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setNull(int parameterIndex, int sqlType, String typeName) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setNull(parameterIndex, sqlType, typeName);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setObject(int parameterIndex, Object value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setObject(parameterIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setObject(int parameterIndex, Object value, int targetSqlType) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setObject(parameterIndex, value, targetSqlType);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setObject(int parameterIndex, Object value, SQLType targetSqlType) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setObject(parameterIndex, value, targetSqlType);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setObject(int parameterIndex, Object value, int targetSqlType, int scaleOrLength) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setObject(parameterIndex, value, targetSqlType, scaleOrLength);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setObject(int parameterIndex, Object value, SQLType targetSqlType, int scaleOrLength)
			throws SQLException {
		boolean entered = enter();
		try {
			delegate().setObject(parameterIndex, value, targetSqlType, scaleOrLength);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setRef(int parameterIndex, Ref value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setRef(parameterIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setRowId(int parameterIndex, RowId value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setRowId(parameterIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setSQLXML(int parameterIndex, SQLXML value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setSQLXML(parameterIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setShort(int parameterIndex, short value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setShort(parameterIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setString(int parameterIndex, String value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setString(parameterIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setTime(int parameterIndex, Time value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setTime(parameterIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setTime(int parameterIndex, Time value, Calendar calendar) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setTime(parameterIndex, value, calendar);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setTimestamp(int parameterIndex, Timestamp value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setTimestamp(parameterIndex, value);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setTimestamp(int parameterIndex, Timestamp value, Calendar calendar) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setTimestamp(parameterIndex, value, calendar);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
		finally {
			leave(entered);
		}
	}

	@Override
	public void setURL(int parameterIndex, URL value) throws SQLException {
		boolean entered = enter();
		try {
			delegate().setURL(parameterIndex, value);
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
	public void setUnicodeStream(int parameterIndex, InputStream value, int length) throws SQLException {
		try {
			delegate().setUnicodeStream(parameterIndex, value, length);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

}
