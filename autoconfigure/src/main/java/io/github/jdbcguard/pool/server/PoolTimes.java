package io.github.jdbcguard.pool.server;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * How long a pool leaves its connections idle. Immutable, safe for use by any thread.
 *
 * @param recycle the age at which a connection is replaced at its next checkout
 * ({@code jdbc-guard.pool.recycle}), or {@code null}
 * @param maxLifetime HikariCP's {@code maxLifetime}; zero if there is no end
 * @param idleTimeout HikariCP's {@code idleTimeout}; zero if idle connections are kept
 * @param emptiesWhenIdle whether the idle timeout applies to all connections, that is
 * whether {@code minimumIdle} is 0: HikariCP never closes that many for being idle
 * @param keepalive HikariCP's {@code keepaliveTime}; zero if idle connections are not
 * pinged
 * @param leavesTransactionsOpen whether connections go back to the pool with their
 * transaction ({@code jdbc-guard.pool.reset-on-return=none})
 */
public record PoolTimes(@Nullable Duration recycle, Duration maxLifetime, Duration idleTimeout, boolean emptiesWhenIdle,
		Duration keepalive, boolean leavesTransactionsOpen) {

	static final String RECYCLE = "jdbc-guard.pool.recycle";

	static final String MAX_LIFETIME = "spring.datasource.hikari.max-lifetime";

	private static final String KEEPALIVE = "spring.datasource.hikari.keepalive-time";

	private static final String IDLE_TIMEOUT = "spring.datasource.hikari.idle-timeout";

	/**
	 * How late HikariCP may be in closing what has been idle for too long.
	 */
	private static final Duration HOUSEKEEPING = Duration.ofSeconds(30);

	/**
	 * What ends the silence on an idle connection, or its life in the pool, at the
	 * earliest.
	 * @return it, or nothing if connections may be idle for ever
	 */
	Optional<Limit> limit() {
		Duration idle = (this.emptiesWhenIdle && !this.idleTimeout.isZero()) ? this.idleTimeout.plus(HOUSEKEEPING)
				: Duration.ZERO;
		return Stream
			.of(new Limit(RECYCLE, (this.recycle != null) ? this.recycle : Duration.ZERO),
					new Limit(MAX_LIFETIME, this.maxLifetime), new Limit(KEEPALIVE, this.keepalive),
					new Limit(IDLE_TIMEOUT, idle))
			.filter((each) -> !each.time().isZero())
			.min(Comparator.comparing(Limit::time));
	}

	/**
	 * One of the limits.
	 *
	 * @param key the property that sets it
	 * @param time after which time it takes effect
	 */
	record Limit(String key, Duration time) {

	}

}
