/**
 * Moving money from one account to another.
 */
@NullMarked
package io.github.jdbcguard.sample.ledger.transfer;

import org.jspecify.annotations.NullMarked;
