/**
 * For applications' own tests: a test says that it leaves no connection open and breaks
 * no boundary rule, by {@link io.github.jdbcguard.test.GuardedConnections} on its class,
 * or by a {@link io.github.jdbcguard.test.ConnectionWatch} around a block.
 */
@NullMarked
package io.github.jdbcguard.test;

import org.jspecify.annotations.NullMarked;
