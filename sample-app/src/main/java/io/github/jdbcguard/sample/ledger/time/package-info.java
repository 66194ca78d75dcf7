/**
 * Moments as the database keeps them.
 */
@NullMarked
package io.github.jdbcguard.sample.ledger.time;

import org.jspecify.annotations.NullMarked;
