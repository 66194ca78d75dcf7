/**
 * What the guard costs, and what it saves after a restore, against bare HikariCP and its
 * peers.
 */
@NullMarked
package io.github.jdbcguard.benchmarks;

import org.jspecify.annotations.NullMarked;
