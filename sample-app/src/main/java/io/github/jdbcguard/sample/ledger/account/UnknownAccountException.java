package io.github.jdbcguard.sample.ledger.account;

import io.github.jdbcguard.sample.ledger.problem.LedgerException;

import org.springframework.http.HttpStatus;

/**
 * There is no account of that number.
 */
@SuppressWarnings("serial")
public final class UnknownAccountException extends LedgerException {

	UnknownAccountException(String accountNo) {
		super(HttpStatus.NOT_FOUND, "unknown-account", "Unknown account", "There is no account " + accountNo);
	}

}
