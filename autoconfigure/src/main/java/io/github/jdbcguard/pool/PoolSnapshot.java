package io.github.jdbcguard.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.jdbcguard.process.Incarnation;
import org.jspecify.annotations.Nullable;

/**
 * What a pool held at one moment. Immutable.
 *
 * @param name the pool's name
 * @param policy how the pool is guarded
 * @param incarnation the life of the process
 * @param generation the current generation, counted from 1
 * @param total the connections in the pool, leased or idle
 * @param active the leased connections
 * @param idle the idle connections
 * @param waiting the threads that wait for a connection
 * @param connections the physical connections, oldest first
 * @param counters what has happened since the pool started
 */
public record PoolSnapshot(String name, PoolPolicy policy, Incarnation incarnation, long generation, int total,
		int active, int idle, int waiting, List<PooledConnection> connections, Counters counters) {

	public PoolSnapshot {
		connections = List.copyOf(connections);
	}

	/**
	 * One physical connection.
	 *
	 * @param id its number
	 * @param openedAt when it was opened
	 * @param age how old it is
	 * @param incarnation the number of the life of the process that opened it
	 * @param generation the generation it belongs to
	 * @param lease who holds it, {@code null} where it is idle
	 */
	public record PooledConnection(long id, Instant openedAt, Duration age, long incarnation, long generation,
			@Nullable Holder lease) {

	}

	/**
	 * Who holds a connection.
	 *
	 * @param thread the name of the borrowing thread
	 * @param alive whether that thread still runs
	 * @param since when it took the connection, see {@link Lease#since()}
	 */
	public record Holder(String thread, boolean alive, Instant since) {

	}

	/**
	 * What has happened since the pool started, in numbers of connections.
	 *
	 * @param opened opened physical connections
	 * @param closed closed physical connections
	 * @param abandoned dropped without a byte on the wire
	 * @param retired replaced because their generation was retired
	 * @param recycled replaced because of their age
	 * @param invalidated found or declared dead
	 * @param detached taken out of the pool by their borrowers
	 */
	public record Counters(long opened, long closed, long abandoned, long retired, long recycled, long invalidated,
			long detached) {

	}

}
