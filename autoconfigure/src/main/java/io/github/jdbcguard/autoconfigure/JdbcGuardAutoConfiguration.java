package io.github.jdbcguard.autoconfigure;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbcguard.autoconfigure.pool.PoolConfigurer;
import io.github.jdbcguard.autoconfigure.pool.WrittenProperties;
import io.github.jdbcguard.boundary.BoundaryGuard;
import io.github.jdbcguard.pool.PoolListener;
import io.github.jdbcguard.process.IncarnationDetector;
import io.github.jdbcguard.process.ProcessIdentity;
import io.github.jdbcguard.process.ProcessMonitor;
import io.github.jdbcguard.process.ProcessWatch;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnCheckpointRestore;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.HikariCheckpointRestoreLifecycle;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.ClassUtils;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for jdbc-guard: every
 * {@link HikariDataSource} bean is guarded.
 */
@AutoConfiguration(before = DataSourceAutoConfiguration.class)
@ConditionalOnClass(HikariDataSource.class)
@Conditional(OnGuardEnabled.class)
@EnableConfigurationProperties(JdbcGuardProperties.class)
@Import(BoundaryConfiguration.class)
@ImportRuntimeHints(JdbcGuardRuntimeHints.class)
public final class JdbcGuardAutoConfiguration {

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static GuardingPostProcessor jdbcGuardPostProcessor(ObjectProvider<DataSourceGuard> guard) {
		return new GuardingPostProcessor(guard);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static DataSourceGuard jdbcGuard(GuardPolicies policies, ObjectProvider<ProcessMonitor> monitor, GuardEvents events,
			ObjectProvider<BoundaryGuard> boundaries, ListenerBeans<PoolListener> listeners,
			ListableBeanFactory beanFactory, WrittenProperties written, ServerTimeoutStartUpCheck serverTimeouts) {
		UnguardedDataSources unguarded = new UnguardedDataSources(policies);
		PoolGuard pools = new PoolGuard(policies, new PoolConfigurer(beanFactory, written), monitor, events,
				new BoundaryRules(boundaries), listeners, serverTimeouts, unguarded);
		return new DataSourceGuard(policies.dataSources(), pools, unguarded);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static GuardPolicies jdbcGuardPolicies(JdbcGuardProperties properties, WrittenProperties written) {
		return new GuardPolicies(properties, written);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static WrittenProperties jdbcGuardWrittenProperties(Environment environment) {
		return new WrittenProperties(environment);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	ConfiguredNamesCheck jdbcGuardConfiguredNamesCheck(GuardPolicies policies, ListableBeanFactory beanFactory) {
		return new ConfiguredNamesCheck(policies, beanFactory);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static GuardEvents jdbcGuardEvents(ApplicationEventPublisher publisher) {
		return new GuardEvents(publisher);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static ListenerBeans<PoolListener> jdbcGuardPoolListenerBeans(ObjectProvider<PoolListener> listeners) {
		return new ListenerBeans<>(listeners);
	}

	/**
	 * After the listeners, which hear of the connection that it takes.
	 */
	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static ServerTimeoutStartUpCheck jdbcGuardServerTimeoutStartUpCheck() {
		return new ServerTimeoutStartUpCheck();
	}

	/**
	 * Lazy, for where nothing is guarded nothing has to be watched; and a fallback, for
	 * it is a {@link ProcessIdentity} too, which gives way to the application's own.
	 */
	@Bean
	@Lazy
	@Fallback
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	@ConditionalOnMissingBean(ProcessMonitor.class)
	static SharedProcessMonitor jdbcGuardProcessMonitor(JdbcGuardProperties properties, GuardPolicies policies,
			ObjectProvider<ProcessIdentity> identities, ObjectProvider<IncarnationDetector> detectors,
			GuardEvents events, ResourceLoader resourceLoader) {
		boolean crac = ClassUtils.isPresent("org.crac.Resource", resourceLoader.getClassLoader());
		SharedProcessMonitor monitor = new SharedProcessMonitor(properties.process(), policies.watchTheProcess(),
				(policy) -> ProcessWatch.builder()
					.identity(ownIdentity(identities))
					.detectors(detectors.orderedStream().toList())
					.forkCheck(policy.forkCheck())
					.freezeThreshold(policy.freezeThreshold())
					.crac(crac)
					.start());
		events.publishFrom(monitor);
		return monitor;
	}

	/**
	 * Asks first whether there is one, for the bean that is being made would be taken
	 * where there is none.
	 */
	private static @Nullable ProcessIdentity ownIdentity(ObjectProvider<ProcessIdentity> identities) {
		boolean given = identities.stream((type) -> type != SharedProcessMonitor.class).findAny().isPresent();
		return given ? identities.getObject() : null;
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnCheckpointRestore
	static class CheckpointRestoreConfiguration {

		@Bean
		@ConditionalOnMissingBean(HikariCheckpointRestoreLifecycle.class)
		static EveryPoolCheckpointRestoreLifecycle hikariCheckpointRestoreLifecycle(
				ConfigurableApplicationContext applicationContext) {
			return new EveryPoolCheckpointRestoreLifecycle(applicationContext);
		}

	}

}
