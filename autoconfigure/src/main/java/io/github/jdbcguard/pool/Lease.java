package io.github.jdbcguard.pool;

import java.sql.SQLException;
import java.time.Instant;

/**
 * One checkout of a connection, from {@code getConnection()} to {@code close()}. Reached
 * by {@code connection.unwrap(Lease.class)}. SQLAlchemy calls it
 * {@code _ConnectionFairy}.
 * <p>
 * The getters are safe for use by any thread; {@link #invalidate()} and {@link #detach()}
 * belong to the borrower.
 */
public interface Lease {

	/**
	 * What is known of the physical connection.
	 * @return the record
	 */
	ConnectionRecord record();

	/**
	 * The thread that took the connection.
	 * @return the borrower
	 */
	Thread borrower();

	/**
	 * When the connection was taken, by the wall clock, to within 20 ms (110 ms with
	 * {@code jdbc-guard.process.enabled=false}): no clock is read for it.
	 * @return the time of the checkout
	 */
	Instant since();

	/**
	 * Replace the physical connection, now: it is dead, or must be taken for dead. It is
	 * closed without another word to the server, and the lease with it.
	 * @throws SQLException if the lease has ended
	 */
	void invalidate() throws SQLException;

	/**
	 * Take the physical connection out of the pool's accounting: the pool may open
	 * another in its place, this one goes on working, and {@code close()} really closes
	 * it.
	 * @throws SQLException if the lease has ended or was detached before
	 */
	void detach() throws SQLException;

}
