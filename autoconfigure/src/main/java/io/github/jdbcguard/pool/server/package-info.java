/**
 * What differs from one database server, and its driver, to the other: the codes that
 * mean a lost connection, how to ask whether a connection lives, how to clear a session,
 * what the server does to connections that are idle.
 * <p>
 * Internal: its types are public only because the packages that guard pools use them. It
 * needs no driver to compile or to load; a driver's own method is reached by reflection.
 */
@NullMarked
package io.github.jdbcguard.pool.server;

import org.jspecify.annotations.NullMarked;
