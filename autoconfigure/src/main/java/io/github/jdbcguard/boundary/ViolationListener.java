package io.github.jdbcguard.boundary;

/**
 * Is told of each violation, also of those that are only counted. Beans of this type take
 * part by themselves. Must be thread-safe: called in the offending thread, or in the
 * thread that watches over all pools. What it throws is logged and contained.
 */
@FunctionalInterface
public interface ViolationListener {

	/**
	 * A rule was broken.
	 * @param violation the violation
	 */
	void violated(Violation violation);

}
