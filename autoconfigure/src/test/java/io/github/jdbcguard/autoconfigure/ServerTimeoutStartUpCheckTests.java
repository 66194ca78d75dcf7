package io.github.jdbcguard.autoconfigure;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbcguard.pool.ConnectionRecord;
import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.InvalidPoolPolicyException;
import io.github.jdbcguard.pool.PoolListener;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.datasource.AbstractDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * With {@code server-timeout-check: fail} the server is asked at start-up.
 */
@ExtendWith(OutputCaptureExtension.class)
class ServerTimeoutStartUpCheckTests {

	private static final String FAIL = "jdbc-guard.pool.server-timeout-check=fail";

	@Nested
	class AtStartUp {

		@Test
		void aConnectionIsTakenAndGivenBack() {
			Applications.guarded().withPropertyValues(FAIL).run((context) -> {
				GuardedDataSource dataSource = context.getBean(GuardedDataSource.class);
				assertThat(dataSource.snapshot().counters().opened()).isPositive();
				assertThat(dataSource.snapshot().active()).isZero();
			});
		}

		@ParameterizedTest
		@ValueSource(strings = { "off", "warn" })
		void noneIsTakenWhereNothingIsToFail(String reaction) {
			Applications.guarded()
				.withPropertyValues("jdbc-guard.pool.server-timeout-check=" + reaction)
				.run((context) -> assertThat(context.getBean(HikariDataSource.class).getHikariPoolMXBean()).isNull());
		}

		@Test
		void itIsTakenFromTheDataSourcesForWhichThatIsSet() {
			Applications.guarded()
				.withUserConfiguration(KindsOfDataSource.Two.class)
				.withPropertyValues("jdbc-guard.datasources.orders.pool.server-timeout-check=fail")
				.run((context) -> {
					assertThat(context.getBean("orders", HikariDataSource.class).getHikariPoolMXBean()).isNotNull();
					assertThat(context.getBean("customers", HikariDataSource.class).getHikariPoolMXBean()).isNull();
				});
		}

		@Test
		void itIsTakenFromPoolsInsideRouters() {
			Applications.guarded()
				.withUserConfiguration(KindsOfDataSource.RouterOverPools.class)
				.withPropertyValues(FAIL)
				.run((context) -> assertThat(
						context.getBean(KindsOfDataSource.Router.class).getResolvedDataSources().values())
					.allSatisfy((target) -> assertThat(((HikariDataSource) target).getHikariPoolMXBean()).isNotNull()));
		}

		@Test
		void listenersHearOfIt() {
			List<ConnectionRecord> opened = new CopyOnWriteArrayList<>();
			PoolListener listener = new PoolListener() {

				@Override
				public void opened(ConnectionRecord record, Connection connection) {
					opened.add(record);
				}

			};
			Applications.guarded()
				.withBean(PoolListener.class, () -> listener)
				.withPropertyValues(FAIL)
				.run((context) -> assertThat(opened).isNotEmpty());
		}

		@Test
		void aLazyDataSourceIsNotMadeForIt() {
			ApplicationContextRunner lazy = Applications.guarded()
				.withInitializer((context) -> context.addBeanFactoryPostProcessor(
						(beanFactory) -> beanFactory.getBeanDefinition("dataSource").setLazyInit(true)));
			lazy.withPropertyValues(FAIL).run((context) -> {
				assertThat(context.getBeanFactory().containsSingleton("dataSource")).isFalse();
				assertThat(context.getBean(HikariDataSource.class).getHikariPoolMXBean()).isNull();
			});
		}

		@Test
		void aDatabaseThatIsDownIsNoFailure(CapturedOutput output) {
			String logger = ServerTimeoutStartUpCheck.class.getName();
			LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
			logging.setLogLevel(logger, LogLevel.DEBUG);
			try {
				Applications.guarded()
					.withPropertyValues(FAIL, "spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none",
							"jdbc-guard.pool.timeout=300ms")
					.run((context) -> {
						assertThat(context).hasNotFailed();
						assertThat(output).contains("cannot be compared with its server's timeouts yet");
					});
			}
			finally {
				logging.setLogLevel(logger, null);
			}
		}

	}

	@Nested
	class AVerdict {

		private final InvalidPoolPolicyException verdict = new InvalidPoolPolicyException("jdbc-guard.pool.recycle",
				"30m", "the server closes connections after 60s", "Choose a time shorter than that.");

		@Test
		void failsTheStartWithItsAnalysis() {
			HikariDataSource pool = new HikariDataSource();
			pool.setDataSource(new Failing(this.verdict));
			ApplicationContextRunner application = Applications.guarded()
				.withBean("orders", HikariDataSource.class, () -> pool);
			Failures.assertThatItSays(Failures.analysisOf(application, FAIL), "jdbc-guard.pool.recycle", "30m",
					"the server closes connections after 60s", "Choose a time shorter than that.");
		}

		@Test
		void isFoundBehindOtherFailures() {
			for (Exception failure : List.of(this.verdict, new SQLException(this.verdict),
					new IllegalStateException(new SQLException(this.verdict)))) {
				assertThatExceptionOfType(InvalidPoolPolicyException.class)
					.isThrownBy(() -> ServerTimeoutStartUpCheck.check(new Failing(failure)))
					.isSameAs(this.verdict);
			}
		}

		@Test
		void isNoneWhereTheConnectionFailsOtherwise() {
			ServerTimeoutStartUpCheck.check(new Failing(new SQLException("connection refused")));
			ServerTimeoutStartUpCheck.check(new Failing(new IllegalStateException("no driver")));
		}

	}

	private static final class Failing extends AbstractDataSource {

		private final Exception failure;

		Failing(Exception failure) {
			this.failure = failure;
		}

		@Override
		public Connection getConnection() throws SQLException {
			if (this.failure instanceof SQLException ex) {
				throw ex;
			}
			throw (RuntimeException) this.failure;
		}

		@Override
		public Connection getConnection(String username, String password) throws SQLException {
			return getConnection();
		}

	}

}
