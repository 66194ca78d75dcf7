package io.github.jdbcguard.boundary;

import java.time.Duration;
import java.time.Instant;

import io.github.jdbcguard.pool.ConnectionRecord;
import io.github.jdbcguard.pool.HeldLease;
import io.github.jdbcguard.pool.Lease;
import io.github.jdbcguard.pool.LeaseScope;
import org.jspecify.annotations.Nullable;

/**
 * Who holds which connection, since when and for what. Immutable.
 *
 * @param record the connection's record
 * @param borrower the thread that took it
 * @param since when it took it
 * @param scope what it was taken in, {@code null} for nothing
 * @param origin where it was taken, {@code null} where that is not known
 */
record Holding(ConnectionRecord record, Thread borrower, Instant since, @Nullable LeaseScope scope,
		@Nullable Throwable origin) {

	static Holding of(Lease lease) {
		return new Holding(lease.record(), lease.borrower(), lease.since(), lease.scope(), lease.origin());
	}

	static Holding of(HeldLease lease) {
		return new Holding(lease.record(), lease.borrower(), lease.since(), lease.scope(), lease.origin());
	}

	long connection() {
		return this.record.id();
	}

	Duration until(Instant now) {
		Duration held = Duration.between(this.since, now);
		return held.isNegative() ? Duration.ZERO : held;
	}

	@Nullable String scopeInWords() {
		LeaseScope scope = this.scope;
		return (scope != null) ? BoundaryScope.inWords(scope) : null;
	}

	/**
	 * The application's frame that took it.
	 */
	@Nullable StackTraceElement takenAt() {
		Throwable origin = this.origin;
		return (origin != null) ? ApplicationFrames.of(origin.getStackTrace()) : null;
	}

}
