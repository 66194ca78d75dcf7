package io.github.jdbcguard.process;

/**
 * What is known of the process at one moment: its {@link Incarnation} and how many long
 * pauses it has been through. A connection that was last seen in another state than the
 * current one is either foreign or suspect; comparing the two references answers both.
 * <p>
 * Immutable and safe for use by any thread. {@link ProcessMonitor#state()} returns the
 * same instance for as long as neither changes.
 */
public final class ProcessState {

	private final Incarnation incarnation;

	private final long pauses;

	ProcessState(Incarnation incarnation, long pauses) {
		this.incarnation = incarnation;
		this.pauses = pauses;
	}

	/**
	 * The current life of the process.
	 * @return the incarnation
	 */
	public Incarnation incarnation() {
		return this.incarnation;
	}

	/**
	 * How many pauses longer than the threshold were seen since the monitor started.
	 * @return the number of pauses
	 */
	public long pauses() {
		return this.pauses;
	}

	@Override
	public String toString() {
		return this.incarnation + ", " + this.pauses + " pauses";
	}

}
