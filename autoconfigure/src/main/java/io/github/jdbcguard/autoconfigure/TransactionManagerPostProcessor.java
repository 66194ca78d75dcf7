package io.github.jdbcguard.autoconfigure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.github.jdbcguard.boundary.TransactionBoundaries;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.SpringProxy;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.TransactionExecutionListener;

/**
 * Makes the transactions of every transaction manager boundaries, those of managers that
 * the application has made itself as well.
 * <p>
 * After initialization, when nobody will replace the listeners any more, and before
 * others put proxies around the manager.
 */
final class TransactionManagerPostProcessor implements BeanPostProcessor, PriorityOrdered {

	private final ObjectProvider<GuardPolicies> policies;

	private final TransactionBoundaries boundaries = new TransactionBoundaries();

	TransactionManagerPostProcessor(ObjectProvider<GuardPolicies> policies) {
		this.policies = policies;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof ConfigurableTransactionManager
				&& behindProxies(bean) instanceof ConfigurableTransactionManager manager
				&& !(manager instanceof ReactiveTransactionManager) && this.policies.getObject().watchBoundaries()) {
			addTo(manager);
		}
		return bean;
	}

	/**
	 * What a proxy always leads to, {@code null} where it leads to one thing now and to
	 * another then, as that of a scope does: these are beans themselves, or nobody's.
	 */
	private static @Nullable Object behindProxies(Object bean) {
		Object target = bean;
		while (target instanceof SpringProxy) {
			target = AopProxyUtils.getSingletonTarget(target);
		}
		return target;
	}

	private void addTo(ConfigurableTransactionManager manager) {
		Collection<TransactionExecutionListener> listeners = manager.getTransactionExecutionListeners();
		if (listeners.stream().anyMatch(TransactionBoundaries.class::isInstance)) {
			return;
		}
		// The collection may be one that cannot be changed
		List<TransactionExecutionListener> more = new ArrayList<>(listeners);
		more.add(this.boundaries);
		manager.setTransactionExecutionListeners(more);
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
