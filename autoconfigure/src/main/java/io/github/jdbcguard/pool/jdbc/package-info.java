/**
 * Plain JDBC delegates, with nothing in them but the delegation.
 */
@NullUnmarked
package io.github.jdbcguard.pool.jdbc;

import org.jspecify.annotations.NullUnmarked;
