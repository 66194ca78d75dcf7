package io.github.jdbcguard.faults.fork;

import java.util.EnumSet;
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
	INHERITED_LEASE(1, InheritedLeaseRounds::new),

	/** The fork is in the middle of a transactional scope. */
	IN_SCOPE(1, ScopeRounds::new),

	/** The child breaks the rules that are looked after while a connection is held. */
	PATROLLED(4, PatrolledRounds::new);

	private final int poolSize;

	private final Function<ForkScene, Rounds> rounds;

	Variant(int poolSize, Function<ForkScene, Rounds> rounds) {
		this.poolSize = poolSize;
		this.rounds = rounds;
	}

	/**
	 * Those that need no rules for borrowers.
	 */
	static Variant[] unruled() {
		return EnumSet.complementOf(EnumSet.of(PATROLLED)).toArray(Variant[]::new);
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
