/**
 * What should not be done with connections, done on purpose, and what the guard says.
 */
@NullMarked
package io.github.jdbcguard.sample.ledger.mistake;

import org.jspecify.annotations.NullMarked;
