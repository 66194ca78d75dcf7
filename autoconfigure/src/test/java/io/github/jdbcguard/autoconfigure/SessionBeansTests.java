package io.github.jdbcguard.autoconfigure;

import java.sql.Connection;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbcguard.autoconfigure.session.SessionSources;
import io.github.jdbcguard.session.JdbcSession;
import io.github.jdbcguard.session.NoSessionException;
import io.github.jdbcguard.session.SessionRegistry;
import io.github.jdbcguard.session.SessionScope;
import io.github.jdbcguard.session.TransactionalScope;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.RuntimeBeanReference;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.StatementCallback;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Which session and scope beans an application gets, and what they work with.
 */
class SessionBeansTests {

	private final ApplicationContextRunner application = Applications.guarded()
		.withConfiguration(AutoConfigurations.of(JdbcGuardSessionAutoConfiguration.class,
				DataSourceTransactionManagerAutoConfiguration.class, JdbcTemplateAutoConfiguration.class));

	private static String userOf(JdbcSession session, SessionRegistry registry) {
		try (SessionScope scope = registry.open("test")) {
			return session.jdbc().sql("select database_path()").query(String.class).optional().orElse("none");
		}
	}

	private static String urlOf(JdbcSession session, SessionRegistry registry) {
		try (SessionScope scope = registry.open("test")) {
			return session.operations().execute((Connection connection) -> connection.getMetaData().getURL());
		}
	}

