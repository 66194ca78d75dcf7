/**
 * The guard of HikariCP pools: facade, leases, the wrapper of physical connections, and
 * what a checkout does.
 */
@NullMarked
package io.github.jdbcguard.pool.hikari;

import org.jspecify.annotations.NullMarked;
