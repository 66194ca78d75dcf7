package io.github.jdbcguard.process;

/**
 * A sign by which a new life of the process can be told, such as a generation counter
 * that a hypervisor shows to its guests. Beans of this type take part in every look that
 * the {@link ProcessMonitor} takes: at a checkout when the last look is older than 10 ms,
 * and once a second when nothing is checked out.
 * <p>
 * Implementations are asked by many threads at once; they must be thread-safe, must not
 * lock (a forked child may inherit a lock that nobody will release) and should answer
 * within some tens of microseconds; one that takes longer than 50 ms makes looks inexact.
 * A detector that throws is taken to have seen no change, and is logged once.
 */
@FunctionalInterface
public interface IncarnationDetector {

	/**
	 * A value that stays {@link Object#equals equal} for as long as the process lives the
	 * same life, and is different in every other.
	 * @return the sign, with a {@code toString()} fit for the log
	 */
	Object life();

	/**
	 * What the change from one value to the next means.
	 * @param before the value at the look before
	 * @param now the value now
	 * @return how the new life began; {@link Incarnation.Origin#FORKED} keeps every
	 * inherited socket untouched and open
	 */
	default Incarnation.Origin origin(Object before, Object now) {
		return Incarnation.Origin.RESTORED;
	}

}
