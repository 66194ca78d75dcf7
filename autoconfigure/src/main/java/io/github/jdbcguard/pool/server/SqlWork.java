package io.github.jdbcguard.pool.server;

import java.sql.SQLException;

/**
 * A piece of work on a connection.
 *
 * @param <T> what comes of it
 */
@FunctionalInterface
interface SqlWork<T> {

	T run() throws SQLException;

}
