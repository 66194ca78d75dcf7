package io.github.jdbcguard.pool.hikari;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.List;
import java.util.logging.Logger;

import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.HeldLease;
import io.github.jdbcguard.pool.LeaseWatch;
import io.github.jdbcguard.pool.PoolListener;
import io.github.jdbcguard.pool.PoolSnapshot;

import org.springframework.core.InfrastructureProxy;

/**
 * What {@code unwrap(GuardedDataSource.class)} answers where a scope's proxy stands
 * before the facade: the facade, but not the same object. The proxy is a subclass of
 * {@code HikariDataSource}, and Spring's proxies answer themselves where their target
 * answers itself, which would be no {@link GuardedDataSource}. For transactions it is the
 * facade.
 */
final class UnwrappedDataSource implements GuardedDataSource, InfrastructureProxy {

	private final GuardedHikariDataSource facade;

	UnwrappedDataSource(GuardedHikariDataSource facade) {
		this.facade = facade;
	}

	@Override
	public Object getWrappedObject() {
		return this.facade;
	}

	@Override
	public String name() {
		return this.facade.name();
	}

	@Override
	public List<HeldLease> leases() {
		return this.facade.leases();
	}

	@Override
	public LeaseWatch watch() {
		return this.facade.watch();
	}

	@Override
	public PoolSnapshot snapshot() {
		return this.facade.snapshot();
	}

	@Override
	public void retireAll() {
		this.facade.retireAll();
	}

	@Override
	public void dispose() {
		this.facade.dispose();
	}

	@Override
	public void addListener(PoolListener listener) {
		this.facade.addListener(listener);
	}

	@Override
	public void removeListener(PoolListener listener) {
		this.facade.removeListener(listener);
	}

	@Override
	public Connection getConnection() throws SQLException {
		return this.facade.getConnection();
	}

	@Override
	public Connection getConnection(String username, String password) throws SQLException {
		return this.facade.getConnection(username, password);
	}

	@Override
	public PrintWriter getLogWriter() throws SQLException {
		return this.facade.getLogWriter();
	}

	@Override
	public void setLogWriter(PrintWriter out) throws SQLException {
		this.facade.setLogWriter(out);
	}

	@Override
	public void setLoginTimeout(int seconds) throws SQLException {
		this.facade.setLoginTimeout(seconds);
	}

	@Override
	public int getLoginTimeout() throws SQLException {
		return this.facade.getLoginTimeout();
	}

	@Override
	public Logger getParentLogger() throws SQLFeatureNotSupportedException {
		return this.facade.getParentLogger();
	}

	@Override
	public <T> T unwrap(Class<T> iface) throws SQLException {
		return iface.isInstance(this) ? iface.cast(this) : this.facade.unwrap(iface);
	}

	@Override
	public boolean isWrapperFor(Class<?> iface) throws SQLException {
		return iface.isInstance(this) || this.facade.isWrapperFor(iface);
	}

	@Override
	public String toString() {
		return this.facade.toString();
	}

}
