package io.github.jdbcguard.boundary;

import java.sql.SQLFeatureNotSupportedException;

/**
 * A rule was broken whose reaction is {@link Reaction#FAIL}. Has SQLState 0A000, and
 * becomes Spring's {@code InvalidDataAccessApiUsageException}: the code has to change,
 * another try does not help.
 */
public class BoundaryViolationException extends SQLFeatureNotSupportedException {

	private static final long serialVersionUID = 1L;

	private static final String SQL_STATE = "0A000";

	private final transient Violation violation;

	/**
	 * Create an exception.
	 * @param violation what was broken
	 */
	public BoundaryViolationException(Violation violation) {
		super(violation.message(), SQL_STATE);
		this.violation = violation;
	}

	/**
	 * What was broken.
	 * @return the violation
	 */
	public Violation violation() {
		return this.violation;
	}

}
