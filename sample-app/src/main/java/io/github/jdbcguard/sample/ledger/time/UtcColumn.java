package io.github.jdbcguard.sample.ledger.time;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Moments in columns of type {@code timestamp}, which know no time zone: always UTC, in
 * the microseconds that every database keeps.
 */
public final class UtcColumn {

	private UtcColumn() {
	}

	/**
	 * The current moment, as exact as a column can keep it.
	 * @return now
	 */
	public static Instant now() {
		return Instant.now().truncatedTo(ChronoUnit.MICROS);
	}

	/**
	 * What to write into a column.
	 * @param moment the moment
	 * @return the column's value
	 */
	public static LocalDateTime of(Instant moment) {
		return LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
	}

	/**
	 * Reads a column.
	 * @param row the current row
	 * @param column the column's name
	 * @return the moment
	 * @throws SQLException if the column cannot be read
	 */
	public static Instant read(ResultSet row, String column) throws SQLException {
		return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
	}

}
