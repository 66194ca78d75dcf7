package io.github.jdbcguard.pool.hikari.model;

/**
 * What a borrower may do next, and how often it does so among a thousand steps or so.
 */
enum Step {

	CHECK_OUT(160),

	CHECK_OUT_ANOTHER(10),

	CHECK_IN(110),

	CLOSE_AGAIN(20),

	WORK(160),

	FAIL_IN_A_STATEMENT(20),

	LOOK_AT_SETTINGS(60),

	BEGIN(60),

	END_TRANSACTIONS(20),

	COMMIT(40),

	ROLL_BACK(40),

	CHANGE_ISOLATION(20),

	CHANGE_SCHEMA(20),

	CHANGE_READ_ONLY(10),

	INVALIDATE(20),

	ABORT(8),

	DETACH(15),

	CLOSE_DETACHED(12),

	RETIRE_ALL(8),

	DISPOSE(8),

	DECLARE_NEW_INCARNATION(4),

	/** Ended by the server while its borrower holds it. */
	TERMINATE_OWN_SESSION(20),

	/** Ended by the server, whoever holds it. */
	TERMINATE_ANY_SESSION(10),

	/** The next attempt to connect fails. */
	REFUSE_A_CONNECT(15),

	/** The next reset fails in a listener. */
	REFUSE_A_RESET(12),

	/** On the next event of each kind a listener throws. */
	BREAK_LISTENERS(15),

	/** A listener has the next connection replaced. */
	VETO_A_CONNECTION(8),

	/** A listener has the next connection and all that come in its place refused. */
	VETO_REPLACEMENTS_TOO(6),

	/** A listener has the next connection and its siblings replaced. */
	VETO_A_GENERATION(4),

	/** A listener takes the next failure for the loss of the connection. */
	DISTRUST(8);

	private final int weight;

	Step(int weight) {
		this.weight = weight;
	}

	int weight() {
		return this.weight;
	}

}
