package io.github.jdbcguard.sample.ledger.statement;

import java.math.BigDecimal;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One line of a statement.
 *
 * @param postingNo the line's number on this account, from 1 without gaps
 * @param amount what came in, or went out if negative
 * @param balance the balance after it
 * @param text what it was for
 * @param transferId the transfer it is one side of
 * @param postedAt when it was posted
 */
public record Posting(long postingNo, BigDecimal amount, BigDecimal balance, String text, @Nullable String transferId,
		Instant postedAt) {

}
