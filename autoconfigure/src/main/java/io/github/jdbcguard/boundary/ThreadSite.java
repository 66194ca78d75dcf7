package io.github.jdbcguard.boundary;

import io.github.jdbcguard.process.Incarnation;
import org.jspecify.annotations.Nullable;

/**
 * Where another thread is at this moment.
 *
 * @param place the application's own frame, {@code null} where there is none
 * @param callInWords what the thread does, to follow its name in a sentence
 */
record ThreadSite(@Nullable StackTraceElement place, String callInWords) {

	private static final ThreadSite UNREADABLE = new ThreadSite(null,
			"is in a forked process, where no stack can be read");

	/**
	 * Look where a thread is. Not in a forked child: the JVM would wait for a thread of
	 * its own that does not exist there.
	 * @param thread the thread
	 * @param life the life of the process in which it holds a connection
	 * @return where it is
	 */
	static ThreadSite of(Thread thread, Incarnation life) {
		return life.isForked() ? UNREADABLE : of(thread.getStackTrace());
	}

	private static ThreadSite of(StackTraceElement[] stack) {
		String call = ApplicationFrames.call(stack);
		return new ThreadSite(ApplicationFrames.of(stack), (call != null) ? "sits in " + call : "has ended");
	}

	/**
	 * Where it does that, to follow a sentence.
	 */
	String placeInWords() {
		return (this.place != null) ? " at " + this.place : "";
	}

}
