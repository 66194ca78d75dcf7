package io.github.jdbcguard.coexistence.sharing;

/**
 * A way to reach the database that knows nothing of sessions.
 */
interface Way {

	/**
	 * Which connection a statement runs on now.
	 * @return what the server calls it
	 */
	int backend();

	/**
	 * Store something.
	 * @param text what to store
	 */
	void write(String text);

}
