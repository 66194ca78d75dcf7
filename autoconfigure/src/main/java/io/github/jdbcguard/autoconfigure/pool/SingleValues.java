package io.github.jdbcguard.autoconfigure.pool;

import java.time.Duration;

/**
 * Refuses values that cannot work, whatever else is set.
 */
final class SingleValues {

	private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(250);

	/** HikariCP takes this very number of milliseconds for no timeout at all. */
	private static final Duration LONGEST_TIMEOUT = Duration.ofDays(24);

	private static final Duration SHORTEST_RECYCLE = Duration.ofSeconds(1);

	private SingleValues() {
	}

	static void check(PoolSettings settings) {
		if (settings.size() != null) {
			checkSize(settings.size());
		}
		if (settings.maxOverflow() != null) {
			checkOverflow(settings.maxOverflow());
		}
		new TimeRange(SHORTEST_TIMEOUT, "HikariCP gives no checkout less than '250ms' to wait", LONGEST_TIMEOUT,
				"or remove it to leave the connection timeout to HikariCP")
			.check(settings.timeout());
		new TimeRange(SHORTEST_RECYCLE, "a connection would be replaced more often than it could be used",
				"or remove it to leave the age of connections to HikariCP")
			.check(settings.recycle());
		new TimeRange(Duration.ZERO, "no connection can have been idle for less than no time",
				"or remove it for HikariCP's '500ms'")
			.check(settings.pingAfterIdle());
	}

	private static void checkSize(Setting<Integer> size) {
		if (size.value() < 1) {
			throw size.refused("a pool needs at least one connection, and HikariCP has no pool without a limit",
					"Use at least '1', or remove it to leave the size to HikariCP.");
		}
	}

	private static void checkOverflow(Setting<Integer> overflow) {
		if (overflow.value() < 0) {
			throw overflow.refused("the pool cannot shrink below its size, and HikariCP has no pool without a limit",
					"Use '0' for a pool that never grows, or the number of connections that a burst may add.");
		}
	}

}
