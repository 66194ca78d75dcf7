package io.github.jdbcguard.sample.ledger.account;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * An account as it stands.
 *
 * @param accountNo its number, chosen by whoever opened it
 * @param owner whose money it is
 * @param balance what is on it, never negative
 * @param postings how often something was posted to it
 * @param openedAt when it was opened
 */
public record Account(String accountNo, String owner, BigDecimal balance, long postings, Instant openedAt) {

	/**
	 * The form of an account number.
	 */
	public static final String NUMBER_FORMAT = "[A-Z0-9-]{3,20}";

	Account afterPosting(BigDecimal amount) {
		return new Account(this.accountNo, this.owner, this.balance.add(amount), this.postings + 1, this.openedAt);
	}

}
