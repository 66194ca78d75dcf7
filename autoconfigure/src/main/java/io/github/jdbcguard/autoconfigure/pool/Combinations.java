package io.github.jdbcguard.autoconfigure.pool;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Refuses settings of one pool that cannot work together. Each message names the property
 * where the user wrote it, which for one half may be for all DataSources and for the
 * other half for one.
 */
final class Combinations {

	private Combinations() {
	}

	static void check(PoolSettings settings) {
		checkSize(settings);
		checkPing(settings.pingAfterIdle(), settings.recycle());
		Setting<Boolean> reuse = settings.reuse();
		if (reuse != null && !reuse.value()) {
			checkNoReuse(settings, reuse);
		}
	}

	private static void checkSize(PoolSettings settings) {
		Setting<Integer> size = settings.size();
		Setting<Integer> overflow = settings.maxOverflow();
		if (overflow == null || overflow.value() == 0) {
			return;
		}
		if (size == null) {
			throw overflow.refused("no size is set that could overflow",
					"Set '" + overflow.siblingKey("size") + "' too, or remove it.");
		}
		if ((long) size.value() + overflow.value() > Integer.MAX_VALUE) {
			throw overflow.refused(size.inWords() + ", and together they are more than a pool can count",
					"Use smaller numbers.");
		}
	}

	private static void checkPing(@Nullable Setting<Duration> ping, @Nullable Setting<Duration> recycle) {
		if (ping != null && recycle != null && ping.value().compareTo(recycle.value()) >= 0) {
			throw ping.refused(
					recycle.inWords() + ", so a connection is replaced before it can have been idle for that long",
					"Choose a time shorter than that, or remove one of the two.");
		}
	}

	private static void checkNoReuse(PoolSettings settings, Setting<Boolean> reuse) {
		refuseWithout(reuse, settings.recycle(), "gets old enough");
		refuseWithout(reuse, settings.pingAfterIdle(), "is ever idle");
		Setting<Boolean> resetSession = settings.resetSession();
		if (resetSession != null && resetSession.value()) {
			refuseWithout(reuse, resetSession, "has a session to clear for the next borrower");
		}
	}

	private static void refuseWithout(Setting<Boolean> reuse, @Nullable Setting<?> vain, String whatNoneDoes) {
		if (vain != null) {
			throw vain.refused(reuse.inWords() + ": no connection is used a second time, so none " + whatNoneDoes,
					"Remove '%s'%s, or remove '%s'.".formatted(vain.key(), elsewhere(reuse, vain), reuse.key()));
		}
	}

	/**
	 * One DataSource cannot take back what is set for all.
	 */
	private static String elsewhere(Setting<?> own, Setting<?> common) {
		if (own.isCommon() || !common.isCommon()) {
			return "";
		}
		return " and set 'jdbc-guard.datasources.<bean>.pool.%s' for the DataSources that need it"
			.formatted(common.name());
	}

}
