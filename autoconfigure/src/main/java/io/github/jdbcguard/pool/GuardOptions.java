package io.github.jdbcguard.pool;

import java.time.Duration;

/**
 * How a pool is guarded. Immutable.
 *
 * @param onForeignConnection what happens at a checkout that meets a connection of
 * another life of the process
 * @param reconnectSpread after a restore new connections are opened at a random moment
 * within this time, zero for at once
 */
public record GuardOptions(OnForeignConnection onForeignConnection, Duration reconnectSpread) {

	/**
	 * Replace, at once.
	 * @return the defaults
	 */
	public static GuardOptions defaults() {
		return new GuardOptions(OnForeignConnection.REPLACE, Duration.ZERO);
	}

	/**
	 * What happens at a checkout that meets a connection of another life of the process.
	 */
	public enum OnForeignConnection {

		/**
		 * It is abandoned and replaced; the borrower notices nothing.
		 */
		REPLACE,

		/**
		 * It is abandoned and the checkout fails with a
		 * {@link ForeignConnectionException}.
		 */
		FAIL

	}

}
