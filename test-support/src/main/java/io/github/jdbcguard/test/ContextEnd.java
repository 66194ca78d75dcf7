package io.github.jdbcguard.test;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Waits for an application to be closed, as {@code @DirtiesContext} does before a test
 * has ended for everybody else. Called before its pools are closed. Thread-safe.
 */
final class ContextEnd implements ApplicationListener<ContextClosedEvent> {

	private final ConfigurableApplicationContext context;

	private final Runnable action;

	private ContextEnd(ConfigurableApplicationContext context, Runnable action) {
		this.context = context;
		this.action = action;
	}

	/**
	 * Do something when an application is about to be closed.
	 * @return {@code null} where that cannot be known
	 */
	static @Nullable ContextEnd of(ApplicationContext context, Runnable action) {
		if (!(context instanceof ConfigurableApplicationContext configurable)) {
			return null;
		}
		ContextEnd end = new ContextEnd(configurable, action);
		configurable.addApplicationListener(end);
		return end;
	}

	@Override
	public void onApplicationEvent(ContextClosedEvent event) {
		// Those of its children come here, too
		if (event.getApplicationContext() == this.context) {
			this.action.run();
		}
	}

	void cancel() {
		this.context.removeApplicationListener(this);
	}

}
