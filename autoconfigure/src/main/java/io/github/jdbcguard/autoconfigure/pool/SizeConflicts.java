package io.github.jdbcguard.autoconfigure.pool;

import io.github.jdbcguard.autoconfigure.pool.OwnSettings.OwnSetting;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a number of connections that does not agree with what is set at the pool
 * itself.
 */
final class SizeConflicts {

	/** With less HikariCP takes its default of ten minutes. */
	private static final long SHORTEST_IDLE_TIMEOUT = 10_000;

	/**
	 * HikariCP looks each 30 s for connections that were idle for long enough, so after
	 * more than this a burst is not over within a minute.
	 */
	private static final long LONGEST_IDLE_TIMEOUT = 30_000;

	private final PoolSettings settings;

	private final OwnSettings own;

	private final Conflict conflict;

	SizeConflicts(PoolSettings settings, OwnSettings own, Conflict conflict) {
		this.settings = settings;
		this.own = own;
		this.conflict = conflict;
	}

	void check() {
		Setting<Integer> size = this.settings.size();
		Setting<Integer> overflow = this.settings.maxOverflow();
		Setting<Boolean> reuse = this.settings.reuse();
		if (size != null) {
			checkMost(size, overflow);
		}
		if (reuse != null && !reuse.value()) {
			checkNoneKept(reuse);
		}
		else if (size != null) {
			checkKept(size);
			if (overflow != null && overflow.value() > 0) {
				checkShrinking(overflow);
			}
		}
	}

	private void checkMost(Setting<Integer> size, @Nullable Setting<Integer> overflow) {
		int most = size.value() + this.settings.overflow();
		OwnSetting maximum = this.own.maximumPoolSize();
		if (maximum != null && maximum.isNot(most)) {
			String with = (overflow != null && overflow.value() > 0)
					? " with '" + overflow.key() + "' of '" + overflow.text() + "'" : "";
			throw this.conflict.between(size, maximum,
					"and both say how many connections it may open: '" + most + "' here" + with);
		}
	}

	private void checkKept(Setting<Integer> size) {
		OwnSetting minimum = this.own.minimumIdle();
		if (minimum != null && minimum.isNot(size.value())) {
			throw this.conflict.between(size, minimum, "and both say how many connections it keeps open");
		}
	}

	private void checkShrinking(Setting<Integer> overflow) {
		OwnSetting idle = this.own.idleTimeout();
		if (idle != null && (idle.value() < SHORTEST_IDLE_TIMEOUT || idle.value() > LONGEST_IDLE_TIMEOUT)) {
			throw this.conflict.between(overflow, idle,
					"and only with '10000' to '30000' are the connections of a burst closed within a minute after it",
					"Remove one of the two: without an idle timeout of the pool's own, it becomes '10000'.");
		}
	}

	private void checkNoneKept(Setting<Boolean> reuse) {
		OwnSetting minimum = this.own.minimumIdle();
		if (minimum != null && minimum.isNot(0)) {
			throw this.conflict.between(reuse, minimum, "and a connection that is used only once is not kept");
		}
	}

}
