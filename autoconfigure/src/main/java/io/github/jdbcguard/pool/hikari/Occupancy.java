package io.github.jdbcguard.pool.hikari;

import com.zaxxer.hikari.HikariPoolMXBean;

/**
 * How many connections of a pool are in use, and how many threads wait for one.
 * Immutable.
 *
 * @param total the connections, leased or idle
 * @param active the leased connections
 * @param idle the idle connections
 * @param waiting the threads that wait
 */
record Occupancy(int total, int active, int idle, int waiting) {

	private static final Occupancy NOT_STARTED = new Occupancy(0, 0, 0, 0);

	static Occupancy of(GuardedPool pool) {
		HikariPoolMXBean hikari = pool.original().getHikariPoolMXBean();
		if (hikari == null) {
			return NOT_STARTED;
		}
		int active = hikari.getActiveConnections();
		// HikariCP counts places, in which a connection is opened when it is needed
		int idle = Math.min(hikari.getIdleConnections(), Math.max(0, pool.records.all().size() - active));
		return new Occupancy(active + idle, active, idle, hikari.getThreadsAwaitingConnection());
	}

}
