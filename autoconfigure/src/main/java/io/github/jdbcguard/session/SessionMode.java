package io.github.jdbcguard.session;

/**
 * What the first statement of a session does where no transaction is open.
 */
public enum SessionMode {

	/**
	 * It begins a transaction.
	 */
	AUTO,

	/**
	 * It runs in autocommit, and the connection goes back after it, unless
	 * {@link JdbcSession#begin()} or {@code @Transactional} says otherwise. For pools
	 * whose connections are in autocommit: nobody commits what is done on others.
	 */
	NONE

}
