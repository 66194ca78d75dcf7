package io.github.jdbcguard.process;

import java.time.Duration;

/**
 * Is told when the process begins another life, has been paused, or is about to be
 * checkpointed. An exception of a listener is logged and hurts nobody else, except from
 * {@link #beforeCheckpoint()}.
 */
public interface IncarnationListener {

	/**
	 * A new life has begun. Called once per change: after a fork in the thread that found
	 * it (a forked child has no other), else in a thread of the monitor's own, never in a
	 * checkout.
	 * @param previous the life before
	 * @param current the life now
	 */
	default void incarnationChanged(Incarnation previous, Incarnation current) {
	}

	/**
	 * The process stood still for longer than the threshold. Called as
	 * {@link #incarnationChanged} is.
	 * @param length how long, by the clock that saw more of it
	 */
	default void paused(Duration length) {
	}

	/**
	 * A checkpoint is about to be taken by CRaC: let go of everything that cannot survive
	 * it.
	 * @throws Exception to refuse the checkpoint
	 */
	default void beforeCheckpoint() throws Exception {
	}

	/**
	 * The process runs on after a checkpoint, and its new life has been published. Called
	 * in CRaC's own thread.
	 */
	default void afterRestore() {
	}

}
