package io.github.jdbcguard.autoconfigure;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfigMXBean;
import com.zaxxer.hikari.HikariDataSource;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.boot.jdbc.HikariCheckpointRestoreLifecycle;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/**
 * {@link HikariCheckpointRestoreLifecycle} of an application that may have several
 * DataSources, none of them primary. Spring Boot's own wants to be given the one there
 * is, so that such an application does not start with {@code org.crac} on the class path.
 * <p>
 * Where there is one DataSource, or a primary one, this does as Spring Boot does. Else
 * every pool that was started takes part, those behind routers too.
 */
final class EveryPoolCheckpointRestoreLifecycle extends HikariCheckpointRestoreLifecycle {

	private final ConfigurableApplicationContext applicationContext;

	EveryPoolCheckpointRestoreLifecycle(ConfigurableApplicationContext applicationContext) {
		// Leads to no pool: which there are is asked when they are needed
		super(new DelegatingDataSource(), applicationContext);
		this.applicationContext = applicationContext;
	}

	@Override
	public void start() {
		lifecycles().forEach(HikariCheckpointRestoreLifecycle::start);
	}

	@Override
	public void stop() {
		lifecycles().forEach(HikariCheckpointRestoreLifecycle::stop);
	}

	@Override
	public boolean isRunning() {
		return lifecycles().anyMatch(HikariCheckpointRestoreLifecycle::isRunning);
	}

	private Stream<HikariCheckpointRestoreLifecycle> lifecycles() {
		return participants().stream()
			.map((dataSource) -> new HikariCheckpointRestoreLifecycle(dataSource, this.applicationContext));
	}

	private Collection<? extends DataSource> participants() {
		DataSource unique = this.applicationContext.getBeanProvider(DataSource.class).getIfUnique();
		return (unique != null) ? List.of(unique) : startedPools();
	}

	private Set<HikariDataSource> startedPools() {
		ConfigurableListableBeanFactory beanFactory = this.applicationContext.getBeanFactory();
		Set<HikariDataSource> pools = Collections.newSetFromMap(new IdentityHashMap<>());
		Arrays.stream(beanFactory.getBeanNamesForType(DataSource.class, false, false))
			.filter(beanFactory::containsSingleton)
			.map((name) -> beanFactory.getBean(name, DataSource.class))
			.forEach((dataSource) -> collect(dataSource, pools));
		return pools;
	}

	private static void collect(DataSource dataSource, Set<HikariDataSource> pools) {
		if (dataSource instanceof AbstractRoutingDataSource router) {
			router.getResolvedDataSources().values().forEach((target) -> collect(target, pools));
			return;
		}
		HikariDataSource pool = DataSourceUnwrapper.unwrap(dataSource, HikariConfigMXBean.class,
				HikariDataSource.class);
		if (pool != null && pool.getHikariPoolMXBean() != null) {
			pools.add(pool);
		}
	}

}
