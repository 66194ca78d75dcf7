/**
 * Accounts, and the journal of what was posted to them.
 */
@NullMarked
package io.github.jdbcguard.sample.ledger.account;

import org.jspecify.annotations.NullMarked;
