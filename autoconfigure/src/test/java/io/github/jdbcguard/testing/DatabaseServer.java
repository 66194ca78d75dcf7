package io.github.jdbcguard.testing;

/**
 * A running server.
 */
interface DatabaseServer {

	/**
	 * The database that is there from the beginning.
	 * @return its name
	 */
	String home();

	Database database(String name);

	void stop();

}
