package io.github.jdbcguard.test;

import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

import javax.sql.DataSource;

import io.github.jdbcguard.pool.GuardedDataSource;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.InfrastructureProxy;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/**
 * Finds guarded pools, each once.
 */
final class GuardedPools {

	static final String ADVICE = "Only HikariCP's pools are, when they are beans and jdbc-guard.enabled is not false; "
			+ "@JdbcTest puts an embedded database in their place unless "
			+ "@AutoConfigureTestDatabase(replace = Replace.NONE) says otherwise.";

	private final Set<GuardedDataSource> found = Collections.newSetFromMap(new IdentityHashMap<>());

	private GuardedPools() {
	}

	static Set<GuardedDataSource> behind(DataSource dataSource) {
		return behindAll(Set.of(dataSource));
	}

	static Set<GuardedDataSource> behindAll(Collection<DataSource> dataSources) {
		GuardedPools pools = new GuardedPools();
		dataSources.forEach(pools::add);
		return pools.found;
	}

	/**
	 * The pools of an application and of those above it, as far as they are there: none
	 * is made for this.
	 */
	static Set<GuardedDataSource> in(ApplicationContext application) {
		GuardedPools pools = new GuardedPools();
		for (ApplicationContext context = application; context != null; context = context.getParent()) {
			if (context instanceof ConfigurableApplicationContext configurable && configurable.isActive()) {
				pools.addAll(configurable.getBeanFactory());
			}
		}
		return pools.found;
	}

	private void addAll(ConfigurableListableBeanFactory beans) {
		for (String name : beans.getBeanNamesForType(DataSource.class, false, false)) {
			if (beans.containsSingleton(name)) {
				add(beans.getBean(name, DataSource.class));
			}
		}
	}

	private void add(DataSource dataSource) {
		if (dataSource instanceof AbstractRoutingDataSource router) {
			router.getResolvedDataSources().values().forEach(this::add);
			DataSource otherwise = router.getResolvedDefaultDataSource();
			if (otherwise != null) {
				add(otherwise);
			}
		}
		else if (dataSource instanceof DelegatingDataSource wrapper && wrapper.getTargetDataSource() != null) {
			add(wrapper.getTargetDataSource());
		}
		else {
			addUnwrapped(dataSource);
		}
	}

	private void addUnwrapped(DataSource dataSource) {
		GuardedDataSource pool = unwrap(dataSource);
		if (pool instanceof InfrastructureProxy proxy
				&& proxy.getWrappedObject() instanceof GuardedDataSource wrapped) {
			// Of a scope, where it is another object each time
			this.found.add(wrapped);
		}
		else if (pool != null) {
			this.found.add(pool);
		}
	}

	/**
	 * Other libraries have wrappers of their own, some of which fail when they are asked.
	 */
	private static @Nullable GuardedDataSource unwrap(DataSource dataSource) {
		try {
			return dataSource.isWrapperFor(GuardedDataSource.class) ? dataSource.unwrap(GuardedDataSource.class) : null;
		}
		catch (SQLException | RuntimeException ex) {
			return null;
		}
	}

}
