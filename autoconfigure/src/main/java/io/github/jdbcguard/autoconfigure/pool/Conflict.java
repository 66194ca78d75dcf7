package io.github.jdbcguard.autoconfigure.pool;

import java.util.function.BooleanSupplier;

import io.github.jdbcguard.autoconfigure.pool.OwnSettings.OwnSetting;
import io.github.jdbcguard.pool.InvalidPoolPolicyException;

/**
 * How to say that a setting does not agree with one of the pool itself. HikariCP would
 * let the last of them win, or replace a value by its default and go on. Immutable.
 *
 * @param dataSource the name of the DataSource
 * @param oneOfSeveral whether the application has others
 */
record Conflict(String dataSource, BooleanSupplier oneOfSeveral) {

	private static final String REMOVE_ONE = "Remove one of the two.";

	InvalidPoolPolicyException between(Setting<?> setting, OwnSetting own, String meaning) {
		return between(setting, own, meaning, REMOVE_ONE);
	}

	InvalidPoolPolicyException between(Setting<?> setting, OwnSetting own, String meaning, String action) {
		String alone = (setting.isCommon() && this.oneOfSeveral.getAsBoolean())
				? " For this DataSource alone there is 'jdbc-guard.datasources.%s.pool.%s'.".formatted(this.dataSource,
						setting.name())
				: "";
		return setting.refused("for the DataSource '%s' %s, %s".formatted(this.dataSource, own.inWords(), meaning),
				action + alone);
	}

}
