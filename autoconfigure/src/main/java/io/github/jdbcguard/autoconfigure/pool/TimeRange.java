package io.github.jdbcguard.autoconfigure.pool;

import java.time.Duration;
import java.util.regex.Pattern;

import io.github.jdbcguard.pool.InvalidPoolPolicyException;
import org.jspecify.annotations.Nullable;

/**
 * The times that a property may have. Immutable.
 *
 * @param shortest the shortest
 * @param tooShort why it cannot be shorter; a clause that follows "because"
 * @param longest the longest
 * @param otherwise what to do instead of setting another time; the end of a sentence
 */
public record TimeRange(Duration shortest, String tooShort, Duration longest, String otherwise) {

	/** Far below the 292 years that a clock of nanoseconds can count. */
	private static final Duration LONGEST = Duration.ofDays(36_500);

	private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

	/**
	 * A range without a particular end.
	 * @param shortest the shortest
	 * @param tooShort why it cannot be shorter; a clause that follows "because"
	 * @param otherwise what to do instead of setting another time; the end of a sentence
	 */
	public TimeRange(Duration shortest, String tooShort, String otherwise) {
		this(shortest, tooShort, LONGEST, otherwise);
	}

	/**
	 * Refuse a time that is not in this range.
	 * @param setting the time, {@code null} where it is not set
	 * @throws InvalidPoolPolicyException if it is too short or too long
	 */
	public void check(@Nullable Setting<Duration> setting) {
		if (setting == null) {
			return;
		}
		if (setting.value().compareTo(this.shortest) < 0) {
			throw setting.refused(this.tooShort, advice(setting));
		}
		if (setting.value().compareTo(this.longest) > 0) {
			throw setting.refused("it is longer than a pool can count",
					"Use at most '%s', %s.".formatted(Durations.print(this.longest), this.otherwise));
		}
	}

	private String advice(Setting<Duration> setting) {
		String text = setting.text();
		if (NUMBER.matcher(text).matches() && Duration.ofSeconds(Long.parseLong(text)).compareTo(this.shortest) >= 0) {
			return "A number without a unit counts milliseconds: write '" + text + "s'.";
		}
		return "Use at least '%s', %s.".formatted(Durations.print(this.shortest), this.otherwise);
	}

}
