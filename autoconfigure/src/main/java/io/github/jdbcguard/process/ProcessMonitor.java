package io.github.jdbcguard.process;

/**
 * Knows which life of the process this is, exactly and at the price of one clock read,
 * and tells listeners when it changes.
 * <p>
 * All methods are safe for use by any number of threads; none blocks.
 */
public interface ProcessMonitor {

	/**
	 * The state of the process now. The first call after a restore sees it; so does the
	 * first call in a forked child where the JVM grants a sign of a fork, else the first
	 * call that comes 10 ms after the last look.
	 * @return the state, the same instance while nothing has changed
	 */
	ProcessState state();

	/**
	 * The current life of the process, see {@link #state()}.
	 * @return the incarnation
	 */
	default Incarnation incarnation() {
		return state().incarnation();
	}

	/**
	 * As {@link #incarnation()}, for callers who only need to know of a fork: where there
	 * is a sign of a fork no clock is read, and a restore may go unseen.
	 * @return the incarnation
	 */
	Incarnation glance();

	/**
	 * Whether there is a sign by which {@link #glance()} sees a fork at once and not
	 * within 10 ms.
	 * @return whether a glance sees every fork
	 */
	boolean glanceIsExact();

	/**
	 * When the process was last looked at, by the wall clock. Right after
	 * {@link #state()} that is at most 10 ms ago, so that it can stand for the time where
	 * none is to be spent on reading a clock.
	 * @return milliseconds since the epoch
	 */
	long lastLookMillis();

	/**
	 * When the process was last looked at, by {@link System#nanoTime()}; right after
	 * {@link #state()} that is at most some 10 ms ago.
	 * @return nanoseconds, for comparison with others of this clock
	 */
	long lastLookNanos();

	/**
	 * Declare that the process has begun a new life in a way that cannot be seen from
	 * inside, for example from an HTTP hook that a platform calls after a restore.
	 * @param reason why, for the log
	 */
	void declareNewIncarnation(String reason);

	/**
	 * Add a listener, at the end of the list.
	 * @param listener the listener to add
	 */
	void addListener(IncarnationListener listener);

	/**
	 * Remove a listener; does nothing where it was never added.
	 * @param listener the listener to remove
	 */
	void removeListener(IncarnationListener listener);

	/**
	 * A monitor that never sees a change, for {@code jdbc-guard.process.enabled=false}.
	 * @return the monitor
	 */
	static ProcessMonitor none() {
		return NoProcessMonitor.INSTANCE;
	}

}
