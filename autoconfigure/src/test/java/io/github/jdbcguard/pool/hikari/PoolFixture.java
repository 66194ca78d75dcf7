package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.process.ProcessWatch;
import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.EmbeddedDatabases;

/**
 * A guarded pool on a database of its own.
 */
final class PoolFixture implements AutoCloseable {

	private static final Database DATABASE = EmbeddedDatabases.postgres();

	final Database database;

	final ProcessWatch watch = ProcessWatch.builder().start();

	final GuardedHikariDataSource dataSource;

	PoolFixture() {
		this(PoolPolicy.defaults(), (config) -> {
		});
	}

	PoolFixture(PoolPolicy policy, Consumer<HikariConfig> customizer) {
		this(DATABASE, policy, customizer);
	}

	PoolFixture(Database database, PoolPolicy policy, Consumer<HikariConfig> customizer) {
		this.database = database;
		HikariDataSource original = new HikariDataSource();
		configure(database, original, customizer);
		this.dataSource = GuardedHikariDataSource.guard(original, this.watch, policy, "testDataSource");
	}

	static void configure(HikariConfig config, Consumer<HikariConfig> customizer) {
		configure(DATABASE, config, customizer);
	}

	private static void configure(Database database, HikariConfig config, Consumer<HikariConfig> customizer) {
		config.setJdbcUrl(database.url());
		config.setUsername(database.user());
		config.setPassword(database.password());
		config.setMaximumPoolSize(3);
		config.setMinimumIdle(0);
		config.setConnectionTimeout(5000);
		// No connection that is only opened to see whether one can be
		config.setInitializationFailTimeout(-1);
		customizer.accept(config);
	}

	static long backend(Connection connection) throws SQLException {
		return ask(connection, "select pg_backend_pid()");
	}

	static long ask(Connection connection, String sql) throws SQLException {
		try (Statement statement = connection.createStatement(); ResultSet result = statement.executeQuery(sql)) {
			result.next();
			return result.getLong(1);
		}
	}

	/**
	 * The backends of as many connections, taken at the same time.
	 */
	static List<Long> backends(DataSource dataSource, int count) throws SQLException {
		List<Connection> connections = new ArrayList<>();
		List<Long> backends = new ArrayList<>();
		try {
			for (int i = 0; i < count; i++) {
				Connection connection = dataSource.getConnection();
				connections.add(connection);
				backends.add(backend(connection));
			}
		}
		finally {
			for (Connection connection : connections) {
				connection.close();
			}
		}
		return backends;
	}

	long backend() throws SQLException {
		try (Connection connection = this.dataSource.getConnection()) {
			return backend(connection);
		}
	}

	boolean isAlive(long backend) throws SQLException {
		return this.database.number("select count(*) from pg_stat_activity where pid = " + backend) > 0;
	}

	@Override
	public void close() {
		this.dataSource.close();
		this.watch.close();
	}

}
