package io.github.jdbcguard.pool;

import org.springframework.context.ApplicationEvent;

/**
 * A generation of a guarded pool was retired: all its connections are being replaced.
 * Published in the thread that retired it, which may be in the middle of a checkout, so
 * listeners should be quick.
 * <p>
 * Immutable and safe for use by any thread.
 */
public class GenerationRetiredEvent extends ApplicationEvent {

	private static final long serialVersionUID = 1L;

	private final long generation;

	/**
	 * Create the event.
	 * @param dataSource the pool
	 * @param generation the retired generation
	 */
	public GenerationRetiredEvent(GuardedDataSource dataSource, long generation) {
		super(dataSource);
		this.generation = generation;
	}

	/**
	 * The pool whose generation was retired.
	 * @return the pool
	 */
	public GuardedDataSource dataSource() {
		return (GuardedDataSource) getSource();
	}

	/**
	 * The retired generation.
	 * @return its number, counted from 1
	 */
	public long generation() {
		return this.generation;
	}

	@Override
	public String toString() {
		return "Generation " + this.generation + " of '" + dataSource().name() + "' was retired";
	}

}
