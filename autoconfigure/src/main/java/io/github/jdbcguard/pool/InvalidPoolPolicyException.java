package io.github.jdbcguard.pool;

/**
 * A property has a value, or is combined with another, in a way that cannot work. The
 * application does not start, and Spring Boot's failure analysis names the property, its
 * value, the reason and what to do.
 */
public class InvalidPoolPolicyException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	private final String property;

	private final String value;

	private final String reason;

	private final String action;

	/**
	 * Create the exception.
	 * @param property the full name of the property
	 * @param value its value, as the user knows it
	 * @param reason why that cannot work; a clause that follows "because"
	 * @param action what to do about it; a sentence
	 */
	public InvalidPoolPolicyException(String property, String value, String reason, String action) {
		super("'%s' cannot be '%s', because %s. %s".formatted(property, value, reason, action));
		this.property = property;
		this.value = value;
		this.reason = reason;
		this.action = action;
	}

	/**
	 * The full name of the property.
	 * @return the name
	 */
	public String property() {
		return this.property;
	}

	/**
	 * The value that cannot work.
	 * @return the value, as the user knows it
	 */
	public String value() {
		return this.value;
	}

	/**
	 * Why the value cannot work.
	 * @return a clause that follows "because"
	 */
	public String reason() {
		return this.reason;
	}

	/**
	 * What to do about it.
	 * @return a sentence
	 */
	public String action() {
		return this.action;
	}

}
