package io.github.jdbcguard.boundary;

import org.springframework.context.ApplicationEvent;

/**
 * Published when a rule was broken, in the offending thread, or in the thread that
 * watches over all pools.
 */
public class BoundaryViolationEvent extends ApplicationEvent {

	private static final long serialVersionUID = 1L;

	private final transient Violation violation;

	/**
	 * Create an event.
	 * @param source what has seen the violation
	 * @param violation the violation
	 */
	public BoundaryViolationEvent(Object source, Violation violation) {
		super(source);
		this.violation = violation;
	}

	/**
	 * What was broken.
	 * @return the violation
	 */
	public Violation violation() {
		return this.violation;
	}

}