	@Test
	void withoutHikariThereAreSessionsAllTheSame() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(JdbcGuardAutoConfiguration.class, JdbcGuardSessionAutoConfiguration.class,
							DataSourceAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("com.zaxxer.hikari"))
			.withUserConfiguration(Unpooled.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(TransactionalScope.class)
					.<Integer, RuntimeException>call(
							(session) -> session.jdbc().sql("select 1").query(Integer.class).single()))
					.isOne();
			});
	}

	@Nested
	class WithOneDataSource {

		@Test
		void thereIsOneSessionAndOneScope() {
			SessionBeansTests.this.application.run((context) -> {
				assertThat(context).hasSingleBean(JdbcSession.class).hasSingleBean(TransactionalScope.class);
				assertThat(context.getBeanNamesForType(JdbcSession.class)).containsExactly("jdbcSession");
				assertThat(context.getBeanNamesForType(TransactionalScope.class)).containsExactly("transactionalScope");
				JdbcSession session = context.getBean(JdbcSession.class);
				assertThat(session).isSameAs(context.getBean(JdbcSession.class));
				int one = context.getBean(TransactionalScope.class)
					.call((inScope) -> session.jdbc().sql("select 1").query(Integer.class).single());
				assertThat(one).isOne();
			});
		}

		@Test
		void theSessionOutlivesTheEndOfTheApplicationUnasked() {
			SessionBeansTests.this.application.withUserConfiguration(Uses.class).run((context) -> {
				JdbcSession session = context.getBean(Uses.class).session;
				context.getSourceApplicationContext().close();
				assertThatExceptionOfType(NoSessionException.class).isThrownBy(session::inTransaction);
			});
		}

		@Test
		void takesOverTheSettingsOfTheTemplate() {
			SessionBeansTests.this.application.withPropertyValues("spring.jdbc.template.fetch-size=7")
				.run((context) -> context.getBean(TransactionalScope.class)
					.run((session) -> assertThat(session.operations()
						.execute((StatementCallback<Integer>) (statement) -> statement.getFetchSize())).isEqualTo(7)));
		}

		@Test
		void nothingIsMadeThatNobodyInjects() {
			SessionBeansTests.this.application
				.withInitializer((context) -> context.addBeanFactoryPostProcessor(
						(beanFactory) -> beanFactory.getBeanDefinition("dataSource").setLazyInit(true)))
				.run((context) -> assertThat(context.getSourceApplicationContext().getBeanFactory().getSingletonNames())
					.contains("jdbcGuardSessions")
					.doesNotContain("jdbcSession", "transactionalScope"));
		}

		@Test
		void theApplicationsOwnBeanTakesItsPlace() {
			SessionBeansTests.this.application.withUserConfiguration(OwnScope.class)
				.run((context) -> assertThat(context).getBean(TransactionalScope.class)
					.isSameAs(context.getBean(OwnScope.class).scope));
		}

	}

	@Nested
	class WithSeveralDataSources {

		private final ApplicationContextRunner application = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(JdbcGuardAutoConfiguration.class,
					JdbcGuardSessionAutoConfiguration.class, DataSourceAutoConfiguration.class));

		@Test
		void eachHasASessionByItsNameAndThePrimaryOnesIsPrimary() {
			this.application.withUserConfiguration(Bank.class, InjectsBoth.class).run((context) -> {
				assertThat(context).hasNotFailed();
				InjectsBoth both = context.getBean(InjectsBoth.class);
				SessionRegistry registry = context.getBean(SessionRegistry.class);
				assertThat(urlOf(both.session, registry)).isEqualTo(Bank.LEDGER);
				assertThat(urlOf(both.archive, registry)).isEqualTo(Bank.ARCHIVE);
				assertThat(both.archiveScope.<String, RuntimeException>call((session) -> session.operations()
					.execute((Connection connection) -> connection.getMetaData().getURL()))).isEqualTo(Bank.ARCHIVE);
			});
		}

		@Test
		void aSessionIsFoundByTheQualifierOfItsDataSource() {
			this.application.withUserConfiguration(Hidden.class).run((context) -> {
				assertThat(context).hasNotFailed();
				Hidden hidden = context.getBean(Hidden.class);
				SessionRegistry registry = context.getBean(SessionRegistry.class);
				assertThat(urlOf(hidden.session, registry)).isEqualTo(Bank.LEDGER);
				assertThat(urlOf(hidden.old, registry)).isEqualTo(Bank.ARCHIVE);
			});
		}

		@Test
		void withoutATransactionManagerItSaysSo() {
			this.application.withUserConfiguration(Bank.class).run((context) -> {
				SessionRegistry registry = context.getBean(SessionRegistry.class);
				JdbcSession orphan = context.getBean("orphanJdbcSession", JdbcSession.class);
				assertThatIllegalStateException().isThrownBy(() -> userOf(orphan, registry))
					.withMessageContaining("No transaction manager works with DataSource 'orphan'")
					.withMessageContaining("ledgerManager");
			});
		}

		@Test
		void withSeveralTransactionManagersOfWhichNoneIsPrimaryItSaysSo() {
			this.application.withUserConfiguration(Bank.class)
				.withBean("second", PlatformTransactionManager.class, JdbcTransactionManager::new)
				.withInitializer(
						(context) -> context.addBeanFactoryPostProcessor((beans) -> beans.getBeanDefinition("second")
							.getPropertyValues()
							.add("dataSource", new RuntimeBeanReference("archive"))))
				.run((context) -> {
					SessionRegistry registry = context.getBean(SessionRegistry.class);
					JdbcSession archive = context.getBean("archiveJdbcSession", JdbcSession.class);
					assertThatIllegalStateException().isThrownBy(() -> userOf(archive, registry))
						.withMessageContaining("Several transaction managers work with DataSource 'archive'")
						.withMessageContaining("archiveManager")
						.withMessageContaining("second")
						.withMessageContaining("Make one of them @Primary");
				});
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Uses {

		private final JdbcSession session;

		Uses(JdbcSession session) {
			this.session = session;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnScope {

		private TransactionalScope scope;

		@Bean
		TransactionalScope transactionalScope(SessionSources sources) {
			this.scope = sources.transactions("dataSource").readOnly();
			return this.scope;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Unpooled {

		@Bean
		DataSource dataSource() {
			return new DriverManagerDataSource(Applications.newDatabase());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Bank {

		static final String LEDGER = "jdbc:h2:mem:sessionledger";

		static final String ARCHIVE = "jdbc:h2:mem:sessionarchive";

		@Bean
		@Primary
		DataSource ledger() {
			return pool(LEDGER);
		}

		@Bean
		DataSource archive() {
			return pool(ARCHIVE);
		}

		@Bean
		DataSource orphan() {
			return pool("jdbc:h2:mem:sessionorphan");
		}

		@Bean
		PlatformTransactionManager ledgerManager(@Qualifier("ledger") DataSource dataSource) {
			return new JdbcTransactionManager(dataSource);
		}

		@Bean
		PlatformTransactionManager archiveManager(@Qualifier("archive") DataSource dataSource) {
			return new JdbcTransactionManager(dataSource);
		}

		static DataSource pool(String url) {
			HikariDataSource pool = new HikariDataSource();
			pool.setJdbcUrl(url);
			return pool;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class InjectsBoth {

		@Autowired
		private JdbcSession session;

		@Autowired
		@Qualifier("archive")
		private JdbcSession archive;

		@Autowired
		@Qualifier("archive")
		private TransactionalScope archiveScope;

	}

	@Configuration(proxyBeanMethods = false)
	static class Hidden {

		@Autowired
		@Lazy
		private JdbcSession session;

		@Autowired
		@Lazy
		@Qualifier("old")
		private JdbcSession old;

		@Bean
		static DataSource dataSource() {
			return Bank.pool(Bank.LEDGER);
		}

		@Bean(defaultCandidate = false)
		@Qualifier("old")
		static DataSource archive() {
			return Bank.pool(Bank.ARCHIVE);
		}

		@Bean
		static PlatformTransactionManager ledgerManager(DataSource dataSource) {
			return new JdbcTransactionManager(dataSource);
		}

		@Bean(defaultCandidate = false)
		static PlatformTransactionManager archiveManager(@Qualifier("old") DataSource dataSource) {
			return new JdbcTransactionManager(dataSource);
		}

	}

}
