package io.github.jdbcguard.autoconfigure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.jdbcguard.boundary.BoundaryGuard;
import io.github.jdbcguard.boundary.ViolationListener;
import io.github.jdbcguard.process.ProcessMonitor;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Role;

/**
 * The boundary rules: who looks after them, and where the boundaries come from.
 */
@Configuration(proxyBeanMethods = false)
class BoundaryConfiguration {

	/**
	 * Lazy, for where no rule is looked after nothing has to be watched.
	 */
	@Bean
	@Lazy
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static BoundaryGuard jdbcGuardBoundaryGuard(GuardPolicies policies, ObjectProvider<ProcessMonitor> monitor,
			GuardEvents events, ListenerBeans<ViolationListener> beans) {
		List<ViolationListener> listeners = new CopyOnWriteArrayList<>();
		BoundaryGuard guard = new BoundaryGuard(listeners);
		listeners.add(events.publisherFor(guard));
		beans.addTo(listeners::add);
		if (policies.watchTheProcess()) {
			monitor.getObject().addListener(guard);
		}
		return guard;
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static ListenerBeans<ViolationListener> jdbcGuardViolationListenerBeans(
			ObjectProvider<ViolationListener> listeners) {
		return new ListenerBeans<>(listeners);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static TransactionManagerPostProcessor jdbcGuardTransactionManagerPostProcessor(
			ObjectProvider<GuardPolicies> policies) {
		return new TransactionManagerPostProcessor(policies);
	}

}
