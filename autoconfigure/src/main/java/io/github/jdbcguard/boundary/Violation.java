package io.github.jdbcguard.boundary;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One broken rule, with all it takes to find the culprit. Immutable. Contains no SQL and
 * no parameters.
 *
 * @param rule the rule
 * @param reaction what comes of it
 * @param dataSource the name of the pool
 * @param connection the id of the connection's record, zero where there is none
 * @param borrower the name of the thread that took the connection
 * @param offender the name of the thread that broke the rule
 * @param scope the transaction or request the connection was taken in, in words,
 * {@code null} for none
 * @param at when the rule was broken
 * @param heldFor how long ago the connection was taken by then
 * @param place the application's own frame, {@code null} where none was on the stack
 * @param takenAt the application's frame that took the connection, {@code null} where
 * that is not known, see {@link BoundaryPolicy#stackTraces()}
 * @param what what happened, a sentence
 * @param advice what to do about it, a sentence
 */
public record Violation(BoundaryRule rule, Reaction reaction, String dataSource, long connection, String borrower,
		String offender, @Nullable String scope, Instant at, Duration heldFor, @Nullable StackTraceElement place,
		@Nullable StackTraceElement takenAt, String what, String advice) {

	/**
	 * The violation in words: rule, DataSource, threads, transaction, how long, place and
	 * advice.
	 * @return one line
	 */
	public String message() {
		StringBuilder message = new StringBuilder(256).append(this.rule)
			.append(": ")
			.append(this.what)
			.append(" [connection #")
			.append(this.connection)
			.append(" of ")
			.append(this.dataSource)
			.append(", taken by thread '")
			.append(this.borrower)
			.append("' ")
			.append(this.heldFor.toMillis())
			.append(" ms ago");
		if (this.scope != null) {
			message.append(" in ").append(this.scope);
		}
		if (this.takenAt != null) {
			message.append(" at ").append(this.takenAt);
		}
		if (this.place != null) {
			message.append(", seen at ").append(this.place);
		}
		return message.append("]. ").append(this.advice).toString();
	}

}
