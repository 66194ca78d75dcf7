package io.github.jdbcguard.autoconfigure.pool;

import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;

/**
 * What is set at a HikariCP pool itself: by properties that are bound to its bean, or in
 * code. Read before anything is applied to the pool.
 * <p>
 * A property is seen even where it repeats HikariCP's default, a value set in code only
 * where it differs from that.
 */
final class OwnSettings {

	static final long DEFAULT_CONNECTION_TIMEOUT = 30_000;

	static final long DEFAULT_IDLE_TIMEOUT = 600_000;

	static final long DEFAULT_MAX_LIFETIME = 1_800_000;

	static final long DEFAULT_KEEPALIVE_TIME = 120_000;

	static final int DEFAULT_MAXIMUM_POOL_SIZE = 10;

	static final int DEFAULT_MINIMUM_IDLE = -1;

	private final HikariDataSource pool;

	private final boolean started;

	private final @Nullable String prefix;

	private final WrittenProperties written;

	/**
	 * Read the settings of a pool.
	 * @param pool the pool, started or not
	 * @param prefix that of the properties that are bound to the pool, {@code null} where
	 * none are
	 * @param written what the user wrote
	 */
	OwnSettings(HikariDataSource pool, @Nullable String prefix, WrittenProperties written) {
		this.pool = pool;
		this.started = pool.getHikariPoolMXBean() != null;
		this.prefix = prefix;
		this.written = written;
	}

	@Nullable OwnSetting maximumPoolSize() {
		return find("maximum-pool-size", this.pool.getMaximumPoolSize(), DEFAULT_MAXIMUM_POOL_SIZE);
	}

	/**
	 * A pool that runs has no unset one any more, but that of a pool of fixed size.
	 */
	@Nullable OwnSetting minimumIdle() {
		int unset = (this.started) ? this.pool.getMaximumPoolSize() : DEFAULT_MINIMUM_IDLE;
		return find("minimum-idle", this.pool.getMinimumIdle(), unset);
	}

	@Nullable OwnSetting connectionTimeout() {
		return findTime("connection-timeout", this.pool.getConnectionTimeout(), DEFAULT_CONNECTION_TIMEOUT);
	}

	@Nullable OwnSetting idleTimeout() {
		return findTime("idle-timeout", this.pool.getIdleTimeout(), DEFAULT_IDLE_TIMEOUT);
	}

	@Nullable OwnSetting maxLifetime() {
		return findTime("max-lifetime", this.pool.getMaxLifetime(), DEFAULT_MAX_LIFETIME);
	}

	@Nullable OwnSetting keepaliveTime() {
		return findTime("keepalive-time", this.pool.getKeepaliveTime(), DEFAULT_KEEPALIVE_TIME);
	}

	@Nullable OwnSetting leakDetectionThreshold() {
		return findTime("leak-detection-threshold", this.pool.getLeakDetectionThreshold(), 0);
	}

	/**
	 * Whether the pool may open more connections than it keeps when idle.
	 */
	boolean shrinksWhenIdle() {
		int minimumIdle = this.pool.getMinimumIdle();
		return minimumIdle >= 0 && minimumIdle < this.pool.getMaximumPoolSize();
	}

	/**
	 * How to set a property of the pool, for advice.
	 */
	String howToSet(String name, Object value) {
		return (this.prefix != null) ? "Set '" + this.prefix + "." + name + "' to '" + value + "'"
				: "Set '" + name + "' of the pool to '" + value + "'";
	}

	private @Nullable OwnSetting findTime(String name, long millis, long unset) {
		OwnSetting setting = find(name, millis, unset);
		return (setting != null && millis > 0)
				? new OwnSetting(millis, setting.inWords() + " (" + Durations.printMillis(millis) + ")") : setting;
	}

	private @Nullable OwnSetting find(String name, long value, long unset) {
		if (this.prefix != null) {
			String key = this.prefix + "." + name;
			String text = this.written.text(key);
			if (text != null && (this.started || mayMean(text, value))) {
				return new OwnSetting(value, "'" + key + "' is '" + text + "'");
			}
		}
		return (value != unset)
				? new OwnSetting(value, "'" + name + "', set at the pool itself, in code, is '" + value + "'") : null;
	}

	/**
	 * Whether the value of the pool comes from that property, and was not replaced by
	 * code after it. Zero is for ever, for which HikariCP has numbers of its own.
	 */
	private static boolean mayMean(String text, long value) {
		try {
			long number = Long.parseLong(text.trim());
			return number == value || number == 0;
		}
		catch (NumberFormatException ex) {
			return true;
		}
	}

	/**
	 * Something that is set at the pool itself.
	 *
	 * @param value the value, milliseconds where it is a time
	 * @param inWords what is set where, a clause
	 */
	record OwnSetting(long value, String inWords) {

		boolean isNot(long other) {
			return this.value != other;
		}

	}

}
