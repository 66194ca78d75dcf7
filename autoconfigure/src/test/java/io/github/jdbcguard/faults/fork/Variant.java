package io.github.jdbcguard.faults.fork;

import java.util.function.Function;

/**
 * The ways in which parent and child use what they share.
 */
enum Variant {

	/** The child works, then the parent. */
	SEQUENTIAL(1, SequentialRounds::new),

	/** The child works while several threads of the parent do. */
	CONCURRENT(6, ConcurrentRounds::new),

	/**
	 * The parent inserts a row while the child is in a transaction that it rolls back.
	 */
	CHILD_IN_TRANSACTION(1, ChildInTransactionRounds::new),

	/** The child closes the pool in good order. */
	CHILD_CLOSES_POOL(3, ChildClosesPoolRounds::new),

	/**
	 * The child uses what the parent had leased, and finds every connection of the pool
	 * leased.
	 */
	INHERITED_LEASE(1, InheritedLeaseRounds::new);

	private final int poolSize;

	private final Function<ForkScene, Rounds> rounds;

	Variant(int poolSize, Function<ForkScene, Rounds> rounds) {
		this.poolSize = poolSize;
		this.rounds = rounds;
	}

	int poolSize() {
		return this.poolSize;
	}

	Rounds rounds(ForkScene scene) {
		return this.rounds.apply(scene);
	}

	/**
	 * Plays rounds of one variant.
	 */
	interface Rounds {

		default void before() throws Exception {
		}

		void play(int round) throws Exception;

		default void after() throws Exception {
		}

	}

}
