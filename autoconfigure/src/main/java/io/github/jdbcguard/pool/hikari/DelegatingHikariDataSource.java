package io.github.jdbcguard.pool.hikari;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariConfigMXBean;
import com.zaxxer.hikari.HikariCredentialsProvider;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.SQLExceptionOverride;
import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import com.zaxxer.hikari.util.Credentials;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * {@link HikariDataSource} that hands every public method to another one; long because
 * the class has that many. A test watches that none is missing.
 */
@NullUnmarked
abstract class DelegatingHikariDataSource extends HikariDataSource {

	/**
	 * Not final, and never written by an initializer: the constructor above may call
	 * setters, from {@code hikaricp.configurationFile}, before this class has begun.
	 */
	private @Nullable HikariDataSource original;

	DelegatingHikariDataSource() {
	}

	DelegatingHikariDataSource(HikariDataSource original) {
		this.original = original;
	}

	final HikariDataSource original() {
		HikariDataSource original = this.original;
		if (original == null) {
			original = new HikariDataSource();
			this.original = original;
		}
		return original;
	}

	@Override
	public void addDataSourceProperty(String name, Object value) {
		original().addDataSourceProperty(name, value);
	}

	@Override
	public void addHealthCheckProperty(String name, String value) {
		original().addHealthCheckProperty(name, value);
	}

	@Override
	public void close() {
		original().close();
	}

	@Override
	public void copyStateTo(HikariConfig other) {
		original().copyStateTo(other);
	}

	@Override
	public void evictConnection(Connection connection) {
		original().evictConnection(connection);
	}

	@Override
	public String getCatalog() {
		return original().getCatalog();
	}

	@Override
	public Connection getConnection() throws SQLException {
		return original().getConnection();
	}

	@Override
	public Connection getConnection(String username, String password) throws SQLException {
		return original().getConnection(username, password);
	}

	@Override
	public String getConnectionInitSql() {
		return original().getConnectionInitSql();
	}

	@Override
	public String getConnectionTestQuery() {
		return original().getConnectionTestQuery();
	}

	@Override
	public long getConnectionTimeout() {
		return original().getConnectionTimeout();
	}

	@Override
	public Credentials getCredentials() {
		return original().getCredentials();
	}

	@Override
	public HikariCredentialsProvider getCredentialsProvider() {
		return original().getCredentialsProvider();
	}

	@Override
	public String getCredentialsProviderClassName() {
		return original().getCredentialsProviderClassName();
	}

	@Override
	public DataSource getDataSource() {
		return original().getDataSource();
	}

	@Override
	public String getDataSourceClassName() {
		return original().getDataSourceClassName();
	}

	@Override
	public String getDataSourceJNDI() {
		return original().getDataSourceJNDI();
	}

	@Override
	public Properties getDataSourceProperties() {
		return original().getDataSourceProperties();
	}

	@Override
	public String getDriverClassName() {
		return original().getDriverClassName();
	}

	@Override
	public SQLExceptionOverride getExceptionOverride() {
		return original().getExceptionOverride();
	}

	@Override
	public String getExceptionOverrideClassName() {
		return original().getExceptionOverrideClassName();
	}

	@Override
	public Properties getHealthCheckProperties() {
		return original().getHealthCheckProperties();
	}

	@Override
	public Object getHealthCheckRegistry() {
		return original().getHealthCheckRegistry();
	}

	@Override
	public HikariConfigMXBean getHikariConfigMXBean() {
		return original().getHikariConfigMXBean();
	}

	@Override
	public HikariPoolMXBean getHikariPoolMXBean() {
		return original().getHikariPoolMXBean();
	}

	@Override
	public long getIdleTimeout() {
		return original().getIdleTimeout();
	}

	@Override
	public long getInitializationFailTimeout() {
		return original().getInitializationFailTimeout();
	}

	@Override
	public String getJdbcUrl() {
		return original().getJdbcUrl();
	}

	@Override
	public long getKeepaliveTime() {
		return original().getKeepaliveTime();
	}

