/**
 * What the ledger does once, when it starts.
 */
@NullMarked
package io.github.jdbcguard.sample.ledger.start;

import org.jspecify.annotations.NullMarked;
