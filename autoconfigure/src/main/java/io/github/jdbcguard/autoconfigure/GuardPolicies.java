package io.github.jdbcguard.autoconfigure;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.github.jdbcguard.autoconfigure.ConfiguredDataSources.Overrides;
import io.github.jdbcguard.autoconfigure.JdbcGuardProperties.ProcessGuard;
import io.github.jdbcguard.autoconfigure.JdbcGuardProperties.ProcessOverrides;
import io.github.jdbcguard.autoconfigure.boundary.BoundarySettings;
import io.github.jdbcguard.autoconfigure.pool.PoolSettings;
import io.github.jdbcguard.autoconfigure.pool.Setting;
import io.github.jdbcguard.autoconfigure.pool.WrittenProperties;
import io.github.jdbcguard.boundary.BoundaryPolicy;
import io.github.jdbcguard.pool.InvalidPoolPolicyException;
import org.jspecify.annotations.Nullable;

/**
 * Which policy holds for which DataSource. What cannot work, whatever the DataSource is,
 * is refused when this is made, with an {@link InvalidPoolPolicyException}. Immutable.
 */
final class GuardPolicies {

	private static final String COMMON = "jdbc-guard";

	private static final String RECONNECT_SPREAD = ".process.reconnect-spread";

	private final ProcessGuard process;

	private final PoolSettings pool;

	private final BoundarySettings boundary;

	private final BoundaryPolicy commonBoundary;

	private final ConfiguredDataSources dataSources;

	private final Map<Overrides, PoolSettings> overriddenPools = new HashMap<>();

	private final Map<Overrides, BoundaryPolicy> overriddenBoundaries = new HashMap<>();

	private final WrittenProperties written;

	GuardPolicies(JdbcGuardProperties properties, WrittenProperties written) {
		this.written = written;
		this.process = properties.process();
		check(COMMON, this.process.freezeThreshold(), this.process.reconnectSpread());
		this.pool = PoolSettings.of(COMMON + ".pool", properties.pool(), written);
		this.boundary = BoundarySettings.of(COMMON + ".boundary", properties.boundary(), written);
		this.commonBoundary = this.boundary.policy();
		this.dataSources = new ConfiguredDataSources(properties);
		this.dataSources.overrides().forEach(this::override);
		if (this.overriddenPools.isEmpty()) {
			// Else one half may be for DataSources that set the other
			this.pool.checkCombinations();
		}
	}

	private void override(Overrides overrides) {
		ProcessOverrides process = overrides.settings().process();
		check(overrides.prefix(), process.freezeThreshold(), process.reconnectSpread());
		PoolSettings own = PoolSettings.of(overrides.prefix() + ".pool", overrides.settings().pool(), this.written);
		PoolSettings settings = this.pool.overriddenBy(own);
		settings.checkCombinations();
		this.overriddenPools.put(overrides, settings);
		this.overriddenBoundaries.put(overrides, this.boundary.policy(
				BoundarySettings.of(overrides.prefix() + ".boundary", overrides.settings().boundary(), this.written)));
	}

	ConfiguredDataSources dataSources() {
		return this.dataSources;
	}

	/**
	 * The process guard of a DataSource.
	 */
	ProcessGuard processOf(String beanName) {
		Overrides overrides = this.dataSources.overridesOf(beanName);
		return (overrides != null) ? this.process.overriddenBy(overrides.settings().process()) : this.process;
	}

	/**
	 * What is set for the pool of a DataSource.
	 */
	PoolSettings poolOf(String beanName) {
		Overrides overrides = this.dataSources.overridesOf(beanName);
		return (overrides != null) ? this.overriddenPools.getOrDefault(overrides, this.pool) : this.pool;
	}

	/**
	 * The boundary rules of a DataSource.
	 */
	BoundaryPolicy boundaryOf(String beanName) {
		Overrides overrides = this.dataSources.overridesOf(beanName);
		return (overrides != null) ? this.overriddenBoundaries.getOrDefault(overrides, this.commonBoundary)
				: this.commonBoundary;
	}

	/**
	 * Whether any boundary rule is looked after for any DataSource there may be.
	 */
	boolean watchBoundaries() {
		return this.commonBoundary.watchesAny()
				|| this.overriddenBoundaries.values().stream().anyMatch(BoundaryPolicy::watchesAny);
	}

	/**
	 * Within which time a DataSource connects after a restore, and where that is set.
	 */
	Setting<Duration> reconnectSpreadOf(String beanName) {
		Overrides overrides = this.dataSources.overridesOf(beanName);
		boolean own = overrides != null && overrides.settings().process().reconnectSpread() != null;
		String prefix = (own && overrides != null) ? overrides.prefix() : COMMON;
		return this.written.setting(prefix + RECONNECT_SPREAD, processOf(beanName).reconnectSpread());
	}

	/**
	 * Whether something is set for the pools of all DataSources.
	 */
	boolean haveCommonPoolSettings() {
		return this.pool.areAny();
	}

	/**
	 * Whether the process guard is on for any DataSource there may be.
	 */
	boolean watchTheProcess() {
		return this.process.enabled() || this.dataSources.overrides()
			.stream()
			.anyMatch((overrides) -> overrides.settings().process().enabled(this.process.enabled()));
	}

	private void check(String prefix, @Nullable Duration freezeThreshold, @Nullable Duration reconnectSpread) {
		if (freezeThreshold != null && !freezeThreshold.isZero()
				&& freezeThreshold.compareTo(Duration.ofMillis(1)) < 0) {
			throw this.written.setting(prefix + ".process.freeze-threshold", freezeThreshold)
				.refused("no pause is that short", "Use '0' to take no notice of pauses, or at least '1ms'.");
		}
		if (reconnectSpread != null && reconnectSpread.isNegative()) {
			throw this.written.setting(prefix + RECONNECT_SPREAD, reconnectSpread)
				.refused("nothing can be spread over a time that is negative",
						"Use '0' to reconnect at once, or a time shorter than the pool's connection timeout.");
		}
	}

}
