package io.github.jdbcguard.session.spring;

import org.jspecify.annotations.Nullable;

/**
 * Why the last transaction of a session was not committed, though nobody has rolled it
 * back.
 *
 * @param why what happened, in words
 * @param cause what was thrown, if anything
 */
record NotCommitted(String why, @Nullable Throwable cause) {

	static NotCommitted commitFailed(Throwable failure) {
		return new NotCommitted("its commit has failed: " + Words.of(failure), failure);
	}

	static NotCommitted endedBefore(SessionOwner ending) {
		return new NotCommitted("its transaction was rolled back, for the " + ending.inWords()
				+ ", whose transaction was begun before, has ended", null);
	}

}
