package io.github.jdbcguard.autoconfigure;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.Lease;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.jdbc.test.autoconfigure.AutoConfigureTestDatabase;
import org.springframework.boot.jdbc.test.autoconfigure.AutoConfigureTestDatabase.Replace;
import org.springframework.boot.jdbc.test.autoconfigure.JdbcTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link JdbcTest} sees the guard as the application does.
 */
class JdbcSliceTests {

	@Nested
	@JdbcTest(properties = "spring.datasource.url=jdbc:h2:mem:slice")
	@AutoConfigureTestDatabase(replace = Replace.NONE)
	@ContextConfiguration(classes = Slice.class)
	class OnTheApplicationsDatabase {

		@Autowired
		private DataSource dataSource;

		@Autowired
		private JdbcTemplate template;

		@Test
		void theDataSourceIsGuarded() throws SQLException {
			assertThat(this.dataSource).isInstanceOf(GuardedDataSource.class);
			try (Connection connection = this.dataSource.getConnection()) {
				assertThat(connection.isWrapperFor(Lease.class)).isTrue();
			}
		}

		@Test
		void theTransactionOfTheTestIsOnAGuardedConnection() {
			Boolean guarded = this.template.execute((Connection connection) -> connection.isWrapperFor(Lease.class));
			assertThat(guarded).isTrue();
		}

	}

	@Nested
	@JdbcTest(properties = { "jdbc-guard.pool.size=5", "jdbc-guard.pool.reset-on-return=none",
			"jdbc-guard.pool.reset-session=true" })
	@ContextConfiguration(classes = Slice.class)
	class OnAnEmbeddedDatabaseInItsPlace {

		@Autowired
		private DataSource dataSource;

		@Test
		void theDataSourceIsLeftAlone() {
			assertThat(this.dataSource).isNotInstanceOf(GuardedDataSource.class);
			assertThat(new JdbcTemplate(this.dataSource).queryForObject("select 1", Integer.class)).isOne();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	static class Slice {

	}

}
