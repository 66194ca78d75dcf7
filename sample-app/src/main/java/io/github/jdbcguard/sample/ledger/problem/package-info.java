/**
 * Errors as problem details (RFC 9457).
 */
@NullMarked
package io.github.jdbcguard.sample.ledger.problem;

import org.jspecify.annotations.NullMarked;
