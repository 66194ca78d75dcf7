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

	/**
	 * The process of the server, which the processes of its sessions descend from.
	 * @return the process that was started first
	 */
	ProcessHandle process();

	void stop();

}
