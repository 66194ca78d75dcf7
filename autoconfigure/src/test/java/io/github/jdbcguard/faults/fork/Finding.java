package io.github.jdbcguard.faults.fork;

/**
 * What is counted while a process forks.
 */
enum Finding {

	/** A round that was completed: not damage. */
	ROUND,

	/** The parent was given the answer to another question. */
	WRONG_ANSWER,

	/** A row whose INSERT was acknowledged to the parent is not there. */
	LOST_ROW,

	/** The parent saw an exception. */
	PARENT_ERROR,

	/** The parent no longer has a session that it had before the fork. */
	LOST_SESSION,

	/** The child was given one of its parent's sessions by a checkout. */
	INHERITED_SESSION,

	/** The child was given the answer to another question. */
	CHILD_WRONG_ANSWER,

	/** The child saw an exception that it should not have seen. */
	CHILD_ERROR,

	/** The child did not see an exception that it should have seen. */
	NOT_REFUSED,

	/** The child broke a rule, and that was not reported. */
	NOT_REPORTED,

	/** The child was said to have broken a rule that it did not break. */
	FALSE_ALARM,

	/**
	 * The child never came to its end. A forked JVM has one thread and every lock as it
	 * was, the one that the JDK takes to open a file or a socket among them, so that this
	 * can befall any child of any JVM: a few are not the guard's fault.
	 */
	HUNG_CHILD

}
