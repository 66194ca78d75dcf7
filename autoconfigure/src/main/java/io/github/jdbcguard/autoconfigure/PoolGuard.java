package io.github.jdbcguard.autoconfigure;

import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbcguard.autoconfigure.JdbcGuardProperties.ProcessGuard;
import io.github.jdbcguard.autoconfigure.boundary.PolicyInWords;
import io.github.jdbcguard.autoconfigure.pool.PoolConfigurer;
import io.github.jdbcguard.autoconfigure.pool.PoolSettings;
import io.github.jdbcguard.boundary.BoundaryPolicy;
import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.PoolListener;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.pool.PoolPolicy.ServerTimeoutCheck;
import io.github.jdbcguard.pool.hikari.GuardedHikariDataSource;
import io.github.jdbcguard.process.ProcessMonitor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Puts a guarded pool in the place of a HikariCP pool, with the policy that holds for it.
 * <p>
 * Safe for use by any thread: lazy and scoped beans are made by whoever asks first.
 */
final class PoolGuard {

	private static final Logger logger = LoggerFactory.getLogger(PoolGuard.class);

	private final GuardPolicies policies;

	private final PoolConfigurer configurer;

	private final ObjectProvider<ProcessMonitor> monitor;

	private final GuardEvents events;

	private final BoundaryRules rules;

	private final ListenerBeans<PoolListener> listeners;

	private final ServerTimeoutStartUpCheck serverTimeouts;

	private final UnguardedDataSources unguarded;

	/**
	 * What each pool seen so far was replaced by, itself where it was left alone: it may
	 * turn up again behind a wrapper or a router.
	 */
	private final Map<HikariDataSource, WeakReference<HikariDataSource>> seen = Collections
		.synchronizedMap(new WeakHashMap<>());

	PoolGuard(GuardPolicies policies, PoolConfigurer configurer, ObjectProvider<ProcessMonitor> monitor,
			GuardEvents events, BoundaryRules rules, ListenerBeans<PoolListener> listeners,
			ServerTimeoutStartUpCheck serverTimeouts, UnguardedDataSources unguarded) {
		this.policies = policies;
		this.configurer = configurer;
		this.monitor = monitor;
		this.events = events;
		this.rules = rules;
		this.listeners = listeners;
		this.serverTimeouts = serverTimeouts;
		this.unguarded = unguarded;
	}

	/**
	 * Guard a pool that is a bean.
	 * @param pool the pool
	 * @param name the name under which it is known
	 * @param beanName the name of the bean, which differs where that is the target of a
	 * scope
	 * @return what takes its place, the pool itself where it was left alone
	 */
	HikariDataSource guardBean(HikariDataSource pool, String name, String beanName) {
		return guard(pool, name, beanName, this.configurer.prefixOf(beanName));
	}

	/**
	 * Guard a pool that was made inside a bean, unless it has been dealt with as a bean.
	 */
	HikariDataSource guardInside(HikariDataSource pool, String name) {
		return guard(pool, name, name, null);
	}

	private HikariDataSource guard(HikariDataSource pool, String name, String beanName, @Nullable String ownPrefix) {
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
		BoundaryPolicy boundary = this.policies.boundaryOf(name);
		ProcessMonitor monitor = monitorFor(process);
		GuardedHikariDataSource guarded;
		try {
			guarded = GuardedHikariDataSource.guard(pool, monitor, policy, (leases) -> this.rules.of(leases, boundary),
					beanName);
		}
		catch (IllegalArgumentException | IllegalStateException | LinkageError ex) {
			this.unguarded.reportFailure(name, ex);
			return leaveAlone(pool);
		}
		remember(pool, guarded);
		remember(guarded, guarded);
		this.events.publishFrom((GuardedDataSource) guarded);
		this.listeners.addTo(guarded::addListener);
		if (policy.serverTimeoutCheck() == ServerTimeoutCheck.FAIL) {
			this.serverTimeouts.add(guarded);
		}
		logger.info("Guarding DataSource '{}': {}{}{}", name, inWords(process), clause(settings.inWords()),
				clause(PolicyInWords.of(boundary)));
		return guarded;
	}

	private ProcessMonitor monitorFor(ProcessGuard process) {
		if (!process.enabled()) {
			return ProcessMonitor.none();
		}
		ProcessMonitor monitor = this.monitor.getObject();
		return (monitor instanceof SharedProcessMonitor shared) ? shared.watching(process) : monitor;
	}

	private static String inWords(ProcessGuard process) {
		if (!process.enabled()) {
			return "the process guard is off, a connection may outlive a fork or a restore of this process";
		}
		return switch (process.onForeignConnection()) {
			case REPLACE -> "a connection opened before a fork or a restore of this process is replaced at checkout";
			case FAIL -> "a checkout of a connection opened before a fork or a restore of this process fails";
		};
	}

	private static String clause(String words) {
		return words.isEmpty() ? "" : "; " + words;
	}

	/**
	 * To be called before the original of a guarded DataSource is closed.
	 */
	void beforeDestruction(Object bean) {
		GuardedHikariDataSource guarded = guardedInPlaceOf(bean);
		if (guarded != null) {
			this.rules.forget(guarded);
			guarded.beforeDestruction();
		}
	}

	HikariDataSource leaveAlone(HikariDataSource pool) {
		remember(pool, pool);
		return pool;
	}

	/**
	 * What was put in the place of a pool.
	 * @param bean a DataSource
	 * @return the guarded pool, {@code null} where there is none
	 */
	@Nullable GuardedHikariDataSource guardedInPlaceOf(Object bean) {
		return (bean instanceof HikariDataSource pool && find(pool) instanceof GuardedHikariDataSource guarded)
				? guarded : null;
	}

	private void remember(HikariDataSource pool, HikariDataSource replacement) {
		this.seen.put(pool, new WeakReference<>(replacement));
	}

	private @Nullable HikariDataSource find(HikariDataSource pool) {
		WeakReference<HikariDataSource> reference = this.seen.get(pool);
		return (reference != null) ? reference.get() : null;
	}

}
