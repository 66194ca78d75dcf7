package io.github.jdbcguard.boundary;

/**
 * What comes of a broken rule.
 */
public enum Reaction {

	/**
	 * Nothing; it is not even looked for.
	 */
	IGNORE,

	/**
	 * It is counted, and listeners are told.
	 */
	COUNT,

	/**
	 * It is logged as well, at most once in ten minutes for each place in the code.
	 */
	WARN,

	/**
	 * It is logged as well, and the offending thread gets a
	 * {@link BoundaryViolationException}, before harm is done. What another thread finds
	 * while the offending one goes on is only logged; a leaked lease is closed, and its
	 * connection thrown away.
	 */
	FAIL

}
