package io.github.jdbcguard.autoconfigure;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import io.github.jdbcguard.autoconfigure.boundary.BoundaryProperties;
import io.github.jdbcguard.autoconfigure.pool.PoolProperties;
import io.github.jdbcguard.autoconfigure.session.ScopeProperties;
import io.github.jdbcguard.autoconfigure.session.SessionProperties;
import io.github.jdbcguard.pool.PoolPolicy.OnForeignConnection;
import io.github.jdbcguard.process.ForkCheck;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of jdbc-guard.
 *
 * @param enabled Whether to guard the application's DataSources. When false, the
 * application is exactly as without the starter.
 * @param exclude Names of DataSource beans to leave alone. Case and dashes do not matter.
 * @param process The process guard.
 * @param pool The policy of the pools.
 * @param boundary The rules about where connections may go.
 * @param session Sessions.
 * @param scope Transactional scopes.
 * @param datasources Settings of single DataSources, by the name of their bean. Case and
 * dashes do not matter. What is not set here is as set for all.
 */
@ConfigurationProperties("jdbc-guard")
record JdbcGuardProperties(@DefaultValue("true") boolean enabled, @DefaultValue Set<String> exclude,
		@DefaultValue ProcessGuard process, @NestedConfigurationProperty @DefaultValue PoolProperties pool,
		@NestedConfigurationProperty @DefaultValue BoundaryProperties boundary,
		@NestedConfigurationProperty @DefaultValue SessionProperties session,
		@NestedConfigurationProperty @DefaultValue ScopeProperties scope,
		@DefaultValue Map<String, DataSourceOverrides> datasources) {

	/**
	 * The process guard.
	 *
	 * @param enabled Whether to replace connections that another life of the process
	 * opened, before a fork or a restore from a snapshot.
	 * @param onForeignConnection What to do at a checkout that meets a connection of
	 * another life of the process.
	 * @param forkCheck How exactly to look for forks of the process.
	 * @param freezeThreshold Pause of the process from which on idle connections are
	 * pinged before their next use. Zero switches it off.
	 * @param reconnectSpread Time within which, after a restore, connections are opened
	 * at a random moment, so that a fleet of restored processes does not stampede. Must
	 * be shorter than the pool's connection timeout.
	 */
	record ProcessGuard(@DefaultValue("true") boolean enabled,
			@DefaultValue("replace") OnForeignConnection onForeignConnection, @DefaultValue("auto") ForkCheck forkCheck,
			@DefaultValue("10s") Duration freezeThreshold, @DefaultValue("0s") Duration reconnectSpread) {

		ProcessGuard overriddenBy(ProcessOverrides overrides) {
			return new ProcessGuard(overrides.enabled(this.enabled),
					overrides.onForeignConnection(this.onForeignConnection), overrides.forkCheck(this.forkCheck),
					overrides.freezeThreshold(this.freezeThreshold), overrides.reconnectSpread(this.reconnectSpread));
		}

	}

	/**
	 * Settings of a single DataSource.
	 *
	 * @param process The process guard of this DataSource.
	 * @param pool The policy of this DataSource's pool.
	 * @param boundary The rules about where this DataSource's connections may go.
	 */
	record DataSourceOverrides(@DefaultValue ProcessOverrides process, @DefaultValue PoolProperties pool,
			@DefaultValue BoundaryProperties boundary) {

	}

	/**
	 * The process guard of a single DataSource.
	 *
	 * @param enabled Whether to replace connections that another life of the process
	 * opened.
	 * @param onForeignConnection What to do at a checkout that meets a connection of
	 * another life of the process.
	 * @param forkCheck How exactly to look for forks of the process.
	 * @param freezeThreshold Pause of the process from which on idle connections are
	 * pinged before their next use.
	 * @param reconnectSpread Time within which, after a restore, connections are opened
	 * at a random moment.
	 */
	record ProcessOverrides(@Nullable Boolean enabled, @Nullable OnForeignConnection onForeignConnection,
			@Nullable ForkCheck forkCheck, @Nullable Duration freezeThreshold, @Nullable Duration reconnectSpread) {

		boolean enabled(boolean common) {
			return (this.enabled != null) ? this.enabled : common;
		}

		OnForeignConnection onForeignConnection(OnForeignConnection common) {
			return (this.onForeignConnection != null) ? this.onForeignConnection : common;
		}

		ForkCheck forkCheck(ForkCheck common) {
			return (this.forkCheck != null) ? this.forkCheck : common;
		}

		Duration freezeThreshold(Duration common) {
			return (this.freezeThreshold != null) ? this.freezeThreshold : common;
		}

		Duration reconnectSpread(Duration common) {
			return (this.reconnectSpread != null) ? this.reconnectSpread : common;
		}

	}

}
