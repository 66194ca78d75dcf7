package io.github.jdbcguard.process;

import java.time.Instant;
import java.util.Objects;

/**
 * One life of this process, between two snapshots, forks or restores. Two incarnations
 * are never equal, even where the operating system gives them the same process id.
 * <p>
 * Immutable and safe for use by any thread. Mirrors the pid that SQLAlchemy stamps on its
 * connection records, with everything that a pid does not tell.
 */
public final class Incarnation {

	private final long number;

	private final Origin origin;

	private final String identity;

	private final String reason;

	private final Instant since;

	private final long lastFork;

	Incarnation(long number, Origin origin, String identity, String reason, Instant since, long lastFork) {
		this.number = number;
		this.origin = origin;
		this.identity = identity;
		this.reason = reason;
		this.since = since;
		this.lastFork = lastFork;
	}

	/**
	 * Create an incarnation, for a {@link ProcessIdentity} of the application's own.
	 * @param number the number of this life, larger than that of the life before
	 * @param origin how this life began
	 * @param identity what tells this life from others, for the log
	 * @param reason why it is taken for a new one, for the log
	 * @return the incarnation
	 */
	public static Incarnation of(long number, Origin origin, String identity, String reason) {
		Objects.requireNonNull(origin, "'origin' must not be null");
		Objects.requireNonNull(identity, "'identity' must not be null");
		Objects.requireNonNull(reason, "'reason' must not be null");
		return new Incarnation(number, origin, identity, reason, Instant.now(), 0);
	}

	static Incarnation first(String identity) {
		return new Incarnation(1, Origin.STARTED, identity, "the process started", Instant.now(), 0);
	}

	Incarnation next(Origin origin, String identity, String reason, Instant since) {
		long next = this.number + 1;
		return new Incarnation(next, origin, identity, reason, since, (origin == Origin.FORKED) ? next : this.lastFork);
	}

	/**
	 * The number of this life, counted from 1 by the monitor that saw it.
	 * @return the number
	 */
	public long number() {
		return this.number;
	}

	/**
	 * How this life began.
	 * @return the origin
	 */
	public Origin origin() {
		return this.origin;
	}

	/**
	 * What tells this life from others, for people: process id, start time, name spaces.
	 * @return the identity
	 */
	public String identity() {
		return this.identity;
	}

	/**
	 * Why this was taken for a new life.
	 * @return the reason
	 */
	public String reason() {
		return this.reason;
	}

	/**
	 * When this life was first seen, by the wall clock.
	 * @return the time it was first seen
	 */
	public Instant since() {
		return this.since;
	}

	/**
	 * Whether a {@code fork()} lies between the given, earlier life and this one: what
	 * was opened then is shared with a parent process that may still be using it.
	 * @param earlier the earlier life
	 * @return whether this life is a forked child of that one
	 */
	public boolean isForkOf(Incarnation earlier) {
		return earlier.number < this.lastFork;
	}

	/**
	 * Whether this process came from a fork since the monitor started. Of the threads
	 * before the fork only the one that forked lives on in it, and of the JVM's own none:
	 * whoever asks for the stack of another thread may wait for ever.
	 * @return whether this is a life of a forked child
	 */
	public boolean isForked() {
		return this.lastFork > 0;
	}

	@Override
	public String toString() {
		return "#" + this.number + " (" + this.reason + "; " + this.identity + ")";
	}

	/**
	 * How a life of the process began.
	 */
	public enum Origin {

		/**
		 * The process was started.
		 */
		STARTED,

		/**
		 * The process is the child of a {@code fork()}: it shares every open socket with
		 * its parent, so nothing may be sent or closed on them.
		 */
		FORKED,

		/**
		 * The process was restored from a snapshot: its sockets are its own, and dead.
		 */
		RESTORED,

		/**
		 * The application said so, see {@link ProcessMonitor#declareNewIncarnation}.
		 */
		DECLARED

	}

}
