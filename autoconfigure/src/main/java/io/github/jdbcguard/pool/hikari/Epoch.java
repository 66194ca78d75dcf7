package io.github.jdbcguard.pool.hikari;

import java.util.concurrent.TimeUnit;

/**
 * What a connection must have proved alive in to be handed out without a question: a
 * generation of the pool, and a time in which nothing cast a doubt on its connections.
 * Immutable; compared by reference, so that a checkout answers with one comparison
 * whether the connection is retired or suspect.
 *
 * @param generation the generation, counted from 1
 * @param suspicions how often connections were made suspect so far
 * @param suspectedNanos when they were last made suspect, by {@link System#nanoTime()}
 * @param silent whether the server was silent then, in the middle of a statement
 */
record Epoch(long generation, long suspicions, long suspectedNanos, boolean silent) {

	/**
	 * Errors that follow a suspicion as closely as this tell of the same incident, if the
	 * connection was trusted before it.
	 */
	private static final long SAME_INCIDENT_NANOS = TimeUnit.SECONDS.toNanos(1);

	static Epoch first() {
		return new Epoch(1, 0, System.nanoTime(), false);
	}

	Epoch afterRetirement() {
		return new Epoch(this.generation + 1, this.suspicions, this.suspectedNanos, this.silent);
	}

	Epoch afterSuspicion(long nanos, boolean silent) {
		return new Epoch(this.generation, this.suspicions + 1, nanos, silent);
	}

	/**
	 * Whether the loss of a connection is part of an incident that has made the others
	 * suspect already.
	 * @param trusted the epoch in which the lost connection last proved alive
	 * @param nanos when it was lost
	 * @return whether nothing new is to be learnt from it
	 */
	boolean covers(Epoch trusted, long nanos) {
		return trusted.suspicions != this.suspicions && nanos - this.suspectedNanos < SAME_INCIDENT_NANOS;
	}

}
