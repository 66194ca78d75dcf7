package io.github.jdbcguard.pool;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Is told of every step in the life of a pool's connections, in the thread that takes the
 * step. Mirrors SQLAlchemy's {@code PoolEvents}. In the order of the steps:
 * <ul>
 * <li>a checkout: {@code opened} where there was none, {@code checkedOut};</li>
 * <li>one that meets a connection which cannot be used: {@code abandoned}, or
 * {@code retired}, {@code recycled} or {@code invalidated} and then {@code closed};
 * {@code opened} and {@code checkedOut} for its replacement;</li>
 * <li>a checkin: {@code reset}, {@code checkedIn}, and {@code closed} where connections
 * are used once only;</li>
 * <li>a connection that is lost: {@code failed}, {@code invalidated}, {@code closed}, and
 * nothing when its lease is closed;</li>
 * <li>one that is detached: {@code detached}, and {@code closed} when its owner closes
 * it.</li>
 * </ul>
 * <p>
 * Listeners must be thread-safe. Except where a method says otherwise, an exception is
 * logged and contained: it loses neither the connection nor its slot in the pool.
 */
public interface PoolListener {

	/**
	 * A physical connection was opened; SQLAlchemy's {@code connect}.
	 * @param record the record of the connection
	 * @param connection the driver's own connection
	 * @throws SQLException to refuse the connection: like any other exception it closes
	 * the connection, and the attempt to open it has failed
	 */
	default void opened(ConnectionRecord record, Connection connection) throws SQLException {
	}

	/**
	 * A connection is about to be handed out; SQLAlchemy's {@code checkout}.
	 * @param record the record of the connection
	 * @throws ReplaceConnectionException to have it replaced first
	 * @throws ReplaceGenerationException to have it and all its siblings replaced first
	 */
	default void checkedOut(ConnectionRecord record) throws ReplaceConnectionException, ReplaceGenerationException {
	}

	/**
	 * A connection comes back and was reset: the transaction was ended, then the session
	 * where that is asked for, then the settings that were changed through JDBC were
	 * restored. Called as well when there was nothing to reset; SQLAlchemy's
	 * {@code reset}. What is left to be reset can be reset here.
	 * @param record the record of the connection
	 * @param connection the driver's own connection
	 * @param reset what was done
	 * @throws SQLException where the connection cannot be used again: it is thrown away,
	 * as it is after any other exception
	 */
	default void reset(ConnectionRecord record, Connection connection, Reset reset) throws SQLException {
	}

	/**
	 * A connection is about to go back to the pool; SQLAlchemy's {@code checkin}.
	 * @param record the record of the connection
	 */
	default void checkedIn(ConnectionRecord record) {
	}

	/**
	 * A connection was found or declared dead and is being thrown away; SQLAlchemy's
	 * {@code invalidate}.
	 * @param record the record of the connection
	 */
	default void invalidated(ConnectionRecord record) {
	}

	/**
	 * A connection of a retired generation is being replaced; SQLAlchemy's
	 * {@code soft_invalidate}.
	 * @param record the record of the connection
	 */
	default void retired(ConnectionRecord record) {
	}

	/**
	 * A connection is being replaced because of its age; in SQLAlchemy part of
	 * {@code pool_recycle}.
	 * @param record the record of the connection
	 */
	default void recycled(ConnectionRecord record) {
	}

	/**
	 * A call on a connection failed: judge what that says of the connection. The first
	 * listener that does not agree with the proposal decides. A connection whose reset
	 * failed when it came back is thrown away in any case. SQLAlchemy's
	 * {@code handle_error}, with {@code is_disconnect} and
	 * {@code invalidate_pool_on_disconnect}.
	 * @param record the record of the connection
	 * @param failure what the driver threw
	 * @param proposed what it says as far as the pool knows
	 * @return the verdict, the proposed one for no opinion
	 */
	default Verdict failed(ConnectionRecord record, SQLException failure, Verdict proposed) {
		return proposed;
	}

	/**
	 * A connection was taken out of the pool by its borrower; SQLAlchemy's
	 * {@code detach}.
	 * @param record the record of the connection
	 */
	default void detached(ConnectionRecord record) {
	}

	/**
	 * A connection of another life of the process was dropped without one byte on the
	 * wire.
	 * @param record the record of the connection
	 */
	default void abandoned(ConnectionRecord record) {
	}

	/**
	 * A physical connection was closed; SQLAlchemy's {@code close}. Not called for
	 * connections that were abandoned.
	 * @param record the record of the connection
	 */
	default void closed(ConnectionRecord record) {
	}

	/**
	 * A generation was retired: all its connections will be replaced.
	 * @param dataSource the pool
	 * @param generation the retired generation
	 */
	default void generationRetired(GuardedDataSource dataSource, long generation) {
	}

	/**
	 * What a failed call says of the connection.
	 */
	enum Verdict {

		/**
		 * It is alive.
		 */
		ALIVE,

		/**
		 * It is lost, and says nothing of its siblings.
		 */
		LOST,

		/**
		 * It is lost, and its idle siblings may be: they are pinged before their next
		 * use.
		 */
		LOST_AND_SIBLINGS_SUSPECT

	}

	/**
	 * How a connection was reset when it came back.
	 *
	 * @param transactionEnded whether the transaction had been ended before, by the
	 * borrower or because there was none, so that nothing had to be done about it
	 * @param terminal whether the connection is closed next, and not used again
	 */
	record Reset(boolean transactionEnded, boolean terminal) {

	}

}