	@Override
	public long getLeakDetectionThreshold() {
		return original().getLeakDetectionThreshold();
	}

	@Override
	public PrintWriter getLogWriter() throws SQLException {
		return original().getLogWriter();
	}

	@Override
	public int getLoginTimeout() throws SQLException {
		return original().getLoginTimeout();
	}

	@Override
	public long getMaxLifetime() {
		return original().getMaxLifetime();
	}

	@Override
	public int getMaximumPoolSize() {
		return original().getMaximumPoolSize();
	}

	@Override
	public Object getMetricRegistry() {
		return original().getMetricRegistry();
	}

	@Override
	public MetricsTrackerFactory getMetricsTrackerFactory() {
		return original().getMetricsTrackerFactory();
	}

	@Override
	public int getMinimumIdle() {
		return original().getMinimumIdle();
	}

	@Override
	public java.util.logging.Logger getParentLogger() throws SQLFeatureNotSupportedException {
		return original().getParentLogger();
	}

	@Override
	public String getPassword() {
		return original().getPassword();
	}

	@Override
	public String getPoolName() {
		return original().getPoolName();
	}

	@Override
	public ScheduledExecutorService getScheduledExecutor() {
		return original().getScheduledExecutor();
	}

	@Override
	public String getSchema() {
		return original().getSchema();
	}

	@Override
	public ThreadFactory getThreadFactory() {
		return original().getThreadFactory();
	}

	@Override
	public String getTransactionIsolation() {
		return original().getTransactionIsolation();
	}

	@Override
	public String getUsername() {
		return original().getUsername();
	}

	@Override
	public long getValidationTimeout() {
		return original().getValidationTimeout();
	}

	@Override
	public boolean isAllowPoolSuspension() {
		return original().isAllowPoolSuspension();
	}

	@Override
	public boolean isAutoCommit() {
		return original().isAutoCommit();
	}

	@Override
	public boolean isClosed() {
		return original().isClosed();
	}

	@Override
	public boolean isIsolateInternalQueries() {
		return original().isIsolateInternalQueries();
	}

	@Override
	public boolean isReadOnly() {
		return original().isReadOnly();
	}

	@Override
	public boolean isRegisterMbeans() {
		return original().isRegisterMbeans();
	}

	@Override
	public boolean isRunning() {
		return original().isRunning();
	}

	@Override
	public boolean isWrapperFor(Class<?> iface) throws SQLException {
		return original().isWrapperFor(iface);
	}

	@Override
	public void setAllowPoolSuspension(boolean allowPoolSuspension) {
		original().setAllowPoolSuspension(allowPoolSuspension);
	}

	@Override
	public void setAutoCommit(boolean autoCommit) {
		original().setAutoCommit(autoCommit);
	}

	@Override
	public void setCatalog(String catalog) {
		original().setCatalog(catalog);
	}

	@Override
	public void setConnectionInitSql(String connectionInitSql) {
		original().setConnectionInitSql(connectionInitSql);
	}

	@Override
	public void setConnectionTestQuery(String connectionTestQuery) {
		original().setConnectionTestQuery(connectionTestQuery);
	}

	@Override
	public void setConnectionTimeout(long connectionTimeout) {
		original().setConnectionTimeout(connectionTimeout);
	}

	@Override
	public void setCredentials(Credentials credentials) {
		original().setCredentials(credentials);
	}

	@Override
	public void setCredentialsProvider(HikariCredentialsProvider credentialsProvider) {
		original().setCredentialsProvider(credentialsProvider);
	}

	@Override
	public void setCredentialsProviderClassName(String credentialsProviderClassName) {
		original().setCredentialsProviderClassName(credentialsProviderClassName);
	}

	@Override
	public void setDataSource(DataSource dataSource) {
		original().setDataSource(dataSource);
	}

	@Override
	public void setDataSourceClassName(String dataSourceClassName) {
		original().setDataSourceClassName(dataSourceClassName);
	}

	@Override
	public void setDataSourceJNDI(String dataSourceJNDI) {
		original().setDataSourceJNDI(dataSourceJNDI);
	}

