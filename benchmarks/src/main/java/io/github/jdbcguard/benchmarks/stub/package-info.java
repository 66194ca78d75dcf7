/**
 * A JDBC driver that costs nothing, so that what a benchmark measures is the pool.
 */
@NullMarked
package io.github.jdbcguard.benchmarks.stub;

import org.jspecify.annotations.NullMarked;
