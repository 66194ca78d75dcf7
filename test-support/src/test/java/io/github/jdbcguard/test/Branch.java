package io.github.jdbcguard.test;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbcguard.boundary.BoundaryGuard;
import io.github.jdbcguard.boundary.BoundaryPolicy;
import io.github.jdbcguard.pool.LeaseWatch;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.pool.hikari.GuardedHikariDataSource;
import io.github.jdbcguard.process.ProcessMonitor;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * A guarded pool on a real server, without an application around it.
 */
final class Branch implements AutoCloseable {

	final BoundaryGuard guard = new BoundaryGuard(List.of());

	final GuardedHikariDataSource dataSource;

	private Branch(boolean rules) {
		JdbcConnectionDetails details = Server.connection();
		HikariDataSource pool = new HikariDataSource();
		pool.setPoolName("branch");
		pool.setJdbcUrl(details.getJdbcUrl());
		pool.setUsername(details.getUsername());
		pool.setPassword(details.getPassword());
		pool.setMaximumPoolSize(4);
		pool.setMinimumIdle(0);
		BoundaryPolicy policy = new BoundaryPolicy(Map.of(), Duration.ofMinutes(1), Duration.ofMinutes(1), true);
		this.dataSource = GuardedHikariDataSource.guard(pool, ProcessMonitor.none(), PoolPolicy.defaults(),
				(guarded) -> rules ? this.guard.watch(guarded, policy) : LeaseWatch.NONE, null);
	}

	static Branch withRules() {
		return new Branch(true);
	}

	static Branch withoutRules() {
		return new Branch(false);
	}

	Connection take() throws SQLException {
		return this.dataSource.getConnection();
	}

	/**
	 * Breaks {@code state-leak}.
	 */
	void leaveReadOnly() throws SQLException {
		try (Connection connection = take()) {
			connection.setReadOnly(true);
		}
	}

	/**
	 * Breaks {@code use-after-close}.
	 */
	void useClosed() throws SQLException {
		Connection connection = take();
		connection.close();
		try {
			connection.createStatement();
		}
		catch (SQLException ex) {
			// As without the guard
		}
	}

	@Override
	public void close() {
		this.dataSource.close();
		this.guard.close();
	}

}
