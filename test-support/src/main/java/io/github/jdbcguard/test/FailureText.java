package io.github.jdbcguard.test;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import io.github.jdbcguard.boundary.Violation;
import io.github.jdbcguard.pool.Borrower;
import io.github.jdbcguard.pool.HeldLease;
import io.github.jdbcguard.pool.LeaseScope;
import io.github.jdbcguard.pool.PoolSnapshot.Holder;

/**
 * What is left of a test, in words: a block for each connection that is open, with where
 * it was taken, and a line for each violation. Used by one thread, once.
 */
final class FailureText {

	private static final int MAX_EACH = 10;

	private static final int MAX_FRAMES = 12;

	private static final String ADVICE = "While it is held it is missing in the pool. Usually a getConnection() "
			+ "without a close(), or one that an exception skips: use try-with-resources, or JdbcTemplate.";

	/** Where a test is called from says nothing about it. */
	private static final String JUNIT = "org.junit.";

	private static final List<String> REFLECTION = List.of("jdk.internal.reflect.", "java.lang.reflect.");

	private static final String POOL = "io.github.jdbcguard.pool.";

	private final StringBuilder text = new StringBuilder(1024);

	FailureText(List<OpenLease> open, List<Violation> violations) {
		if (!open.isEmpty()) {
			this.text.append(counted(open.size(), "connection")).append(" not given back");
		}
		if (!violations.isEmpty()) {
			this.text.append(open.isEmpty() ? "" : ", ")
				.append(counted(violations.size(), "violation"))
				.append(" of boundary rules");
		}
		this.text.append(':');
		open.stream().limit(MAX_EACH).forEach(this::append);
		appendMore(open.size());
		violations.stream()
			.limit(MAX_EACH)
			.forEach((violation) -> this.text.append("\n- ").append(violation.message()));
		appendMore(violations.size());
	}

	private void append(OpenLease open) {
		HeldLease lease = open.lease();
		Instant now = Instant.now();
		LeaseScope scope = lease.scope();
		Holder holder = new Holder(Borrower.nameOf(lease.borrower()), lease.borrower().isAlive(), lease.since(),
				(scope != null) ? scope.name() : null);
		this.text.append("\n- connection #")
			.append(lease.record().id())
			.append(" of ")
			.append(open.pool().name())
			.append(" is ")
			.append(holder.describe(holder.heldFor(now)))
			.append(lease.inTransaction() ? ", autocommit off. " : ". ")
			.append(ADVICE);
		Throwable origin = lease.origin();
		if (origin != null) {
			append("It was taken", origin.getStackTrace());
		}
		else {
			this.text.append("\n  Set jdbc-guard.boundary.stack-traces=true to be told where it was taken.");
		}
		if (lease.borrower() != Thread.currentThread() && holder.alive()) {
			append("That thread is now", lease.borrower().getStackTrace());
		}
	}

	private void append(String what, StackTraceElement[] stack) {
		List<StackTraceElement> frames = Arrays.stream(stack)
			.dropWhile((frame) -> frame.getClassName().startsWith(POOL))
			.takeWhile((frame) -> !frame.getClassName().startsWith(JUNIT))
			.filter((frame) -> REFLECTION.stream().noneMatch(frame.getClassName()::startsWith))
			.toList();
		if (!frames.isEmpty()) {
			this.text.append("\n  ").append(what);
			frames.stream().limit(MAX_FRAMES).forEach((frame) -> this.text.append("\n    at ").append(frame));
		}
		if (frames.size() > MAX_FRAMES) {
			this.text.append("\n    ... ").append(frames.size() - MAX_FRAMES).append(" more");
		}
	}

	private void appendMore(int all) {
		if (all > MAX_EACH) {
			this.text.append("\n- and ").append(all - MAX_EACH).append(" more");
		}
	}

	private static String counted(int number, String what) {
		return number + " " + what + ((number == 1) ? "" : "s");
	}

	@Override
	public String toString() {
		return this.text.toString();
	}

}
