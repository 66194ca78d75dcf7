/**
 * An application that starts itself again in child processes, all on one database.
 */
@NullMarked
package io.github.jdbcguard.sample.seed;

import org.jspecify.annotations.NullMarked;
