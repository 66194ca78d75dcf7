/**
 * How {@code jdbc-guard.pool.*} becomes what a pool does: read, checked by itself and
 * against what is set at the pool, and applied. Public only for the package above.
 */
@NullMarked
package io.github.jdbcguard.autoconfigure.pool;

import org.jspecify.annotations.NullMarked;
