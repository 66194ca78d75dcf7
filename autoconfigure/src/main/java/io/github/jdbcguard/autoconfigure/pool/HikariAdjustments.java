package io.github.jdbcguard.autoconfigure.pool;

import java.time.Duration;

import com.zaxxer.hikari.HikariDataSource;

/**
 * Sets at a HikariCP pool what it can do by itself. Works on a pool that runs too: only
 * what HikariCP lets change then is changed. Where nothing is set here nothing is changed
 * there.
 */
final class HikariAdjustments {

	/** Instead of anything below it HikariCP takes its default of 30 minutes. */
	static final long SHORTEST_MAX_LIFETIME = 30_000;

	/** HikariCP's floor. */
	private static final long IDLE_TIMEOUT_AFTER_A_BURST = 10_000;

	private static final long IDLE_MARGIN = 1_000;

	private final PoolSettings settings;

	private final HikariDataSource pool;

	/** Whether the user has set them; what is a mere default may give way. */
	private final boolean ownIdleTimeout;

	private final boolean ownKeepaliveTime;

	HikariAdjustments(PoolSettings settings, HikariDataSource pool, OwnSettings own) {
		this.settings = settings;
		this.pool = pool;
		this.ownIdleTimeout = own.idleTimeout() != null;
		this.ownKeepaliveTime = own.keepaliveTime() != null;
	}

	/**
	 * Whether HikariCP can replace connections of that age in the background.
	 */
	static boolean isMaxLifetime(Duration recycle) {
		return recycle.toMillis() >= SHORTEST_MAX_LIFETIME;
	}

	void apply() {
		if (this.settings.timeout() != null) {
			this.pool.setConnectionTimeout(this.settings.timeout().value().toMillis());
		}
		boolean sizeChanged = applySize();
		boolean ageChanged = applyAge();
		if (sizeChanged || ageChanged) {
			keepIdleTimeoutBelowLifetime();
		}
		if (sizeChanged) {
			ExcessConnections.closeIdle(this.pool);
		}
	}

	private boolean applySize() {
		Setting<Integer> size = this.settings.size();
		if (size != null) {
			this.pool.setMaximumPoolSize(size.value() + this.settings.overflow());
			this.pool.setMinimumIdle(size.value());
		}
		if (!this.settings.reusesConnections()) {
			this.pool.setMinimumIdle(0);
			return true;
		}
		if (size != null && this.settings.overflow() > 0 && !this.ownIdleTimeout) {
			this.pool.setIdleTimeout(IDLE_TIMEOUT_AFTER_A_BURST);
		}
		return size != null;
	}

	private boolean applyAge() {
		Setting<Duration> recycle = this.settings.recycle();
		if (recycle == null || !isMaxLifetime(recycle.value())) {
			return false;
		}
		long age = recycle.value().toMillis();
		this.pool.setMaxLifetime(age);
		if (!this.ownKeepaliveTime && this.pool.getKeepaliveTime() >= age) {
			// As HikariCP does, but with a warning
			this.pool.setKeepaliveTime(0);
		}
		return true;
	}

	/**
	 * HikariCP would switch an idle timeout off that is close to the lifetime, and warn
	 * of a value that nobody has set.
	 */
	private void keepIdleTimeoutBelowLifetime() {
		long lifetime = this.pool.getMaxLifetime();
		if (!this.ownIdleTimeout && lifetime > 0 && this.pool.getIdleTimeout() + IDLE_MARGIN > lifetime
				&& this.pool.getMinimumIdle() >= 0 && this.pool.getMinimumIdle() < this.pool.getMaximumPoolSize()) {
			this.pool.setIdleTimeout(0);
		}
	}

}
