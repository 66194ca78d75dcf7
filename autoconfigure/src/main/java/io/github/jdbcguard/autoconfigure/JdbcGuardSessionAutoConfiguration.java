package io.github.jdbcguard.autoconfigure;

import io.github.jdbcguard.autoconfigure.pool.WrittenProperties;
import io.github.jdbcguard.autoconfigure.session.SessionBeans;
import io.github.jdbcguard.autoconfigure.session.SessionSources;
import io.github.jdbcguard.process.ProcessMonitor;
import io.github.jdbcguard.session.spring.Sessions;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the sessions and transactional
 * scopes of jdbc-guard, of every DataSource, guarded or not.
 */
@AutoConfiguration(after = JdbcGuardAutoConfiguration.class)
@ConditionalOnClass({ JdbcOperations.class, PlatformTransactionManager.class })
@Conditional(OnGuardEnabled.class)
@ConditionalOnBooleanProperty(name = "jdbc-guard.session.enabled", matchIfMissing = true)
@EnableConfigurationProperties(JdbcGuardProperties.class)
@ImportRuntimeHints(SessionRuntimeHints.class)
public final class JdbcGuardSessionAutoConfiguration {

	private static final String SOURCES = "jdbcGuardSessionSources";

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static SessionBeans jdbcGuardSessionBeans() {
		return new SessionBeans(SOURCES);
	}

	@Bean
	Sessions jdbcGuardSessions(ObjectProvider<ProcessMonitor> monitor) {
		return new Sessions(() -> monitor.getIfAvailable(ProcessMonitor::none));
	}

	@Bean(SOURCES)
	SessionSources jdbcGuardSessionSources(Sessions sessions, JdbcGuardProperties properties, Environment environment,
			ConfigurableListableBeanFactory beanFactory) {
		return new SessionSources(sessions, properties.session(), properties.scope(),
				new WrittenProperties(environment), beanFactory);
	}

}
