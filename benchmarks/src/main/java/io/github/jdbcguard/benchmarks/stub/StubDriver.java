package io.github.jdbcguard.benchmarks.stub;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;

import org.jspecify.annotations.Nullable;

/**
 * A {@link Driver} whose connections do nothing, found by {@link DriverManager} under
 * {@link #URL}.
 */
public final class StubDriver implements Driver {

	/**
	 * The one URL this driver accepts.
	 */
	public static final String URL = "jdbc:stub:";

	private static final Completed<StubConnection> CONNECTIONS = Completed.of(StubConnection.class);

	static {
		try {
			DriverManager.registerDriver(new StubDriver());
		}
		catch (SQLException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	@Override
	public @Nullable Connection connect(String url, Properties info) throws SQLException {
		return acceptsURL(url) ? CONNECTIONS.create() : null;
	}

	@Override
	public boolean acceptsURL(String url) {
		return URL.equals(url);
	}

	@Override
	public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
		return new DriverPropertyInfo[0];
	}

	@Override
	public int getMajorVersion() {
		return 1;
	}

	@Override
	public int getMinorVersion() {
		return 0;
	}

	@Override
	public boolean jdbcCompliant() {
		return false;
	}

	@Override
	public Logger getParentLogger() throws SQLFeatureNotSupportedException {
		throw new SQLFeatureNotSupportedException("The stub driver does not log");
	}

}
