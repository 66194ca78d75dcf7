package io.github.jdbcguard.autoconfigure.pool;

import io.github.jdbcguard.pool.InvalidPoolPolicyException;

/**
 * A value that the user has set, and where. Immutable.
 *
 * @param <T> the type of the value
 * @param key the full name of the property
 * @param text the value as the user wrote it
 * @param value the value
 */
public record Setting<T>(String key, String text, T value) {

	private static final String COMMON = "jdbc-guard.pool.";

	/**
	 * Refuse the value.
	 * @param reason why it cannot work; a clause that follows "because"
	 * @param action what to do about it; a sentence
	 * @return the exception to throw
	 */
	public InvalidPoolPolicyException refused(String reason, String action) {
		return new InvalidPoolPolicyException(this.key, this.text, reason, action);
	}

	/**
	 * Name the setting in a message about another one.
	 * @return a clause
	 */
	String inWords() {
		return "'" + this.key + "' is '" + this.text + "'";
	}

	/**
	 * Whether it is set for all DataSources.
	 */
	boolean isCommon() {
		return this.key.equals(COMMON + name());
	}

	/**
	 * The name of the property, without its prefix.
	 */
	String name() {
		return this.key.substring(this.key.lastIndexOf('.') + 1);
	}

	/**
	 * The key of another property that would hold for the same DataSources.
	 */
	String siblingKey(String name) {
		return this.key.substring(0, this.key.length() - name().length()) + name;
	}

}
