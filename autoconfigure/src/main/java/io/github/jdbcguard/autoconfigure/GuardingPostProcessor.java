package io.github.jdbcguard.autoconfigure;

import javax.sql.DataSource;
import javax.sql.XADataSource;

import org.springframework.aop.SpringProxy;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

/**
 * Puts guarded DataSources in the place of those that can be guarded.
 * <p>
 * After initialization, when nobody will set a property any more: neither binding, nor
 * the connection details of a container, nor a post-processor of the application. First
 * of those that replace beans at that time, so that proxies, lazy connections among them,
 * are made around the guarded DataSource.
 * <p>
 * A scoped DataSource is two beans: the target, guarded here each time the scope makes
 * one, and a proxy, left alone as all proxies are.
 */
final class GuardingPostProcessor implements DestructionAwareBeanPostProcessor, PriorityOrdered {

	private final ObjectProvider<DataSourceGuard> guard;

	GuardingPostProcessor(ObjectProvider<DataSourceGuard> guard) {
		this.guard = guard;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if ((bean instanceof DataSource || bean instanceof XADataSource) && !(bean instanceof SpringProxy)) {
			return this.guard.getObject().guard(bean, beanName);
		}
		return bean;
	}

	@Override
	public void postProcessBeforeDestruction(Object bean, String beanName) {
		this.guard.getObject().beforeDestruction(bean);
	}

	@Override
	public boolean requiresDestruction(Object bean) {
		return bean instanceof DataSource && this.guard.getObject().isGuarded(bean);
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
