package io.github.jdbcguard.sample.ledger.transfer;

import io.github.jdbcguard.sample.ledger.problem.LedgerException;

import org.springframework.http.HttpStatus;

/**
 * Both sides of the transfer are one account.
 */
@SuppressWarnings("serial")
public final class SameAccountException extends LedgerException {

	SameAccountException(String accountNo) {
		super(HttpStatus.UNPROCESSABLE_CONTENT, "same-account", "Same account",
				"Account " + accountNo + " cannot send to itself");
	}

}
