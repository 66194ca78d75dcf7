package io.github.jdbcguard.pool;

import java.sql.SQLException;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Is told by a pool of what borrowers should not do with their leases, and decides what
 * comes of it: each method returns to let it be, or throws what the offending thread gets
 * to see before harm is done. There is one for each pool. Thread-safe; called in the
 * offending thread.
 * <p>
 * What a pool has to look at costs something. It looks only where the first methods here,
 * asked once when the pool is guarded, say so.
 */
public interface LeaseWatch {

	/**
	 * No rules.
	 */
	LeaseWatch NONE = new LeaseWatch() {
	};

	/**
	 * Whether to look at which thread is inside which call.
	 * @return whether {@link #usedConcurrently}, {@link #usedAcrossThreads} and
	 * {@link HeldLease#calls()} are wanted
	 */
	default boolean watchesCalls() {
		return false;
	}

	/**
	 * Whether to look for statements outside of transactions.
	 * @return whether {@link #usedOutsideTransaction} is wanted
	 */
	default boolean watchesAutocommit() {
		return false;
	}

	/**
	 * Whether to look for threads that wait while they hold another connection.
	 * @return whether {@link #mustWait} is wanted
	 */
	default boolean watchesNesting() {
		return false;
	}

	/**
	 * Whether to remember where each lease began, which costs microseconds for each.
	 * @return whether {@link Lease#origin()} and {@link HeldLease#origin()} are wanted
	 */
	default boolean watchesOrigins() {
		return false;
	}

	/**
	 * Two threads are inside calls on one connection at the same time.
	 * @param lease the lease
	 * @param inside the thread that is inside a call, the current one comes second;
	 * {@code null} where it has just left
	 * @throws SQLException to refuse the second call
	 */
	default void usedConcurrently(Lease lease, @Nullable Thread inside) throws SQLException {
	}

	/**
	 * A lease that serves a transaction is used by a thread that has not taken it.
	 * @param lease the lease
	 * @throws SQLException to refuse the call
	 */
	default void usedAcrossThreads(Lease lease) throws SQLException {
	}

	/**
	 * A statement is about to be made or executed in autocommit. Called for every one,
	 * inside of a transaction as well.
	 * @param lease the lease
	 * @throws SQLException to refuse the call
	 */
	default void usedOutsideTransaction(Lease lease) throws SQLException {
	}

	/**
	 * A lease is used that was given back.
	 * @param lease the lease
	 * @throws SQLException instead of the failure that the driver or the pool throws
	 */
	default void usedAfterClose(Lease lease) throws SQLException {
	}

	/**
	 * A connection is given back in a transaction in which an update was executed.
	 * @param lease the lease
	 * @throws SQLException to have it thrown once the connection is reset and in the pool
	 */
	default void returnedInTransaction(Lease lease) throws SQLException {
	}

	/**
	 * A connection is given back with settings changed through JDBC, which will be
	 * restored.
	 * @param lease the lease
	 * @param settings what was changed
	 * @throws SQLException to have it thrown once the connection is reset and in the pool
	 */
	default void settingsLeft(Lease lease, List<LeftSetting> settings) throws SQLException {
	}

	/**
	 * The current thread has to wait for a connection while it holds others of the same
	 * pool, all of which are taken.
	 * @param held what it holds
	 * @throws SQLException to have it fail instead
	 */
	default void mustWait(List<HeldLease> held) throws SQLException {
	}

	/**
	 * A setting that a borrower has changed and not changed back.
	 *
	 * @param name its name, as in {@link java.sql.Connection}
	 * @param pristine how it was
	 * @param left how it was left
	 */
	record LeftSetting(String name, String pristine, String left) {

	}

}
