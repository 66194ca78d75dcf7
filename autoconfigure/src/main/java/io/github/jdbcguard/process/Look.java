package io.github.jdbcguard.process;

import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.jdbcguard.process.Incarnation.Origin;
import org.jspecify.annotations.Nullable;

/**
 * What one look at the process saw.
 *
 * @param wallMillis the wall clock, read before anything else was looked at
 * @param nanos the monotonic clock, read at the same moment
 * @param os who the operating system says this is, {@code null} where it does not tell
 * @param lives what each {@link IncarnationDetector} answered, in their order
 * @param state what follows from it
 */
record Look(long wallMillis, long nanos, @Nullable OperatingSystemIdentity os, List<Object> lives, ProcessState state) {

	/**
	 * How long a look is believed. Every snapshot seen took more than 70 ms of the wall
	 * clock from the dump to the first instruction after it, so a look this young is of
	 * the same life. Measured from the last look and never from the last checkout:
	 * chained, a miss would have no bound.
	 */
	static final long BELIEVED_MILLIS = 10;

	/**
	 * What a snapshot takes at least: between two moments that are closer there was none.
	 */
	static final long SNAPSHOT_MILLIS = 50;

	boolean isBelievedAt(long now) {
		long age = now - this.wallMillis;
		return age >= 0 && age < BELIEVED_MILLIS;
	}

	/**
	 * How a new life began between this look and what the operating system says now.
	 * @param now who it says this is now
	 * @return the origin of the new life, {@code null} where it is still the same
	 */
	@Nullable Origin originOfChange(@Nullable OperatingSystemIdentity now) {
		if (this.os == null || now == null || this.os.equals(now)) {
			return null;
		}
		// Another pid can only be a child's; when in doubt, nothing is closed
		return now.pid().equals(this.os.pid()) ? Origin.RESTORED : Origin.FORKED;
	}

	/**
	 * How long passed between this look and a later one, by the clock that saw more: the
	 * monotonic clock does not run while a laptop sleeps or a snapshot lies on disk, and
	 * the wall clock can be set back.
	 * @param later the later look
	 * @return milliseconds
	 */
	long millisUntil(Look later) {
		return Math.max(later.wallMillis - this.wallMillis, TimeUnit.NANOSECONDS.toMillis(later.nanos - this.nanos));
	}

	Look with(ProcessState state) {
		return new Look(this.wallMillis, this.nanos, this.os, this.lives, state);
	}

}
