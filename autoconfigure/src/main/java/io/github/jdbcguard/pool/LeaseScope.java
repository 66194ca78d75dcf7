package io.github.jdbcguard.pool;

/**
 * The transaction or request in which leases are taken: what a connection must not leave.
 * The pool asks for the one of the current thread at each checkout, see
 * {@link Borrower#scope()}. Thread-safe.
 */
public interface LeaseScope {

	/**
	 * What it is called in messages: the name of the transaction, the method and path of
	 * the request.
	 * @return the name, without anything that a user has sent: for a request its method
	 * and the pattern of its path
	 */
	String name();

	/**
	 * Whether it is a transaction.
	 * @return {@code false} for a request
	 */
	boolean isTransaction();

	/**
	 * Whether leases that are taken now serve it. A transaction that is suspended serves
	 * none. Called by the thread whose scope it is.
	 * @return whether it is in force
	 */
	boolean isInForce();

	/**
	 * Whether it has ended, so that a connection that is still held serves it no more.
	 * May be asked by any thread.
	 * @return whether it has
	 */
	boolean hasEnded();

	/**
	 * A lease was taken in it. Called by the thread whose scope it is.
	 * @param lease the lease
	 * @param watch what decides about the borrowers of its pool
	 */
	void taken(Lease lease, LeaseWatch watch);

	/**
	 * A lease that was taken in it has ended, or has left it: was handed over, or
	 * detached. Called by whichever thread did so, more than once for a lease that left
	 * before it ended.
	 * @param lease the lease
	 */
	void returned(Lease lease);

}
