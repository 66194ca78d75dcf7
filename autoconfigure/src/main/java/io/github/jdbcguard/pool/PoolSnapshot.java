package io.github.jdbcguard.pool;

import java.io.Serializable;
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
	 * @param thread the name of the borrowing thread, its number where it has none, as
	 * virtual threads mostly do
	 * @param alive whether that thread still runs
	 * @param since when it took the connection, see {@link Lease#since()}
	 * @param scope the name of the transaction or request that it was taken in,
	 * {@code null} for none, see {@link LeaseScope#name()}
	 */
	public record Holder(String thread, boolean alive, Instant since, @Nullable String scope) implements Serializable {

		/**
		 * How long it has held the connection.
		 * @param now the current time
		 * @return the time, not negative
		 */
		public Duration heldFor(Instant now) {
			Duration heldFor = Duration.between(this.since, now);
			return heldFor.isNegative() ? Duration.ZERO : heldFor;
		}

		/**
		 * What messages say of it.
		 * @param heldFor how long it has held the connection
		 * @return the thread, what for, and how long
		 */
		public String describe(Duration heldFor) {
			return "held by " + (this.alive ? "thread '" : "the ended thread '") + this.thread + "'"
					+ ((this.scope != null) ? " in '" + this.scope + "'" : "") + " for " + heldFor.toMillis() + " ms";
		}

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
