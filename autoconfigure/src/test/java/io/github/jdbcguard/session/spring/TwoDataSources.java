package io.github.jdbcguard.session.spring;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.github.jdbcguard.faults.Driver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A scene with another DataSource beside it, on the same database: bare HikariCP, with a
 * transaction manager and a session of its own, called 'other'.
 */
final class TwoDataSources implements AutoCloseable {

	final SessionScene scene = new SessionScene(Driver.PGJDBC);

	final SessionStack second;

	private final HikariDataSource hikari = new HikariDataSource();

	TwoDataSources() {
		this.hikari.setJdbcUrl(this.scene.database.url());
		this.hikari.setUsername(this.scene.database.user());
		this.hikari.setPassword(this.scene.database.password());
		this.second = this.scene.on(Driver.PGJDBC, this.hikari);
	}

	/**
	 * Nothing is left of what threads were in, and both pools have all their connections.
	 */
	void assertNothingIsLeft() {
		this.scene.assertNothingIsLeft();
		// None where nobody has asked for a connection
		HikariPoolMXBean pool = this.hikari.getHikariPoolMXBean();
		assertThat((pool != null) ? pool.getActiveConnections() : 0).isZero();
	}

	@Override
	public void close() {
		this.hikari.close();
		this.scene.close();
	}

}
