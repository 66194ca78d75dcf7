package io.github.jdbcguard.autoconfigure;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.Lease;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.mariadb.MariaDBContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.jdbc.test.autoconfigure.AutoConfigureTestDatabase;
import org.springframework.boot.jdbc.test.autoconfigure.AutoConfigureTestDatabase.Replace;
import org.springframework.boot.jdbc.test.autoconfigure.JdbcTest;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Databases in containers, whose address is known only after the application's
 * configuration.
 */
@Tag("docker")
class ServiceConnectionTests {

	private static void assertThatItIsGuarded(DataSource dataSource, String url, String product) throws SQLException {
		assertThat(dataSource).isInstanceOf(GuardedDataSource.class);
		assertThat(dataSource.unwrap(HikariDataSource.class).getJdbcUrl()).isEqualTo(url);
		try (Connection connection = dataSource.getConnection()) {
			assertThat(connection.isWrapperFor(Lease.class)).isTrue();
			assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo(product);
		}
		assertThat(new JdbcTemplate(dataSource).queryForObject("select 1", Integer.class)).isOne();
	}

	@Nested
	@JdbcTest
	@AutoConfigureTestDatabase(replace = Replace.NONE)
	@ContextConfiguration(classes = Application.class)
	@Testcontainers(disabledWithoutDocker = true)
	class OfPostgres {

		@Container
		@ServiceConnection
		private static final PostgreSQLContainer database = new PostgreSQLContainer("postgres:17");

		@Autowired
		private DataSource dataSource;

		@Test
		void postgresIsGuarded() throws SQLException {
			assertThatItIsGuarded(this.dataSource, database.getJdbcUrl(), "PostgreSQL");
		}

	}

	@Nested
	@JdbcTest
	@AutoConfigureTestDatabase(replace = Replace.NONE)
	@ContextConfiguration(classes = Application.class)
	@Testcontainers(disabledWithoutDocker = true)
	class OfMariaDb {

		@Container
		@ServiceConnection
		private static final MariaDBContainer database = new MariaDBContainer("mariadb:11");

		@Autowired
		private DataSource dataSource;

		@Test
		void mariaDbIsGuarded() throws SQLException {
			assertThatItIsGuarded(this.dataSource, database.getJdbcUrl(), "MariaDB");
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	static class Application {

	}

}
