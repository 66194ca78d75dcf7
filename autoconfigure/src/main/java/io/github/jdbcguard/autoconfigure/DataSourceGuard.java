package io.github.jdbcguard.autoconfigure;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.aop.SpringProxy;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/**
 * Decides for each DataSource whether it is guarded.
 * <p>
 * Safe for use by any thread: lazy and scoped beans are made by whoever asks first.
 */
final class DataSourceGuard {

	private static final Logger logger = LoggerFactory.getLogger(DataSourceGuard.class);

	private static final String ONLY_PASSES_ON = "it only passes connections on";

	private static final String NAME_THE_POOL = "Name the DataSource behind it, which has to be a bean of its own.";

	private final ConfiguredDataSources configured;

	private final PoolGuard pools;

	private final UnguardedDataSources unguarded;

	DataSourceGuard(ConfiguredDataSources configured, PoolGuard pools, UnguardedDataSources unguarded) {
		this.configured = configured;
		this.pools = pools;
		this.unguarded = unguarded;
	}

	/**
	 * Guard the bean if it can and may be guarded.
	 * @param bean a DataSource
	 * @param beanName its name
	 * @return what takes its place, the bean itself where it was left alone
	 */
	Object guard(Object bean, String beanName) {
		String name = ScopedProxyUtils.isScopedTarget(beanName) ? ScopedProxyUtils.getOriginalBeanName(beanName)
				: beanName;
		if (this.configured.excludes(name)) {
			logger.debug("DataSource '{}' is excluded", name);
			return (bean instanceof HikariDataSource pool) ? this.pools.leaveAlone(pool) : bean;
		}
		if (bean instanceof HikariDataSource pool) {
			return this.pools.guardBean(pool, name, beanName);
		}
		if (bean instanceof AbstractRoutingDataSource router) {
			this.configured.checkNoneFor(name, ONLY_PASSES_ON, NAME_THE_POOL);
			RouterTargets.of(router, name).replaceAll(this::guardTarget);
		}
		else if (bean instanceof DelegatingDataSource wrapper) {
			this.configured.checkNoneFor(name, ONLY_PASSES_ON, NAME_THE_POOL);
			guardTargetOf(wrapper, name);
		}
		else {
			this.unguarded.report(bean, name);
		}
		return bean;
	}

	/**
	 * Whether the bean is a DataSource that a guarded one has taken the place of.
	 */
	boolean isGuarded(Object bean) {
		return this.pools.guardedInPlaceOf(bean) != null;
	}

	/**
	 * To be called before the original of a guarded DataSource is closed.
	 */
	void beforeDestruction(Object bean) {
		this.pools.beforeDestruction(bean);
	}

	private void guardTargetOf(DelegatingDataSource wrapper, String name) {
		DataSource target = wrapper.getTargetDataSource();
		if (target != null) {
			DataSource guarded = guardTarget(target, name);
			if (guarded != target) {
				wrapper.setTargetDataSource(guarded);
			}
		}
	}

	/**
	 * Guard a pool that is no bean, but was made inside one. One that is a bean has been
	 * dealt with before it was injected here.
	 */
	private DataSource guardTarget(DataSource target, String name) {
		if (target instanceof HikariDataSource pool && !(target instanceof SpringProxy)) {
			return this.pools.guardInside(pool, name);
		}
		return target;
	}

}
