package io.github.jdbcguard.sample.ledger.transfer;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * A transfer that was made.
 *
 * @param id its id
 * @param from the account it was taken from
 * @param to the account it was given to
 * @param amount how much
 * @param text what it was for
 * @param madeAt when it was made
 */
public record Transfer(UUID id, String from, String to, BigDecimal amount, String text, Instant madeAt) {

}
