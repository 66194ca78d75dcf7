package io.github.jdbcguard.autoconfigure;

import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.PoolListener;
import io.github.jdbcguard.process.ProcessMonitor;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.devtools.autoconfigure.DevToolsDataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * The guard does not disturb how an application starts, or fails to.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartUpTests {

	private static final String NO_DATABASE = "jdbc:postgresql://127.0.0.1:1/none";

	@Nested
	class AnApplicationThatStarts {

		@Test
		void isToldWhatIsProtected(CapturedOutput output) {
			Applications.guarded()
				.run((context) -> assertThat(output).containsOnlyOnce("Guarding DataSource 'dataSource': a connection "
						+ "opened before a fork or a restore of this process is replaced at checkout"));
		}

		@Test
		void isToldThatTheProcessGuardIsOff(CapturedOutput output) {
			Applications.guarded()
				.withPropertyValues("jdbc-guard.process.enabled=false")
				.run((context) -> assertThat(output)
					.contains("Guarding DataSource 'dataSource': the process guard is off"));
		}

		@Test
		void seesNoBeanMadeTooEarly(CapturedOutput output) {
			Applications.guarded()
				.withUserConfiguration(NeedsTheDataSource.class)
				.run((context) -> assertThat(output).doesNotContain("is not eligible for getting processed by all"));
		}

		@Test
		void hasNothingMadeBeforeItIsNeeded() {
			Applications.guarded()
				.withInitializer((context) -> context.addBeanFactoryPostProcessor(
						(beanFactory) -> beanFactory.getBeanDefinition("dataSource").setLazyInit(true)))
				.withUserConfiguration(LazyThings.class)
				.run((context) -> {
					assertThat(context.getBeanFactory().containsSingleton("dataSource")).isFalse();
					assertThat(context.getBeanFactory().containsSingleton("jdbcGuardProcessMonitor")).isFalse();
					assertThat(context.getBeanFactory().containsSingleton("lazyThing")).isFalse();
				});
		}

		@Test
		void doesNotConnectBeforeTheFirstCheckout() {
			Applications.guarded()
				.withPropertyValues("spring.datasource.url=" + NO_DATABASE)
				.run((context) -> assertThat(context).hasNotFailed());
		}

		@Test
		void getsListenersThatNeedTheDataSourceThemselves() {
			Applications.guarded().withUserConfiguration(ListensAndWrites.class).run((context) -> {
				assertThat(context).hasNotFailed();
				context.getBean(GuardedDataSource.class).retireAll();
				assertThat(context.getBean(ListensAndWrites.class).retired).containsExactly(1L);
			});
		}

		@Test
		void mayBeSetToLazyInitialization() {
			new SpringApplicationBuilder(Small.class).web(WebApplicationType.NONE)
				.properties("spring.main.lazy-initialization=true",
						"spring.datasource.url=" + Applications.newDatabase())
				.run()
				.close();
		}

	}

	@Nested
	class DevTools {

		@Test
		void shutTheDatabaseInMemoryDownAsWithoutTheGuard() throws Exception {
			String url = Applications.newDatabase() + ";DB_CLOSE_DELAY=-1";
			// DevTools are off where they find a test on the stack
			FutureTask<Boolean> run = new FutureTask<>(() -> createTableAndStop(url));
			new Thread(run, "application").start();
			assertThat(run.get()).isTrue();
			// A connection that comes while the database is still closing is turned away
			await().untilAsserted(() -> {
				try (HikariDataSource again = new HikariDataSource()) {
					again.setJdbcUrl(url);
					assertThatExceptionOfType(BadSqlGrammarException.class)
						.isThrownBy(() -> new JdbcTemplate(again).execute("select id from t"))
						.havingRootCause()
						.withMessageContaining("Table \"T\" not found");
				}
			});
		}

		private static boolean createTableAndStop(String url) {
			try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
				// Else HikariCP may fill its pool after the shutdown, and so create the
				// database
				// anew
				TestPropertyValues.of("spring.datasource.url=" + url, "spring.datasource.hikari.minimum-idle=0")
					.applyTo(context);
				context.register(DataSourceAutoConfiguration.class, JdbcGuardAutoConfiguration.class,
						DevToolsDataSourceAutoConfiguration.class);
				context.refresh();
				assertThat(context.getBean(DataSource.class)).isInstanceOf(GuardedDataSource.class);
				new JdbcTemplate(context.getBean(DataSource.class)).execute("create table t (id int)");
				return context.containsBean("inMemoryDatabaseShutdownExecutor");
			}
		}

	}

	@Nested
	class ADatabaseThatIsDown {

		private final ApplicationContextRunner bare = Applications.bare()
			.withConfiguration(AutoConfigurations.of(DataSourceInitializationAutoConfiguration.class))
			.withPropertyValues("spring.datasource.url=" + NO_DATABASE, "spring.datasource.hikari.pool-name=down",
					"spring.datasource.hikari.connection-timeout=300");

		private final ApplicationContextRunner guarded = this.bare
			.withConfiguration(AutoConfigurations.of(JdbcGuardAutoConfiguration.class));

		@Test
		void failsTheFirstCheckoutAsWithoutTheGuard() {
			Throwable expected = firstCheckout(this.bare);
			Throwable actual = firstCheckout(this.guarded);
			assertThat(actual).hasSameClassAs(expected).hasMessage(expected.getMessage());
			assertThat(actual.getCause()).hasSameClassAs(expected.getCause())
				.hasMessage(expected.getCause().getMessage());
		}

		@Test
		void failsAnApplicationThatConnectsAtStartAsWithoutTheGuard() {
			ApplicationContextRunner bare = this.bare.withUserConfiguration(ConnectsAtStart.class);
			ApplicationContextRunner guarded = this.guarded.withUserConfiguration(ConnectsAtStart.class);
			bare.run((expected) -> guarded
				.run((actual) -> assertThat(actual.getStartupFailure()).hasSameClassAs(expected.getStartupFailure())
					.hasMessage(expected.getStartupFailure().getMessage())
					.hasRootCauseInstanceOf(ConnectException.class)));
		}

		@Test
		void failsAtOnceAsWithoutTheGuard() {
			this.guarded.run((context) -> {
				long begin = System.nanoTime();
				assertThat(catchThrowable(() -> context.getBean(DataSource.class).getConnection())).isNotNull();
				assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
			});
		}

		private static Throwable firstCheckout(ApplicationContextRunner application) {
			List<Throwable> failures = new CopyOnWriteArrayList<>();
			application.run(
					(context) -> failures.add(catchThrowable(() -> context.getBean(DataSource.class).getConnection())));
			return failures.get(0);
		}

	}

	@Nested
	class AConfigurationThatCannotWork {

		@Test
		void ofSpringBootFailsAsWithoutTheGuard() {
			ApplicationContextRunner bare = new ApplicationContextRunner()
				.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
				.withClassLoader(new FilteredClassLoader("org.h2", "org.hsqldb", "org.apache.derby"));
			ApplicationContextRunner guarded = bare
				.withConfiguration(AutoConfigurations.of(JdbcGuardAutoConfiguration.class));
			bare.run((expected) -> guarded
				.run((actual) -> assertThat(actual.getStartupFailure()).isInstanceOf(BeanCreationException.class)
					.hasMessage(expected.getStartupFailure().getMessage())
					.hasMessageContaining("Failed to determine a suitable driver class")));
		}

		@Test
		void ofHikariFailsAsWithoutTheGuard() {
			ApplicationContextRunner bare = Applications.bare().withBean(HikariDataSource.class);
			ApplicationContextRunner guarded = bare
				.withConfiguration(AutoConfigurations.of(JdbcGuardAutoConfiguration.class));
			bare.run((expected) -> guarded.run((actual) -> {
				Throwable failure = catchThrowable(() -> expected.getBean(DataSource.class).getConnection());
				assertThat(catchThrowable(() -> actual.getBean(DataSource.class).getConnection()))
					.hasSameClassAs(failure)
					.hasMessage(failure.getMessage());
			}));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ DataSourceAutoConfiguration.class, JdbcGuardAutoConfiguration.class })
	static class Small {

	}

	@Configuration(proxyBeanMethods = false)
	static class NeedsTheDataSource {

		NeedsTheDataSource(DataSource dataSource, ProcessMonitor monitor) {
			assertThat(dataSource).isInstanceOf(GuardedDataSource.class);
			assertThat(monitor.incarnation().number()).isOne();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyThings {

		@Bean
		@Lazy
		PoolListener lazyThing() {
			return new PoolListener() {
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ListensAndWrites {

		private final List<Long> retired = new CopyOnWriteArrayList<>();

		@Bean
		PoolListener writer(DataSource dataSource) {
			assertThat(dataSource).isNotNull();
			return new PoolListener() {

				@Override
				public void generationRetired(GuardedDataSource pool, long generation) {
					ListensAndWrites.this.retired.add(generation);
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ConnectsAtStart {

		ConnectsAtStart(DataSource dataSource) {
			Throwable failure = catchThrowable(() -> new JdbcTemplate(dataSource).execute("select 1"));
			assertThat(failure).isInstanceOf(CannotGetJdbcConnectionException.class);
			throw (CannotGetJdbcConnectionException) failure;
		}

	}

}
