package io.github.jdbcguard.boundary;

import java.util.Locale;

/**
 * A rule about where a connection may go. {@code foreign-transaction} is none of them: it
 * always fails.
 */
public enum BoundaryRule {

	/**
	 * Two threads are inside calls on one connection, its statements or results at the
	 * same time.
	 */
	CONCURRENT_USE(Reaction.WARN),

	/**
	 * A connection is used after it was given back.
	 */
	USE_AFTER_CLOSE(Reaction.WARN),

	/**
	 * A connection is given back in a transaction in which an update was executed.
	 */
	OPEN_TRANSACTION_ON_RETURN(Reaction.WARN),

	/**
	 * A connection that serves a transaction is used by another thread.
	 */
	CROSS_THREAD(Reaction.WARN),

	/**
	 * A connection is still held when the transaction or request that took it ends.
	 */
	LEAKED_LEASE(Reaction.WARN),

	/**
	 * A thread that holds a connection has to wait for a second one of the same pool.
	 */
	NESTED_CHECKOUT(Reaction.WARN),

	/**
	 * A connection is held for long.
	 */
	LONG_LEASE(Reaction.WARN),

	/**
	 * A transaction is open and no statement runs in it.
	 */
	IDLE_IN_TRANSACTION(Reaction.WARN),

	/**
	 * A setting is changed through JDBC and left changed.
	 */
	STATE_LEAK(Reaction.WARN),

	/**
	 * A statement is executed in autocommit, outside of any transaction.
	 */
	OUTSIDE_TRANSACTION(Reaction.IGNORE);

	private final Reaction defaultReaction;

	private final String key;

	BoundaryRule(Reaction defaultReaction) {
		this.defaultReaction = defaultReaction;
		this.key = name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * What comes of it where nothing else is set.
	 * @return the reaction
	 */
	public Reaction defaultReaction() {
		return this.defaultReaction;
	}

	/**
	 * The rule as it is written in properties and messages.
	 * @return the key, {@code concurrent-use} for example
	 */
	public String key() {
		return this.key;
	}

	@Override
	public String toString() {
		return this.key;
	}

}
