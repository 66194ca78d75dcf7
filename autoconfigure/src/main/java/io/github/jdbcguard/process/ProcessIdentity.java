package io.github.jdbcguard.process;

/**
 * Answers which life of the process this is, now. Replace the bean of this type where the
 * platform has a better sign than the operating system's.
 * <p>
 * {@link #current()} is asked at every checkout of a connection, by many threads at once:
 * it must be thread-safe, must not block, and should take no more than some tens of
 * nanoseconds. It must return equal values for as long as the process lives the same
 * life.
 */
@FunctionalInterface
public interface ProcessIdentity {

	/**
	 * The current life of the process.
	 * @return the incarnation
	 */
	Incarnation current();

}
