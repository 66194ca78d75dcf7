package io.github.jdbcguard.test;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import io.github.jdbcguard.boundary.BoundaryRule;
import io.github.jdbcguard.boundary.Violation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.MethodMode;
import org.springframework.transaction.annotation.Transactional;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of applications, good and bad ones, to be run by {@link TestRun} only.
 */
final class Examples {

	private Examples() {
	}

	private static void leaveReadOnly(DataSource dataSource) throws SQLException {
		try (Connection connection = dataSource.getConnection()) {
			connection.setReadOnly(true);
		}
	}

	/**
	 * What holds in whichever order the annotations stand.
	 */
	abstract static class AnyOrder {

		@Autowired
		private DataSource dataSource;

		@Autowired
		private JdbcTemplate jdbc;

		private Connection kept;

		@AfterEach
		void close() throws SQLException {
			if (this.kept != null) {
				this.kept.close();
			}
		}

		@Test
		void a1LeavesNothing() {
			this.jdbc.execute("select 1");
		}

		@Test
		void a2LeavesAConnectionOpen() throws SQLException {
			this.dataSource.getConnection();
		}

		@Test
		void a3LeavesNothingAfterOneThatDid() {
			this.jdbc.execute("select 1");
		}

		@Test
		void a4BreaksARule() throws SQLException {
			leaveReadOnly(this.dataSource);
		}

		@Test
		void a5BreaksNoneAfterOneThatDid() {
			this.jdbc.execute("select 1");
		}

		@Test
		@Transactional
		void isTransactional() {
			this.jdbc.execute("create table if not exists account (number int)");
			this.jdbc.update("insert into account values (1)");
		}

		@Test
		@Transactional
		void leavesAConnectionOpenInItsTransaction() throws SQLException {
			this.jdbc.execute("select 1");
			this.dataSource.getConnection();
		}

		@Test
		void closesItAfterwards() throws SQLException {
			this.kept = this.dataSource.getConnection();
		}

		@Test
		void closesItInAnotherThread() throws SQLException {
			Connection connection = this.dataSource.getConnection();
			CompletableFuture.runAsync(() -> {
				try {
					connection.close();
				}
				catch (SQLException ex) {
					throw new IllegalStateException(ex);
				}
			}, CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS));
		}

		@Test
		@GuardedConnections(graceMillis = 50)
		void closesItInAnotherThreadTooLate() throws SQLException {
			closesItInAnotherThread();
		}

		@Test
		@GuardedConnections(tolerate = BoundaryRule.STATE_LEAK)
		void breaksARuleThatIsTolerated() throws SQLException {
			leaveReadOnly(this.dataSource);
		}

		@Test
		@GuardedConnections(tolerate = BoundaryRule.STATE_LEAK)
		void leavesAConnectionOpenWhereARuleIsTolerated() throws SQLException {
			this.dataSource.getConnection();
		}

		@Test
		void breaksARuleAndSaysSo(ConnectionWatch watch) throws SQLException {
			leaveReadOnly(this.dataSource);
			assertThat(watch.takeViolations()).extracting(Violation::rule).containsExactly(BoundaryRule.STATE_LEAK);
		}

		@Test
		void failsByItselfAndLeavesAConnectionOpen() throws SQLException {
			this.dataSource.getConnection();
			throw new IllegalStateException("by itself");
		}

	}

	@SpringBootTest(properties = "spring.datasource.hikari.maximum-pool-size=20")
	@GuardedConnections
	static class SpringFirst extends AnyOrder {

	}

	@GuardedConnections
	@SpringBootTest(properties = "spring.datasource.hikari.maximum-pool-size=20")
	static class GuardFirst extends AnyOrder {

	}

	@SpringBootTest
	@GuardedConnections(tolerate = BoundaryRule.STATE_LEAK)
	static class Outside {

		@Autowired
		private DataSource dataSource;

		@Nested
		class Inside {

			@Test
			void leavesAConnectionOpen() throws SQLException {
				Outside.this.dataSource.getConnection();
			}

			@Test
			void breaksARuleThatIsToleratedOutside() throws SQLException {
				leaveReadOnly(Outside.this.dataSource);
			}

			@Test
			@GuardedConnections
			void breaksARuleThatIsNotToleratedHere() throws SQLException {
				leaveReadOnly(Outside.this.dataSource);
			}

		}

	}

	/**
	 * Contexts that are closed before or after a test.
	 */
	abstract static class Dirty {

		@Autowired
		private DataSource dataSource;

		@Test
		@DirtiesContext
		void leavesAConnectionOpenBeforeTheEnd() throws SQLException {
			this.dataSource.getConnection();
		}

		@Test
		@DirtiesContext
		void leavesNothingBeforeTheEnd() throws SQLException {
			this.dataSource.getConnection().close();
		}

		@Test
		@DirtiesContext(methodMode = MethodMode.BEFORE_METHOD)
		void leavesAConnectionOpenInANewContext(@Autowired ApplicationContext context) throws SQLException {
			context.getBean(DataSource.class).getConnection();
		}

	}

	@SpringBootTest
	@GuardedConnections
	static class SpringFirstAndDirty extends Dirty {

	}

	@GuardedConnections
	@SpringBootTest
	static class GuardFirstAndDirty extends Dirty {

	}

	@SpringBootTest(properties = "spring.main.lazy-initialization=true")
	@GuardedConnections
	static class Lazy {

		@Test
		@DirtiesContext
		void leavesAConnectionOfALatePoolOpen(@Autowired ApplicationContext context) throws SQLException {
			context.getBean(DataSource.class).getConnection();
		}

		@Test
		@DirtiesContext
		void breaksARuleOfALatePool(@Autowired ApplicationContext context) throws SQLException {
			leaveReadOnly(context.getBean(DataSource.class));
		}

	}

	@SpringBootTest(properties = "jdbc-guard.enabled=false")
	@GuardedConnections
	static class Unguarded {

		@Test
		void cannotSayAnything() {
		}

	}

	@SpringBootTest(properties = "jdbc-guard.boundary.stack-traces=false")
	@GuardedConnections
	static class WithoutOrigins {

		@Test
		void leavesAConnectionOpen(@Autowired DataSource dataSource) throws SQLException {
			dataSource.getConnection();
		}

	}

	@SpringBootTest
	static class Registered {

		private static DataSource dataSource;

		@RegisterExtension
		static final JdbcGuardExtension guard = JdbcGuardExtension
			.with(() -> ConnectionWatch.of(dataSource).tolerate(BoundaryRule.STATE_LEAK));

		Registered(@Autowired DataSource given) {
			dataSource = given;
		}

		@Test
		void breaksARuleThatIsTolerated() throws SQLException {
			leaveReadOnly(dataSource);
		}

		@Test
		void leavesAConnectionOpen() throws SQLException {
			dataSource.getConnection();
		}

	}

}
