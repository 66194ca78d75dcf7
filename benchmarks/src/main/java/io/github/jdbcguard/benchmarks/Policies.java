package io.github.jdbcguard.benchmarks;

import java.time.Duration;
import java.util.List;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbcguard.pool.ConnectionRecord;
import io.github.jdbcguard.pool.PoolListener;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.pool.PoolPolicy.ResetOnReturn;

/**
 * The policies of the guarded pools that have one, by the names of these pools. Static
 * methods without state.
 */
final class Policies {

	/**
	 * What most applications would set, together; it has to stay within the bars.
	 */
	static final String COMBINED = "guarded-policy";

	static final String LISTENER = "guarded-listener";

	/**
	 * One property each, at values that are checked at every checkout and take effect at
	 * none: the pool is never idle. Some cost nothing as long as nothing is to be done.
	 */
	static final List<String> ANYWHERE = List.of(COMBINED, "guarded-recycle", "guarded-ping", "guarded-timeout",
			"guarded-overflow", "guarded-commit", LISTENER);

	/**
	 * What talks to the server each time, and means nothing without one.
	 */
	static final List<String> ON_A_SERVER = List.of("guarded-ping-always", "guarded-reset-session", "guarded-no-reuse");

	private static final Duration IDLE_AFTER_A_BURST = Duration.ofSeconds(10);

	private Policies() {
	}

	static PoolPolicy named(String pool) {
		PoolPolicy.Builder policy = PoolPolicy.builder();
		return switch (pool) {
			case COMBINED -> policy.recycle(Duration.ofMinutes(30))
				.pingAfterIdle(Duration.ofMillis(500))
				.resetOnReturn(ResetOnReturn.ROLLBACK)
				.build();
			case "guarded-recycle" -> policy.recycle(Duration.ofMinutes(30)).build();
			case "guarded-ping" -> policy.pingAfterIdle(Duration.ofMillis(100)).build();
			case "guarded-timeout" -> policy.timeout(Duration.ofSeconds(30)).build();
			case "guarded-overflow" -> overflow(4);
			case "guarded-commit" -> policy.resetOnReturn(ResetOnReturn.COMMIT).build();
			case LISTENER -> policy.build();
			case "guarded-ping-always" -> policy.pingAfterIdle(Duration.ZERO).build();
			case "guarded-reset-session" -> policy.resetSession(true).build();
			case "guarded-no-reuse" -> policy.reuse(false).build();
			default -> throw new IllegalArgumentException("No pool is called '%s'".formatted(pool));
		};
	}

	static PoolPolicy overflow(int connections) {
		return PoolPolicy.builder().maxOverflow(connections).build();
	}

	/**
	 * Set at the pool what the starter would set there.
	 * @param policy the policy
	 * @param size the connections that the pool keeps open
	 * @param pool the pool, not started yet
	 */
	static void apply(PoolPolicy policy, int size, HikariDataSource pool) {
		pool.setMaximumPoolSize(size + policy.maxOverflow());
		pool.setMinimumIdle(policy.reuse() ? size : 0);
		if (policy.maxOverflow() > 0) {
			pool.setIdleTimeout(IDLE_AFTER_A_BURST.toMillis());
		}
		if (policy.timeout() != null) {
			pool.setConnectionTimeout(policy.timeout().toMillis());
		}
		if (policy.recycle() != null) {
			pool.setMaxLifetime(policy.recycle().toMillis());
		}
	}

	/**
	 * A listener that is told of every lease, and does nothing about it.
	 * @return the listener
	 */
	static PoolListener listener() {
		return new PoolListener() {

			@Override
			public void checkedOut(ConnectionRecord record) {
			}

			@Override
			public void checkedIn(ConnectionRecord record) {
			}

		};
	}

}
