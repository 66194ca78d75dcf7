package io.github.jdbcguard.session.spring;

/**
 * How the work of a scope ends.
 */
enum Ending {

	/** Well, and is to be committed. */
	COMMIT,

	/** Well, and is to be rolled back: what was not committed is lost. */
	DISCARD,

	/** Badly. */
	ROLLBACK

}
