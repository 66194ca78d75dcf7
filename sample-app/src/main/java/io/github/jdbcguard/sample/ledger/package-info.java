/**
 * A small ledger: accounts, transfers between them, and statements.
 */
@NullMarked
package io.github.jdbcguard.sample.ledger;

import org.jspecify.annotations.NullMarked;
