/**
 * What happened on an account, with its running balance.
 */
@NullMarked
package io.github.jdbcguard.sample.ledger.statement;

import org.jspecify.annotations.NullMarked;
