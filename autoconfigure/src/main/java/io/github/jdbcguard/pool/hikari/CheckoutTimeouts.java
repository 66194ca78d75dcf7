package io.github.jdbcguard.pool.hikari;

import java.sql.SQLTransientConnectionException;

import io.github.jdbcguard.pool.CheckoutTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What borrowers are told who get no connection in time. Thread-safe; no thread waits
 * here for another.
 */
final class CheckoutTimeouts {

	private final GuardedPool pool;

	private final LeaseReports reports;

	CheckoutTimeouts(GuardedPool pool) {
		this.pool = pool;
		this.reports = new LeaseReports(new LeaseReporter(pool), () -> pool.monitor().incarnation(), System::nanoTime);
	}

	/**
	 * HikariCP has given up.
	 * @param timeout what it throws, and throws for nothing else
	 * @return what to throw in its place
	 */
	CheckoutTimeoutException waiting(SQLTransientConnectionException timeout) {
		CheckoutTimeoutException exception = exception("no connection within %d ms", timeout.getErrorCode(), timeout,
				timeout.getCause() != null);
		exception.setNextException(timeout.getNextException());
		return exception;
	}

	/**
	 * There was a connection, which had to be replaced or asked first, and no time left.
	 * @param failure why the last attempt has failed, {@code null} where it was not over
	 * @return what to throw
	 */
	CheckoutTimeoutException replacing(@Nullable Exception failure) {
		return exception("the connection could not be replaced within %d ms", 0, failure, failure != null);
	}

	private CheckoutTimeoutException exception(String what, int vendorCode, @Nullable Exception cause,
			boolean connectFailed) {
		String message = new TimeoutMessage(this.pool, what, connectFailed).toString();
		return new CheckoutTimeoutException(message, vendorCode, this.reports.current(), cause);
	}

}
