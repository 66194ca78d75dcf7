package io.github.jdbcguard.autoconfigure.pool;

import java.time.Duration;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Refuses values that cannot work, whatever else is set.
 */
final class SingleValues {

	private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(250);

	/** HikariCP takes this very number of milliseconds for no timeout at all. */
	private static final Duration LONGEST_TIMEOUT = Duration.ofDays(24);

	private static final Duration SHORTEST_RECYCLE = Duration.ofSeconds(1);

	/** Far below the 292 years that a clock of nanoseconds can count. */
	private static final Duration LONGEST = Duration.ofDays(36_500);

	private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

	private SingleValues() {
	}

	static void check(PoolSettings settings) {
		if (settings.size() != null) {
			checkSize(settings.size());
		}
		if (settings.maxOverflow() != null) {
			checkOverflow(settings.maxOverflow());
		}
		checkDuration(settings.timeout(), SHORTEST_TIMEOUT, "HikariCP gives no checkout less than '250ms' to wait",
				LONGEST_TIMEOUT, "or remove it to leave the connection timeout to HikariCP");
		checkDuration(settings.recycle(), SHORTEST_RECYCLE,
				"a connection would be replaced more often than it could be used", LONGEST,
				"or remove it to leave the age of connections to HikariCP");
		checkDuration(settings.pingAfterIdle(), Duration.ZERO, "no connection can have been idle for less than no time",
				LONGEST, "or remove it for HikariCP's '500ms'");
	}

	private static void checkSize(Setting<Integer> size) {
		if (size.value() < 1) {
			throw size.refused("a pool needs at least one connection, and HikariCP has no pool without a limit",
					"Use at least '1', or remove it to leave the size to HikariCP.");
		}
	}

	private static void checkOverflow(Setting<Integer> overflow) {
		if (overflow.value() < 0) {
			throw overflow.refused("the pool cannot shrink below its size, and HikariCP has no pool without a limit",
					"Use '0' for a pool that never grows, or the number of connections that a burst may add.");
		}
	}

	private static void checkDuration(@Nullable Setting<Duration> setting, Duration shortest, String tooShort,
			Duration longest, String otherwise) {
		if (setting == null) {
			return;
		}
		if (setting.value().compareTo(shortest) < 0) {
			throw setting.refused(tooShort, advice(setting, shortest, otherwise));
		}
		if (setting.value().compareTo(longest) > 0) {
			throw setting.refused("it is longer than a pool can count",
					"Use at most '%s', %s.".formatted(Durations.print(longest), otherwise));
		}
	}

	private static String advice(Setting<Duration> setting, Duration shortest, String otherwise) {
		String text = setting.text();
		if (NUMBER.matcher(text).matches() && Duration.ofSeconds(Long.parseLong(text)).compareTo(shortest) >= 0) {
			return "A number without a unit counts milliseconds: write '" + text + "s'.";
		}
		return "Use at least '%s', %s.".formatted(Durations.print(shortest), otherwise);
	}

}
