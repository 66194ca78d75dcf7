package io.github.jdbcguard.session;

/**
 * What happens to work that is still open when a {@link SessionScope} ends well.
 */
public enum OnCompletion {

	/**
	 * It is rolled back, with a warning where an update on a guarded DataSource is lost:
	 * what is to stay is committed by the application.
	 */
	ROLLBACK,

	/**
	 * It is committed.
	 */
	COMMIT

}
