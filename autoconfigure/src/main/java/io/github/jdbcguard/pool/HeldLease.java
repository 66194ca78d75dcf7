package io.github.jdbcguard.pool;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A connection that is on lease, as it was at one moment. Immutable. Read without
 * stopping the borrower, so a lease that ends at that moment may be there or not.
 *
 * @param record the record of the connection
 * @param borrower the thread that took it
 * @param since when it took it, see {@link Lease#since()}
 * @param scope the transaction or request that it was taken in, {@code null} for none
 * @param inTransaction whether autocommit is off
 * @param busy whether a call is in progress; {@code false} where no rule asks for it
 * @param calls how many calls the connection has seen, to be compared with an earlier
 * number; it may start over
 * @param exposed whether the borrower has taken the driver's own connection, and may call
 * it unseen
 * @param origin where it was taken, {@code null} where no rule asks for it
 */
public record HeldLease(ConnectionRecord record, Thread borrower, Instant since, @Nullable LeaseScope scope,
		boolean inTransaction, boolean busy, int calls, boolean exposed, @Nullable Throwable origin) {

}
