package io.github.jdbcguard.faults.program;

/**
 * One checkout with one statement, as the program saw it. Times are of the wall clock, in
 * milliseconds.
 *
 * @param worker who did it
 * @param sequence its number among the worker's operations
 * @param life which copy of the process it was when the statement was sent
 * @param asked when the connection was asked for
 * @param got when it was handed out, 0 if it never was
 * @param ended when the statement had its result
 * @param session the session at the server, as the driver knows it, 0 if there was none
 * @param incarnation the number of the incarnation that opened the connection, 0 where
 * nobody guards
 * @param failure what went wrong, empty for nothing
 */
public record Operation(String worker, long sequence, String life, long asked, long got, long ended, long session,
		long incarnation, String failure) {

	boolean failed() {
		return !this.failure.isEmpty();
	}

	boolean isInFlightAt(long moment) {
		return this.asked < moment && this.ended >= moment;
	}

	String toLine() {
		return String.join("\t", this.worker, Long.toString(this.sequence), this.life, Long.toString(this.asked),
				Long.toString(this.got), Long.toString(this.ended), Long.toString(this.session),
				Long.toString(this.incarnation), this.failure.replaceAll("\\s+", " "));
	}

	static Operation fromLine(String line) {
		String[] fields = line.split("\t", -1);
		return new Operation(fields[0], Long.parseLong(fields[1]), fields[2], Long.parseLong(fields[3]),
				Long.parseLong(fields[4]), Long.parseLong(fields[5]), Long.parseLong(fields[6]),
				Long.parseLong(fields[7]), fields[8]);
	}

}
