package io.github.jdbcguard.autoconfigure;

import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbcguard.autoconfigure.JdbcGuardProperties.ProcessGuard;
import io.github.jdbcguard.autoconfigure.pool.PoolConfigurer;
import io.github.jdbcguard.autoconfigure.pool.PoolSettings;
import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.pool.PoolPolicy.ServerTimeoutCheck;
import io.github.jdbcguard.pool.hikari.GuardedHikariDataSource;
import io.github.jdbcguard.process.ProcessMonitor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.aop.SpringProxy;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/**
 * Decides for each DataSource whether it is guarded, and how.
 * <p>
 * Safe for use by any thread: lazy and scoped beans are made by whoever asks first.
 */
final class DataSourceGuard {

	private static final Logger logger = LoggerFactory.getLogger(DataSourceGuard.class);

	private static final String ONLY_PASSES_ON = "it only passes connections on";

	private static final String NAME_THE_POOL = "Name the DataSource behind it, which has to be a bean of its own.";

	private final GuardPolicies policies;

	private final ObjectProvider<ProcessMonitor> monitor;

	private final GuardEvents events;

	private final PoolListenerBeans listeners;

	private final PoolConfigurer configurer;

	private final ServerTimeoutStartUpCheck serverTimeouts;

	private final UnguardedDataSources unguarded;

	/**
	 * What each DataSource seen so far was replaced by, itself where it was left alone:
	 * it may turn up again behind a wrapper or a router.
	 */
	private final Map<HikariDataSource, WeakReference<HikariDataSource>> seen = Collections
		.synchronizedMap(new WeakHashMap<>());

	DataSourceGuard(GuardPolicies policies, ObjectProvider<ProcessMonitor> monitor, GuardEvents events,
			PoolListenerBeans listeners, PoolConfigurer configurer, ServerTimeoutStartUpCheck serverTimeouts) {
		this.policies = policies;
		this.monitor = monitor;
		this.events = events;
		this.listeners = listeners;
		this.configurer = configurer;
		this.serverTimeouts = serverTimeouts;
		this.unguarded = new UnguardedDataSources(policies);
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
		if (this.policies.dataSources().excludes(name)) {
			logger.debug("DataSource '{}' is excluded", name);
			return (bean instanceof HikariDataSource pool) ? leaveAlone(pool) : bean;
		}
		if (bean instanceof HikariDataSource pool) {
			return guardPool(pool, name, beanName, this.configurer.prefixOf(beanName));
		}
		if (bean instanceof AbstractRoutingDataSource router) {
			this.policies.dataSources().checkNoneFor(name, ONLY_PASSES_ON, NAME_THE_POOL);
			RouterTargets.of(router, name).replaceAll(this::guardTarget);
		}
		else if (bean instanceof DelegatingDataSource wrapper) {
			this.policies.dataSources().checkNoneFor(name, ONLY_PASSES_ON, NAME_THE_POOL);
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
		return bean instanceof HikariDataSource pool && find(pool) instanceof GuardedHikariDataSource;
	}

	/**
	 * To be called before the original of a guarded DataSource is closed.
	 */
	void beforeDestruction(Object bean) {
		if (bean instanceof HikariDataSource pool && find(pool) instanceof GuardedHikariDataSource facade) {
			facade.beforeDestruction();
		}
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
			return guardPool(pool, name, name, null);
		}
		return target;
	}

	private HikariDataSource guardPool(HikariDataSource pool, String name, String beanName,
			@Nullable String ownPrefix) {
		HikariDataSource known = find(pool);
		if (known != null) {
			return known;
		}
		if (pool instanceof GuardedHikariDataSource facade && facade.isGuarded()) {
			return facade;
		}
		ProcessGuard process = this.policies.processOf(name);
		PoolSettings settings = this.policies.poolOf(name);
		this.configurer.configure(pool, name, ownPrefix, settings, this.policies.reconnectSpreadOf(name));
		PoolPolicy policy = settings.policy()
			.onForeignConnection(process.onForeignConnection())
			.reconnectSpread(process.reconnectSpread())
			.build();
		ProcessMonitor monitor = monitorFor(process);
		GuardedHikariDataSource guarded;
		try {
			guarded = GuardedHikariDataSource.guard(pool, monitor, policy, beanName);
		}
		catch (IllegalArgumentException | IllegalStateException | LinkageError ex) {
			this.unguarded.reportFailure(name, ex);
			return leaveAlone(pool);
		}
		remember(pool, guarded);
		remember(guarded, guarded);
		this.events.publishFrom((GuardedDataSource) guarded);
		this.listeners.listenTo(guarded);
		if (policy.serverTimeoutCheck() == ServerTimeoutCheck.FAIL) {
			this.serverTimeouts.add(guarded);
		}
		logger.info("Guarding DataSource '{}': {}{}", name, protection(process), inWords(settings));
		return guarded;
	}

	private ProcessMonitor monitorFor(ProcessGuard policy) {
		if (!policy.enabled()) {
			return ProcessMonitor.none();
		}
		ProcessMonitor monitor = this.monitor.getObject();
		return (monitor instanceof SharedProcessMonitor shared) ? shared.watching(policy) : monitor;
	}

	private static String protection(ProcessGuard policy) {
		if (!policy.enabled()) {
			return "the process guard is off, a connection may outlive a fork or a restore of this process";
		}
		return switch (policy.onForeignConnection()) {
			case REPLACE -> "a connection opened before a fork or a restore of this process is replaced at checkout";
			case FAIL -> "a checkout of a connection opened before a fork or a restore of this process fails";
		};
	}

	private static String inWords(PoolSettings settings) {
		String words = settings.inWords();
		return words.isEmpty() ? "" : "; " + words;
	}

	private HikariDataSource leaveAlone(HikariDataSource pool) {
		remember(pool, pool);
		return pool;
	}

	private void remember(HikariDataSource pool, HikariDataSource replacement) {
		this.seen.put(pool, new WeakReference<>(replacement));
	}

	private @Nullable HikariDataSource find(HikariDataSource pool) {
		WeakReference<HikariDataSource> reference = this.seen.get(pool);
		return (reference != null) ? reference.get() : null;
	}

}
