package io.github.jdbcguard.autoconfigure.pool;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

import org.springframework.boot.convert.DurationStyle;

/**
 * Durations as people write them: {@code 30m}, not {@code PT30M}.
 */
public final class Durations {

	private static final List<ChronoUnit> UNITS = List.of(ChronoUnit.DAYS, ChronoUnit.HOURS, ChronoUnit.MINUTES,
			ChronoUnit.SECONDS, ChronoUnit.MILLIS, ChronoUnit.MICROS);

	private Durations() {
	}

	/**
	 * Write a duration in the largest unit that needs no fraction.
	 * @param duration the duration
	 * @return the text
	 */
	public static String print(Duration duration) {
		if (duration.isZero()) {
			return "0s";
		}
		for (ChronoUnit unit : UNITS) {
			if (duration.equals(duration.truncatedTo(unit))) {
				return DurationStyle.SIMPLE.print(duration, unit);
			}
		}
		return DurationStyle.SIMPLE.print(duration, ChronoUnit.NANOS);
	}

	static String printMillis(long millis) {
		return print(Duration.ofMillis(millis));
	}

}
