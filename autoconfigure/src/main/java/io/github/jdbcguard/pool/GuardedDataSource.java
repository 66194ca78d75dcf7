package io.github.jdbcguard.pool;

import java.util.List;

import javax.sql.DataSource;

/**
 * A {@link DataSource} whose connections do not outlive the life of the process that
 * opened them. Reached from any wrapper by
 * {@code dataSource.unwrap(GuardedDataSource.class)}.
 * <p>
 * All methods are safe for use by any number of threads.
 */
public interface GuardedDataSource extends DataSource {

	/**
	 * The name of the pool, as in its log messages and metrics.
	 * @return the name
	 */
	String name();

	/**
	 * What the pool holds at this moment. Taken without stopping the pool, so that
	 * numbers taken one after the other need not add up while it is in use.
	 * @return the snapshot
	 */
	PoolSnapshot snapshot();

	/**
	 * Who holds what at this moment, longest first.
	 * @return the leases
	 */
	List<HeldLease> leases();

	/**
	 * What decides about the borrowers of this pool.
	 * @return the watch, {@link LeaseWatch#NONE} where there are no rules
	 */
	LeaseWatch watch();

	/**
	 * Retire the current generation: every connection is replaced at its next checkout,
	 * and a leased one stays usable until it is given back. For use after a rotation of
	 * credentials, for example. SQLAlchemy's {@code invalidate(soft=True)}, for the whole
	 * pool.
	 */
	void retireAll();

	/**
	 * Close the idle connections, retire the leased ones and start afresh. SQLAlchemy's
	 * {@code Engine.dispose()}.
	 */
	void dispose();

	/**
	 * Add a listener, at the end of the list.
	 * @param listener the listener to add
	 */
	void addListener(PoolListener listener);

	/**
	 * Remove a listener; does nothing where it was never added.
	 * @param listener the listener to remove
	 */
	void removeListener(PoolListener listener);

}
