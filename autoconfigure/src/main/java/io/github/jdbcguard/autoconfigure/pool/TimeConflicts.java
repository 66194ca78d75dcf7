package io.github.jdbcguard.autoconfigure.pool;

import java.time.Duration;

import io.github.jdbcguard.autoconfigure.pool.OwnSettings.OwnSetting;

/**
 * Refuses times that do not agree with what is set at the pool itself.
 */
final class TimeConflicts {

	/** HikariCP wants idle connections to end this long before the others. */
	private static final long IDLE_MARGIN = 1_000;

	private final PoolSettings settings;

	private final OwnSettings own;

	private final Conflict conflict;

	TimeConflicts(PoolSettings settings, OwnSettings own, Conflict conflict) {
		this.settings = settings;
		this.own = own;
		this.conflict = conflict;
	}

	void check() {
		checkTimeout();
		checkPing();
		Setting<Duration> recycle = this.settings.recycle();
		if (recycle != null) {
			boolean inBackground = HikariAdjustments.isMaxLifetime(recycle.value());
			checkAge(recycle, inBackground);
			checkKeepalive(recycle);
			if (inBackground) {
				checkLeakDetection(recycle);
				checkIdleTimeout(recycle);
			}
		}
	}

	private void checkTimeout() {
		Setting<Duration> timeout = this.settings.timeout();
		OwnSetting waiting = this.own.connectionTimeout();
		if (timeout != null && waiting != null && waiting.isNot(timeout.value().toMillis())) {
			throw this.conflict.between(timeout, waiting, "and both say how long a checkout may wait");
		}
	}

	/**
	 * A time below HikariCP's 30 s is not said there: a longer lifetime then ends
	 * connections that nobody uses, as HikariCP's default does.
	 */
	private void checkAge(Setting<Duration> recycle, boolean inBackground) {
		OwnSetting lifetime = this.own.maxLifetime();
		if (lifetime != null && lifetime.isNot(recycle.value().toMillis())
				&& (inBackground || lifetime.value() < HikariAdjustments.SHORTEST_MAX_LIFETIME)) {
			throw this.conflict.between(recycle, lifetime, "and both say when a connection is too old");
		}
	}

	private void checkKeepalive(Setting<Duration> recycle) {
		OwnSetting keepalive = this.own.keepaliveTime();
		if (keepalive != null && keepalive.value() >= recycle.value().toMillis()) {
			throw this.conflict.between(recycle, keepalive, "so a connection is too old before it is kept alive");
		}
	}

	private void checkLeakDetection(Setting<Duration> recycle) {
		OwnSetting threshold = this.own.leakDetectionThreshold();
		if (threshold != null && threshold.value() > recycle.value().toMillis()) {
			throw this.conflict.between(recycle, threshold,
					"and HikariCP ignores one that is longer than connections live");
		}
	}

	private void checkIdleTimeout(Setting<Duration> recycle) {
		OwnSetting idle = this.own.idleTimeout();
		boolean shrinks = (this.settings.size() != null) ? this.settings.overflow() > 0 : this.own.shrinksWhenIdle();
		if (shrinks && idle != null && idle.value() + IDLE_MARGIN > recycle.value().toMillis()) {
			throw this.conflict.between(recycle, idle,
					"and HikariCP ignores one that is not at least a second shorter than connections live");
		}
	}

	private void checkPing() {
		Setting<Duration> ping = this.settings.pingAfterIdle();
		OwnSetting lifetime = this.own.maxLifetime();
		if (ping != null && lifetime != null && lifetime.value() > 0 && lifetime.value() <= ping.value().toMillis()) {
			throw this.conflict.between(ping, lifetime, "so no connection can have been idle for that long");
		}
	}

}
