package io.github.jdbcguard.pool;

import java.io.Serializable;
import java.sql.SQLTransientConnectionException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * There was no connection in time. The message, of at most 1 KiB, names those who have
 * held theirs longest, and says whether the waiting thread itself holds one;
 * {@link #report()} has all of them, and where they are. The cause is what HikariCP threw
 * in its place, with the last failure to open a connection as its own cause. SQLState
 * 08001. Thrown by {@code getConnection()}, and by the first use of a lease that has to
 * take another connection in the place of one that was lost.
 * <p>
 * SQLAlchemy's {@code sqlalchemy.exc.TimeoutError}, which says "QueuePool limit of size x
 * overflow y reached, connection timed out" and names no holder.
 * <p>
 * Safe for use by any number of threads.
 */
public class CheckoutTimeoutException extends SQLTransientConnectionException {

	private static final long serialVersionUID = 1L;

	static final String SQL_STATE = "08001";

	private final Reference report;

	/**
	 * Create the exception.
	 * @param message what happened, who is involved and what to do
	 * @param vendorCode the vendor code of the last failure to open a connection, zero
	 * for none
	 * @param reports gives the report; asked when somebody wants to read it
	 * @param cause what HikariCP threw, or why a connection could not be replaced
	 */
	public CheckoutTimeoutException(String message, int vendorCode, Supplier<LeaseReport> reports,
			@Nullable Throwable cause) {
		super(message, SQL_STATE, vendorCode, cause);
		this.report = new Reference(reports);
	}

	/**
	 * Who held what, and where each of them was. Made when a timeout occurs, at most once
	 * in 10 seconds for each pool: it may be that much older than this exception. Another
	 * thread may be about to finish it, which is waited for, but not for long.
	 * @return the report
	 */
	public LeaseReport report() {
		return this.report.source.get();
	}

	/**
	 * Is what it refers to, for a reader in another process, who cannot ask the pool.
	 */
	private static final class Reference implements Serializable {

		private static final long serialVersionUID = 1L;

		private final transient Supplier<LeaseReport> source;

		Reference(Supplier<LeaseReport> source) {
			this.source = source;
		}

		private Object writeReplace() {
			return new Serialized(this.source.get());
		}

	}

	/**
	 * A reference on its way.
	 *
	 * @param report what it refers to
	 */
	private record Serialized(LeaseReport report) implements Serializable {

		private Object readResolve() {
			return new Reference(this::report);
		}

	}

}
