package io.github.jdbcguard.autoconfigure.pool;

import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.jdbcguard.pool.InvalidPoolPolicyException;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.pool.PoolPolicy.ResetOnReturn;
import io.github.jdbcguard.pool.PoolPolicy.ServerTimeoutCheck;
import org.jspecify.annotations.Nullable;

/**
 * What is set for a pool, each value with the property that it comes from. Immutable.
 *
 * @param size the connections that the pool keeps open
 * @param maxOverflow the connections that it may open beyond these
 * @param reuse whether a connection is used more than once
 * @param timeout the longest that a checkout may take
 * @param recycle the age at which a connection is replaced
 * @param pingAfterIdle how long a connection must have been idle to be pinged
 * @param resetOnReturn what happens to a transaction that is left open
 * @param resetSession whether the state of the server's session is cleared
 * @param serverTimeoutCheck what happens where the server is less patient than the pool
 */
public record PoolSettings(@Nullable Setting<Integer> size, @Nullable Setting<Integer> maxOverflow,
		@Nullable Setting<Boolean> reuse, @Nullable Setting<Duration> timeout, @Nullable Setting<Duration> recycle,
		@Nullable Setting<Duration> pingAfterIdle, @Nullable Setting<ResetOnReturn> resetOnReturn,
		@Nullable Setting<Boolean> resetSession, @Nullable Setting<ServerTimeoutCheck> serverTimeoutCheck) {

	/**
	 * Take over what is set, and refuse each value that cannot work in any combination.
	 * @param prefix the part of the keys before the names of the properties
	 * @param properties what is set
	 * @param written what the user wrote
	 * @return the settings
	 * @throws InvalidPoolPolicyException if a value cannot work
	 */
	public static PoolSettings of(String prefix, PoolProperties properties, WrittenProperties written) {
		PoolSettings settings = new PoolSettings(written.settingIfWritten(prefix + ".size", properties.size()),
				written.settingIfWritten(prefix + ".max-overflow", properties.maxOverflow()),
				written.settingIfWritten(prefix + ".reuse", properties.reuse()),
				written.settingIfWritten(prefix + ".timeout", properties.timeout()),
				written.settingIfWritten(prefix + ".recycle", properties.recycle()),
				written.settingIfWritten(prefix + ".ping-after-idle", properties.pingAfterIdle()),
				written.settingIfWritten(prefix + ".reset-on-return", properties.resetOnReturn()),
				written.settingIfWritten(prefix + ".reset-session", properties.resetSession()),
				written.settingIfWritten(prefix + ".server-timeout-check", properties.serverTimeoutCheck()));
		SingleValues.check(settings);
		return settings;
	}

	/**
	 * These settings, and in the place of some those of a single DataSource.
	 * @param own what is set for that DataSource
	 * @return what holds for it
	 */
	public PoolSettings overriddenBy(PoolSettings own) {
		return new PoolSettings(either(own.size, this.size), either(own.maxOverflow, this.maxOverflow),
				either(own.reuse, this.reuse), either(own.timeout, this.timeout), either(own.recycle, this.recycle),
				either(own.pingAfterIdle, this.pingAfterIdle), either(own.resetOnReturn, this.resetOnReturn),
				either(own.resetSession, this.resetSession), either(own.serverTimeoutCheck, this.serverTimeoutCheck));
	}

	private static <T> @Nullable Setting<T> either(@Nullable Setting<T> own, @Nullable Setting<T> common) {
		return (own != null) ? own : common;
	}

	/**
	 * Refuse what cannot work together.
	 * @throws InvalidPoolPolicyException if two values cannot work together
	 */
	public void checkCombinations() {
		Combinations.check(this);
	}

	/**
	 * Whether anything is set.
	 * @return whether it is
	 */
	public boolean areAny() {
		return Stream
			.of(this.size, this.maxOverflow, this.reuse, this.timeout, this.recycle, this.pingAfterIdle,
					this.resetOnReturn, this.resetSession, this.serverTimeoutCheck)
			.anyMatch(Objects::nonNull);
	}

	/**
	 * The policy that a pool with these settings has.
	 * @return a builder that lacks what is set elsewhere
	 */
	public PoolPolicy.Builder policy() {
		PoolPolicy defaults = PoolPolicy.defaults();
		return PoolPolicy.builder()
			.reuse(valueOf(this.reuse, defaults.reuse()))
			.maxOverflow(overflow())
			.timeout((this.timeout != null) ? this.timeout.value() : null)
			.recycle((this.recycle != null) ? this.recycle.value() : null)
			.pingAfterIdle((this.pingAfterIdle != null) ? this.pingAfterIdle.value() : null)
			.resetOnReturn(valueOf(this.resetOnReturn, defaults.resetOnReturn()))
			.resetSession(valueOf(this.resetSession, defaults.resetSession()))
			.serverTimeoutCheck(valueOf(this.serverTimeoutCheck, defaults.serverTimeoutCheck()));
	}

	/**
	 * What is set, in words for a log.
	 * @return a clause, empty where nothing is set that would be worth one
	 */
	public String inWords() {
		return SettingsInWords.of(this);
	}

	int overflow() {
		return valueOf(this.maxOverflow, 0);
	}

	boolean reusesConnections() {
		return valueOf(this.reuse, true);
	}

	private static <T> T valueOf(@Nullable Setting<T> setting, T otherwise) {
		return (setting != null) ? setting.value() : otherwise;
	}

}
