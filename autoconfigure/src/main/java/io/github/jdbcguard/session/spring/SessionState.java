package io.github.jdbcguard.session.spring;

/**
 * Where a session stands. <pre>
 * state           statement        begin           commit                     rollback  close     nested
 * OPEN            IN_TRANSACTION   IN_TRANSACTION  –                          –         –         IN_TRANSACTION
 * IN_TRANSACTION  –                refused         OPEN, or NEEDS_ROLLBACK    OPEN      OPEN      –
 * NEEDS_ROLLBACK  refused          refused         refused                    OPEN      OPEN      refused
 * CLOSED          refused          refused         refused                    refused   –         refused
 * </pre> In a transaction that is not its own a session is open; {@code begin},
 * {@code commit}, {@code rollback} and {@code close} are refused there.
 */
enum SessionState {

	/** No transaction of its own is open. */
	OPEN("has no transaction open"),

	/** A transaction that it has begun is open. */
	IN_TRANSACTION("is in a transaction: commit() or roll it back first, or use beginNested()"),

	/** What it has begun can only be rolled back. */
	NEEDS_ROLLBACK("needs a rollback: call rollback() first, then do the whole unit of work again"),

	/** What it belongs to has ended. */
	CLOSED("has ended with the scope it belonged to: open a new scope for more work");

	private final String words;

	SessionState(String words) {
		this.words = words;
	}

	/**
	 * What it means for somebody who has made an illegal move.
	 */
	String inWords() {
		return this.words;
	}

}
