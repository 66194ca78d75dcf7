package io.github.jdbcguard.pool;

import java.sql.SQLException;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One checkout of a connection, from {@code getConnection()} to {@code close()}. Reached
 * by {@code connection.unwrap(Lease.class)}. SQLAlchemy calls it
 * {@code _ConnectionFairy}.
 * <p>
 * When the physical connection is lost in the middle of a transaction, or the transaction
 * cannot be committed, every further statement and commit throws a
 * {@link PendingRollbackException} until {@code rollback()}, which is quiet then. After
 * it the lease holds no connection, and the next use takes another from the pool, with
 * the settings that the borrower has made through JDBC. Lost outside of a transaction the
 * lease counts as closed.
 * <p>
 * The getters are safe for use by any thread; {@link #handOver()}, {@link #invalidate()}
 * and {@link #detach()} belong to the borrower.
 */
public interface Lease {

	/**
	 * What is known of the physical connection, which is another one after the first was
	 * lost.
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
	 * The transaction or request in which the connection was taken.
	 * @return the scope, {@code null} where it was in none
	 */
	@Nullable LeaseScope scope();

	/**
	 * Whether the connection has not been given back yet.
	 * @return whether the borrower still holds it
	 */
	boolean isHeld();

	/**
	 * Whether a thread is inside a call on the connection, its statements or results.
	 * Known where a rule asks for it, see {@link LeaseWatch#watchesCalls()}.
	 * @return whether a call is in progress
	 */
	boolean isBusy();

	/**
	 * Whether an update was executed through JDBC in the transaction that is open, and
	 * neither committed nor rolled back.
	 * @return whether closing the connection would lose an update
	 */
	boolean hasUncommittedUpdates();

	/**
	 * For what the server has rolled back the transaction that is open, by itself: on
	 * PostgreSQL for any failed statement, after which a commit is a rollback that does
	 * not tell; on MySQL for a deadlock, after which a commit commits what was done
	 * since, and only that.
	 * @return what a statement has failed with, {@code null} where the transaction is
	 * whole
	 */
	@Nullable SQLException undoneBy();

	/**
	 * Whether every statement and commit is refused until the transaction is rolled back:
	 * its connection was lost, or its commit failed.
	 * @return whether only a rollback is possible
	 */
	boolean needsRollback();

	/**
	 * Whether the physical connection was lost: the next use takes another, or is refused
	 * until the transaction is rolled back, or for good.
	 * @return whether the lease is without a connection, and has not ended
	 */
	boolean hasLostConnection();

	/**
	 * Where the connection was taken.
	 * @return the stack at the checkout, {@code null} where no rule asks for it, see
	 * {@link LeaseWatch#watchesOrigins()}
	 */
	@Nullable Throwable origin();

	/**
	 * Declare that the connection goes to another thread: the next one that uses it
	 * becomes its borrower. Plain leases may move without that; one that serves a
	 * transaction may not.
	 * @throws SQLException if the lease has ended
	 */
	void handOver() throws SQLException;

	/**
	 * Give up the physical connection, now: it is dead, or must be taken for dead. It is
	 * closed without another word to the server. A transaction in which something was
	 * done has to be rolled back first; then, or at once where there is none, the next
	 * use takes another connection. SQLAlchemy's {@code Connection.invalidate()}.
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
