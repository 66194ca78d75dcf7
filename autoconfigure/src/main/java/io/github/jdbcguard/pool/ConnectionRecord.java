package io.github.jdbcguard.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.github.jdbcguard.process.Incarnation;

/**
 * What is known of one physical connection, from the moment it was opened until it is
 * gone. Safe for use by any thread. SQLAlchemy calls it {@code ConnectionPoolEntry}.
 */
public interface ConnectionRecord {

	/**
	 * The number of this connection, unique among the connections its pool ever opened.
	 * @return the id
	 */
	long id();

	/**
	 * When the connection was opened, by the wall clock.
	 * @return the time
	 */
	Instant openedAt();

	/**
	 * How old the connection is, by a monotonic clock.
	 * @return the time since it was opened
	 */
	Duration age();

	/**
	 * The life of the process in which the connection was opened.
	 * @return the incarnation
	 */
	Incarnation incarnation();

	/**
	 * The generation of the pool in which the connection was opened.
	 * @return the generation
	 */
	long generation();

	/**
	 * A place for the application's own notes on this physical connection, empty when it
	 * is opened. The map is thread-safe and takes no null.
	 * @return the notes
	 */
	Map<String, Object> info();

}
