package io.github.jdbcguard.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.PoolListener;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Adds the application's {@link PoolListener} beans to every guarded DataSource. Not
 * before all singletons are there: a listener that writes to a database or to a
 * {@code MeterRegistry} would be a cycle while DataSources are made.
 */
final class PoolListenerBeans implements SmartInitializingSingleton {

	private final ObjectProvider<PoolListener> listeners;

	private final List<GuardedDataSource> waiting = new ArrayList<>();

	private boolean ready;

	PoolListenerBeans(ObjectProvider<PoolListener> listeners) {
		this.listeners = listeners;
	}

	void listenTo(GuardedDataSource dataSource) {
		synchronized (this.waiting) {
			if (!this.ready) {
				this.waiting.add(dataSource);
				return;
			}
		}
		addTo(dataSource);
	}

	@Override
	public void afterSingletonsInstantiated() {
		List<GuardedDataSource> dataSources;
		synchronized (this.waiting) {
			this.ready = true;
			dataSources = List.copyOf(this.waiting);
			this.waiting.clear();
		}
		dataSources.forEach(this::addTo);
	}

	private void addTo(GuardedDataSource dataSource) {
		this.listeners.orderedStream().forEach(dataSource::addListener);
	}

}
