package io.github.jdbcguard.autoconfigure;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.Lease;
import io.github.jdbcguard.session.JdbcSession;
import io.github.jdbcguard.session.SessionRegistry;
import io.github.jdbcguard.session.SessionScope;
import io.github.jdbcguard.session.TransactionalScope;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.jdbc.test.autoconfigure.AutoConfigureTestDatabase;
import org.springframework.boot.jdbc.test.autoconfigure.AutoConfigureTestDatabase.Replace;
import org.springframework.boot.jdbc.test.autoconfigure.JdbcTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.transaction.AfterTransaction;
import org.springframework.test.context.transaction.BeforeTransaction;
import org.springframework.transaction.IllegalTransactionStateException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
	@JdbcTest(properties = "spring.datasource.url=jdbc:h2:mem:slice-of-sessions")
	@AutoConfigureTestDatabase(replace = Replace.NONE)
	@ContextConfiguration(classes = Slice.class)
	class WithSessions {

		@Autowired
		private JdbcSession session;

		@Autowired
		private SessionRegistry registry;

		@Autowired
		private TransactionalScope transactions;

		@Autowired
		private JdbcTemplate template;

		@Autowired
		private DataSource dataSource;

		@BeforeTransaction
		@AfterTransaction
		void nothingIsLeft() throws SQLException {
			try (Connection connection = this.dataSource.getConnection()) {
				JdbcTemplate own = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
				own.execute("create table if not exists slice (text varchar)");
				assertThat(own.queryForObject("select count(*) from slice", Integer.class)).isZero();
			}
		}

		@Test
		void theSessionIsRolledBackWithTheTest() {
			write();
			this.transactions.run((inScope) -> write());
			try (SessionScope scope = this.registry.open("job")) {
				write();
				scope.complete();
			}
			assertThat(this.session.inTransaction()).isTrue();
			assertThat(this.template.queryForObject("select count(*) from slice", Integer.class)).isEqualTo(3);
		}

		@Test
		void theSessionDoesNotEndTheTransactionOfTheTest() {
			write();
			assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(this.session::commit)
				.withMessageContaining(WithSessions.class.getName() + ".theSessionDoesNotEndTheTransactionOfTheTest")
				.withMessageContaining("Whoever began it ends it");
		}

		private void write() {
			this.session.jdbc().sql("insert into slice values ('text')").update();
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

		@Test
		void theSessionWorksInTheTransactionOfTheTest(@Autowired JdbcSession session) {
			assertThat(session.jdbc().sql("select 1").query(Integer.class).single()).isOne();
			assertThat(session.inTransaction()).isTrue();
			assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(session::commit)
				.withMessageContaining("theSessionWorksInTheTransactionOfTheTest");
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	static class Slice {

	}

}
