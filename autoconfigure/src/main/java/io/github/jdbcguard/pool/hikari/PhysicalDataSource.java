package io.github.jdbcguard.pool.hikari;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;

import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

import com.zaxxer.hikari.HikariCredentialsProvider;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import com.zaxxer.hikari.util.Credentials;
import com.zaxxer.hikari.util.DriverDataSource;
import com.zaxxer.hikari.util.PropertyElf;
import com.zaxxer.hikari.util.UtilityElf;
import io.github.jdbcguard.pool.server.SessionReset;
import org.jspecify.annotations.Nullable;

/**
 * The {@link DataSource} that HikariCP is given to open its connections with: it opens
 * them the way HikariCP itself would have, and wraps them.
 */
final class PhysicalDataSource implements DataSource {

	private final GuardedPool pool;

	private final HikariDataSource configuration;

	private volatile @Nullable DataSource given;

	private @Nullable String dataSourceClassName;

	private @Nullable String connectionTestQuery;

	private volatile @Nullable DataSource target;

	PhysicalDataSource(GuardedPool pool, HikariDataSource configuration) {
		this.pool = pool;
		this.configuration = configuration;
	}

	/**
	 * Take the place of the application's own settings. To be called before the pool is
	 * started.
	 */
	void install() {
		// Complains as it would have without us
		this.configuration.validate();
		this.given = this.configuration.getDataSource();
		this.dataSourceClassName = this.configuration.getDataSourceClassName();
		if (this.dataSourceClassName != null) {
			// Else HikariCP warns that it ignores what is not ignored
			this.configuration.setDataSourceClassName(null);
		}
		this.connectionTestQuery = this.configuration.getConnectionTestQuery();
		if (this.connectionTestQuery != null) {
			// HikariCP would send it without asking whether the connection is ours
			this.configuration.setConnectionTestQuery(null);
		}
		this.configuration.setDataSource(this);
	}

	/**
	 * Take the place of the given DataSource in a pool that was started before.
	 * @param started what the pool has opened its connections with so far
	 */
	void installOver(DataSource started) {
		this.given = this.configuration.getDataSource();
		this.dataSourceClassName = this.configuration.getDataSourceClassName();
		this.connectionTestQuery = this.configuration.getConnectionTestQuery();
		this.target = started;
	}

	/**
	 * Read the settings, which may have changed since a start that failed. Fails as
	 * HikariCP would where they name no driver.
	 */
	void refresh() {
		this.target = resolve();
	}

	@Nullable DataSource given() {
		return this.given;
	}

	void give(@Nullable DataSource given) {
		this.given = given;
	}

	@Nullable String dataSourceClassName() {
		return this.dataSourceClassName;
	}

	/**
	 * The application's own statement to ping with.
	 */
	@Nullable String connectionTestQuery() {
		return this.connectionTestQuery;
	}

	@Override
	public Connection getConnection() throws SQLException {
		return new PhysicalConnection(this.pool.opening().open(target()::getConnection));
	}

	@Override
	public Connection getConnection(String username, String password) throws SQLException {
		return new PhysicalConnection(this.pool.opening().open(() -> target().getConnection(username, password)));
	}

	/**
	 * Open a connection with the pool's current credentials.
	 * @return the driver's connection
	 * @throws SQLException as the driver throws it
	 */
	Connection openRaw() throws SQLException {
		Credentials credentials = credentials();
		String username = credentials.getUsername();
		return (username != null) ? target().getConnection(username, credentials.getPassword())
				: target().getConnection();
	}

	private DataSource target() {
		DataSource target = this.target;
		if (target == null) {
			target = resolve();
			this.target = target;
		}
		return target;
	}

	/**
	 * As {@code PoolBase.initializeDataSource} does.
	 */
	private DataSource resolve() {
		DataSource given = this.given;
		if (given != null) {
			return given;
		}
		HikariDataSource config = this.configuration;
		if (this.dataSourceClassName != null) {
			DataSource created = UtilityElf.createInstance(this.dataSourceClassName, DataSource.class);
			PropertyElf.setTargetFromProperties(created, config.getDataSourceProperties());
			return created;
		}
		if (config.getJdbcUrl() != null) {
			Credentials credentials = credentials();
			return new DriverDataSource(config.getJdbcUrl(), config.getDriverClassName(), driverProperties(),
					credentials.getUsername(), credentials.getPassword());
		}
		try {
			return (DataSource) new InitialContext().lookup(config.getDataSourceJNDI());
		}
		catch (NamingException ex) {
			throw new PoolInitializationException(ex);
		}
	}

	/**
	 * What the application has set, and what a driver must be told to reset sessions.
	 */
	private Properties driverProperties() {
		HikariDataSource config = this.configuration;
		Properties properties = config.getDataSourceProperties();
		if (!this.pool.policy.resetSession()) {
			return properties;
		}
		Properties all = new Properties();
		all.putAll(SessionReset.driverProperties(config.getJdbcUrl(), config.getDriverClassName()));
		all.putAll(properties);
		return all;
	}

	/**
	 * As {@code PoolBase.getCredentials} does.
	 */
	private Credentials credentials() {
		HikariCredentialsProvider provider = this.configuration.getCredentialsProvider();
		return (provider != null) ? provider.getCredentials() : this.configuration.getCredentials();
	}

	@Override
	public void setLoginTimeout(int seconds) throws SQLException {
		target().setLoginTimeout(seconds);
	}

	@Override
	public int getLoginTimeout() throws SQLException {
		return target().getLoginTimeout();
	}

	@Override
	public @Nullable PrintWriter getLogWriter() throws SQLException {
		return target().getLogWriter();
	}

	@Override
	public void setLogWriter(PrintWriter out) throws SQLException {
		target().setLogWriter(out);
	}

	@Override
	public Logger getParentLogger() throws SQLFeatureNotSupportedException {
		return target().getParentLogger();
	}

	@Override
	public <T> T unwrap(Class<T> iface) throws SQLException {
		DataSource target = target();
		return iface.isInstance(target) ? iface.cast(target) : target.unwrap(iface);
	}

	@Override
	public boolean isWrapperFor(Class<?> iface) throws SQLException {
		DataSource target = target();
		return iface.isInstance(target) || target.isWrapperFor(iface);
	}

	@Override
	public String toString() {
		return "jdbc-guard in front of " + ((this.target != null) ? this.target : "the driver");
	}

}
