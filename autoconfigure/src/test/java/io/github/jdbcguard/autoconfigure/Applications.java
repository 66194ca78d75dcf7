package io.github.jdbcguard.autoconfigure;

import java.sql.Connection;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/**
 * Small applications to guard.
 */
final class Applications {

	private static final AtomicInteger databases = new AtomicInteger();

	private Applications() {
	}

	/**
	 * An application with a database in memory, as it is without jdbc-guard.
	 */
	static ApplicationContextRunner bare() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
			.withPropertyValues("spring.datasource.url=" + newDatabase());
	}

	/**
	 * The same application with jdbc-guard.
	 */
	static ApplicationContextRunner guarded() {
		return bare().withConfiguration(AutoConfigurations.of(JdbcGuardAutoConfiguration.class));
	}

	/**
	 * Do something while a connection is out.
	 */
	static void holdingConnection(DataSource dataSource, Work work) throws Exception {
		Connection connection = dataSource.getConnection();
		try {
			work.run();
		}
		finally {
			connection.close();
		}
	}

	/**
	 * The URL of a new database, which is lost with its last connection.
	 */
	static String newDatabase() {
		return "jdbc:h2:mem:autoconfigure" + databases.incrementAndGet();
	}

	/**
	 * A pool, not started yet, on a new database.
	 */
	static HikariDataSource newPool() {
		HikariDataSource pool = new HikariDataSource();
		pool.setJdbcUrl(newDatabase());
		return pool;
	}

	/**
	 * The configuration of a pool on a new database.
	 */
	static HikariConfig newConfig() {
		HikariConfig config = new HikariConfig();
		config.setJdbcUrl(newDatabase());
		return config;
	}

	/**
	 * Something to do.
	 */
	@FunctionalInterface
	interface Work {

		void run() throws Exception;

	}

}
