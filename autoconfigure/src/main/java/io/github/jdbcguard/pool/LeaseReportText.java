package io.github.jdbcguard.pool;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.jdbcguard.pool.LeaseReport.HeldConnection;

/**
 * A report as text: a line for each lease, and below it where its holder was. Those of a
 * pool that has run dry mostly wait at the same place, which is said once. Used by one
 * thread, once.
 */
final class LeaseReportText {

	private static final int MAX_FRAMES = 60;

	private static final int MAX_STACKS = 50;

	private final LeaseReport report;

	private final StringBuilder text = new StringBuilder();

	private final Map<List<StackTraceElement>, Long> now = new HashMap<>();

	private final Map<List<StackTraceElement>, Long> origins = new HashMap<>();

	LeaseReportText(LeaseReport report) {
		this.report = report;
	}

	private void append(HeldConnection lease) {
		this.text.append("\n#").append(lease.id()).append(' ').append(lease.holder().describe(lease.heldFor()));
		this.text.append(", opened ").append(lease.age().toMillis()).append(" ms ago");
		if (lease.inTransaction()) {
			this.text.append(", autocommit off");
		}
		if (!lease.stack().isEmpty()) {
			append("is now", lease.stack(), lease.id(), this.now);
		}
		else if (lease.holder().alive()) {
			this.text.append("\n  its stack was not read: others had taken too long, or this is a forked process");
		}
		List<StackTraceElement> takenAt = lease.takenAt();
		if (takenAt != null) {
			append("was taken", takenAt, lease.id(), this.origins);
		}
	}

	private void append(String what, List<StackTraceElement> stack, long id, Map<List<StackTraceElement>, Long> shown) {
		Long same = shown.get(stack);
		if (same != null) {
			this.text.append("\n  ").append(what).append(" at the same place as #").append(same);
			return;
		}
		if (shown.size() == MAX_STACKS) {
			this.text.append("\n  ").append(what).append(" at ").append(stack.get(0));
			return;
		}
		shown.put(stack, id);
		this.text.append("\n  ").append(what);
		stack.stream().limit(MAX_FRAMES).forEach((frame) -> this.text.append("\n    at ").append(frame));
		if (stack.size() > MAX_FRAMES) {
			this.text.append("\n    ... ").append(stack.size() - MAX_FRAMES).append(" more");
		}
	}

	@Override
	public String toString() {
		this.text.append(this.report.pool())
			.append(" at ")
			.append(this.report.madeAt())
			.append(": total ")
			.append(this.report.total())
			.append(", active ")
			.append(this.report.active())
			.append(", idle ")
			.append(this.report.idle())
			.append(", waiting ")
			.append(this.report.waiting())
			.append("; ")
			.append(this.report.leases().isEmpty() ? "nobody holds a connection" : "longest held first:");
		this.report.leases().forEach(this::append);
		return this.text.toString();
	}

}
