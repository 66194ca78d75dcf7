package io.github.jdbcguard.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listeners of a monitor, each kept from hurting the others.
 */
final class IncarnationListeners {

	private static final Logger logger = LoggerFactory.getLogger("io.github.jdbcguard.process");

	private final List<IncarnationListener> listeners = new CopyOnWriteArrayList<>();

	void add(IncarnationListener listener) {
		this.listeners.add(listener);
	}

	void remove(IncarnationListener listener) {
		this.listeners.remove(listener);
	}

	void changed(Incarnation previous, Incarnation current) {
		Runnable tell = () -> each((listener) -> listener.incarnationChanged(previous, current));
		if (current.isForked()) {
			// Nobody else is alive in a forked child
			tell.run();
		}
		else {
			startThread(tell);
		}
	}

	void paused(Duration length) {
		startThread(() -> each((listener) -> listener.paused(length)));
	}

	void beforeCheckpoint() throws Exception {
		Exception refusal = null;
		for (IncarnationListener listener : this.listeners) {
			try {
				listener.beforeCheckpoint();
			}
			catch (Exception ex) {
				if (refusal == null) {
					refusal = ex;
				}
				else {
					refusal.addSuppressed(ex);
				}
			}
		}
		if (refusal != null) {
			throw refusal;
		}
	}

	void afterRestore() {
		each(IncarnationListener::afterRestore);
	}

	private void each(Consumer<IncarnationListener> call) {
		for (IncarnationListener listener : this.listeners) {
			try {
				call.accept(listener);
			}
			catch (RuntimeException | LinkageError ex) {
				logger.error("{} failed when it was told about the process", listener, ex);
			}
		}
	}

	private static void startThread(Runnable work) {
		Thread thread = new Thread(work, "jdbc-guard-announcer");
		thread.setDaemon(true);
		thread.start();
	}

}
