package io.github.jdbcguard.sample.ledger.account;

import io.github.jdbcguard.sample.ledger.problem.LedgerException;

import org.springframework.http.HttpStatus;

/**
 * The account number is taken.
 */
@SuppressWarnings("serial")
public final class DuplicateAccountException extends LedgerException {

	DuplicateAccountException(String accountNo) {
		super(HttpStatus.CONFLICT, "duplicate-account", "Duplicate account",
				"There is an account " + accountNo + " already");
	}

}
