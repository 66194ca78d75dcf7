package io.github.jdbcguard.process;

import org.springframework.context.ApplicationEvent;

/**
 * The process has begun another life: it was forked, restored from a snapshot, or
 * declared to be new. Published once per change, never in a checkout; see
 * {@link IncarnationListener#incarnationChanged}.
 * <p>
 * Immutable and safe for use by any thread.
 */
public class IncarnationChangedEvent extends ApplicationEvent {

	private static final long serialVersionUID = 1L;

	private final transient Incarnation previous;

	private final transient Incarnation current;

	/**
	 * Create the event.
	 * @param monitor who saw the change
	 * @param previous the life before
	 * @param current the life now
	 */
	public IncarnationChangedEvent(ProcessMonitor monitor, Incarnation previous, Incarnation current) {
		super(monitor);
		this.previous = previous;
		this.current = current;
	}

	/**
	 * The life before.
	 * @return the previous incarnation
	 */
	public Incarnation previous() {
		return this.previous;
	}

	/**
	 * The life now.
	 * @return the current incarnation
	 */
	public Incarnation current() {
		return this.current;
	}

	@Override
	public String toString() {
		return "Incarnation " + this.previous + " is followed by " + this.current;
	}

}