	@Override
	public void setDataSourceProperties(Properties dataSourceProperties) {
		original().setDataSourceProperties(dataSourceProperties);
	}

	@Override
	public void setDriverClassName(String driverClassName) {
		original().setDriverClassName(driverClassName);
	}

	@Override
	public void setExceptionOverride(SQLExceptionOverride exceptionOverride) {
		original().setExceptionOverride(exceptionOverride);
	}

	@Override
	public void setExceptionOverrideClassName(String exceptionOverrideClassName) {
		original().setExceptionOverrideClassName(exceptionOverrideClassName);
	}

	@Override
	public void setHealthCheckProperties(Properties healthCheckProperties) {
		original().setHealthCheckProperties(healthCheckProperties);
	}

	@Override
	public void setHealthCheckRegistry(Object healthCheckRegistry) {
		original().setHealthCheckRegistry(healthCheckRegistry);
	}

	@Override
	public void setIdleTimeout(long idleTimeout) {
		original().setIdleTimeout(idleTimeout);
	}

	@Override
	public void setInitializationFailTimeout(long initializationFailTimeout) {
		original().setInitializationFailTimeout(initializationFailTimeout);
	}

	@Override
	public void setIsolateInternalQueries(boolean isolateInternalQueries) {
		original().setIsolateInternalQueries(isolateInternalQueries);
	}

	@Override
	public void setJdbcUrl(String jdbcUrl) {
		original().setJdbcUrl(jdbcUrl);
	}

	@Override
	public void setKeepaliveTime(long keepaliveTime) {
		original().setKeepaliveTime(keepaliveTime);
	}

	@Override
	public void setLeakDetectionThreshold(long leakDetectionThreshold) {
		original().setLeakDetectionThreshold(leakDetectionThreshold);
	}

	@Override
	public void setLogWriter(PrintWriter logWriter) throws SQLException {
		original().setLogWriter(logWriter);
	}

	@Override
	public void setLoginTimeout(int loginTimeout) throws SQLException {
		original().setLoginTimeout(loginTimeout);
	}

	@Override
	public void setMaxLifetime(long maxLifetime) {
		original().setMaxLifetime(maxLifetime);
	}

	@Override
	public void setMaximumPoolSize(int maximumPoolSize) {
		original().setMaximumPoolSize(maximumPoolSize);
	}

	@Override
	public void setMetricRegistry(Object metricRegistry) {
		original().setMetricRegistry(metricRegistry);
	}

	@Override
	public void setMetricsTrackerFactory(MetricsTrackerFactory metricsTrackerFactory) {
		original().setMetricsTrackerFactory(metricsTrackerFactory);
	}

	@Override
	public void setMinimumIdle(int minimumIdle) {
		original().setMinimumIdle(minimumIdle);
	}

	@Override
	public void setPassword(String password) {
		original().setPassword(password);
	}

	@Override
	public void setPoolName(String poolName) {
		original().setPoolName(poolName);
	}

	@Override
	public void setReadOnly(boolean readOnly) {
		original().setReadOnly(readOnly);
	}

	@Override
	public void setRegisterMbeans(boolean registerMbeans) {
		original().setRegisterMbeans(registerMbeans);
	}

	@Override
	public void setScheduledExecutor(ScheduledExecutorService scheduledExecutor) {
		original().setScheduledExecutor(scheduledExecutor);
	}

	@Override
	public void setSchema(String schema) {
		original().setSchema(schema);
	}

	@Override
	public void setThreadFactory(ThreadFactory threadFactory) {
		original().setThreadFactory(threadFactory);
	}

	@Override
	public void setTransactionIsolation(String transactionIsolation) {
		original().setTransactionIsolation(transactionIsolation);
	}

	@Override
	public void setUsername(String username) {
		original().setUsername(username);
	}

	@Override
	public void setValidationTimeout(long validationTimeout) {
		original().setValidationTimeout(validationTimeout);
	}

	@Override
	public <T> T unwrap(Class<T> iface) throws SQLException {
		return original().unwrap(iface);
	}

	@Override
	public void validate() {
		original().validate();
	}

}
