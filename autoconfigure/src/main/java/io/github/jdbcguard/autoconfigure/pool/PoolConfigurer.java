package io.github.jdbcguard.autoconfigure.pool;

import java.time.Duration;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbcguard.pool.InvalidPoolPolicyException;
import io.github.jdbcguard.pool.PoolPolicy.ResetOnReturn;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.StringUtils;

/**
 * Checks the settings of a pool against the pool, and applies to it what HikariCP does by
 * itself. Safe for use by any thread.
 */
public final class PoolConfigurer {

	private final ListableBeanFactory beanFactory;

	private final WrittenProperties written;

	/**
	 * Create a configurer.
	 * @param beanFactory knows by which properties pools are configured
	 * @param written what the user wrote
	 */
	public PoolConfigurer(ListableBeanFactory beanFactory, WrittenProperties written) {
		this.beanFactory = beanFactory;
		this.written = written;
	}

	/**
	 * The prefix of the properties that are bound to a bean.
	 * @param beanName the name of the bean
	 * @return the prefix, {@code null} where none are
	 */
	public @Nullable String prefixOf(String beanName) {
		if (!this.beanFactory.containsBean(beanName)) {
			return null;
		}
		ConfigurationProperties annotation = this.beanFactory.findAnnotationOnBean(beanName,
				ConfigurationProperties.class, false);
		return (annotation != null && StringUtils.hasText(annotation.prefix())) ? annotation.prefix() : null;
	}

	/**
	 * Check and apply.
	 * @param pool the pool, better not started yet
	 * @param dataSource the name of the DataSource
	 * @param prefix that of the properties that are bound to the pool, {@code null} where
	 * none are
	 * @param settings what is set for it
	 * @param reconnectSpread within which time connections are opened after a restore
	 * @throws InvalidPoolPolicyException if something cannot work with this pool; nothing
	 * has been applied then
	 */
	public void configure(HikariDataSource pool, String dataSource, @Nullable String prefix, PoolSettings settings,
			Setting<Duration> reconnectSpread) {
		checkReconnectSpread(pool, dataSource, settings, reconnectSpread);
		if (!settings.areAny()) {
			return;
		}
		settings.checkCombinations();
		OwnSettings own = new OwnSettings(pool, prefix, this.written);
		Conflict conflict = new Conflict(dataSource, this::areThereSeveral);
		new SizeConflicts(settings, own, conflict).check();
		new TimeConflicts(settings, own, conflict).check();
		checkReset(pool, dataSource, settings, own);
		new HikariAdjustments(settings, pool, own).apply();
	}

	private boolean areThereSeveral() {
		return this.beanFactory.getBeanNamesForType(DataSource.class, true, false).length > 1;
	}

	private static void checkReset(HikariDataSource pool, String dataSource, PoolSettings settings, OwnSettings own) {
		Setting<ResetOnReturn> reset = settings.resetOnReturn();
		if (reset != null && reset.value() == ResetOnReturn.NONE && pool.isAutoCommit()) {
			throw reset.refused(
					"the pool of the DataSource '%s' has autoCommit, and JDBC commits what is open when that is restored"
						.formatted(dataSource),
					own.howToSet("auto-commit", false) + ", or use 'rollback' or 'commit'.");
		}
		Setting<Boolean> resetSession = settings.resetSession();
		String unable = SessionReset.unableDatabase(pool.getJdbcUrl());
		if (resetSession != null && resetSession.value() && unable != null) {
			String action = resetSession.isCommon()
					? "Remove it, or set 'jdbc-guard.datasources.%s.pool.reset-session' to 'false'."
						.formatted(dataSource)
					: "Remove it.";
			throw resetSession
				.refused("the DataSource '%s' is on '%s', and only PostgreSQL, MariaDB and MySQL can clear a session"
					.formatted(dataSource, unable), action);
		}
	}

	private static void checkReconnectSpread(HikariDataSource pool, String dataSource, PoolSettings settings,
			Setting<Duration> spread) {
		Setting<Duration> timeout = settings.timeout();
		Duration longest = (timeout != null) ? timeout.value() : Duration.ofMillis(pool.getConnectionTimeout());
		if (spread.value().compareTo(longest) < 0) {
			return;
		}
		if (timeout != null) {
			throw spread
				.refused(
						"a checkout from the DataSource '%s' takes no longer than '%s', which is '%s'"
							.formatted(dataSource, timeout.key(), timeout.text()),
						"Choose a time shorter than that, or a longer timeout.");
		}
		throw spread.refused(
				"a checkout from the DataSource '%s' waits no longer than its connection timeout, which is '%s'"
					.formatted(dataSource, Durations.print(longest)),
				"Choose a time shorter than that, or give the pool a longer connection timeout.");
	}

}
