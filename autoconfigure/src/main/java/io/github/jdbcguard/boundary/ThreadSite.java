package io.github.jdbcguard.boundary;

import org.jspecify.annotations.Nullable;

/**
 * Where another thread is at this moment.
 *
 * @param place the application's own frame, {@code null} where there is none
 * @param call the call that it sits in, {@code null} where it has ended
 */
record ThreadSite(@Nullable StackTraceElement place, @Nullable String call) {

	static ThreadSite of(Thread thread) {
		return of(thread.getStackTrace());
	}

	static ThreadSite of(StackTraceElement[] stack) {
		return new ThreadSite(ApplicationFrames.of(stack), ApplicationFrames.call(stack));
	}

	/**
	 * What the thread does, to follow its name in a sentence.
	 */
	String callInWords() {
		return (this.call != null) ? "sits in " + this.call : "has ended";
	}

	/**
	 * Where it does that, to follow a sentence.
	 */
	String placeInWords() {
		return (this.place != null) ? " at " + this.place : "";
	}

}
