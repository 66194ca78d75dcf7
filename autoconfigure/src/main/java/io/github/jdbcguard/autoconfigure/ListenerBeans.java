package io.github.jdbcguard.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Adds the application's listener beans of one type to whatever they can listen to. Not
 * before all singletons are there: a listener that writes to a database or to a
 * {@code MeterRegistry} would be a cycle while DataSources are made.
 *
 * @param <L> the type of the listeners
 */
final class ListenerBeans<L> implements SmartInitializingSingleton {

	private final ObjectProvider<L> listeners;

	private final List<Consumer<? super L>> waiting = new ArrayList<>();

	private boolean ready;

	ListenerBeans(ObjectProvider<L> listeners) {
		this.listeners = listeners;
	}

	/**
	 * Have the beans listen.
	 * @param registration adds a listener
	 */
	void addTo(Consumer<? super L> registration) {
		synchronized (this.waiting) {
			if (!this.ready) {
				this.waiting.add(registration);
				return;
			}
		}
		this.listeners.orderedStream().forEach(registration);
	}

	@Override
	public void afterSingletonsInstantiated() {
		List<Consumer<? super L>> registrations;
		synchronized (this.waiting) {
			this.ready = true;
			registrations = List.copyOf(this.waiting);
			this.waiting.clear();
		}
		registrations.forEach((registration) -> this.listeners.orderedStream().forEach(registration));
	}

}
