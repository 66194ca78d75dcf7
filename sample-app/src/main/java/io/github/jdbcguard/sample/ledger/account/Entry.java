package io.github.jdbcguard.sample.ledger.account;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What is to be posted to an account.
 *
 * @param amount what comes in, or goes out if negative
 * @param text what it is for
 * @param transferId the transfer it is one side of
 * @param at when it happened
 */
public record Entry(BigDecimal amount, String text, @Nullable UUID transferId, Instant at) {

}
