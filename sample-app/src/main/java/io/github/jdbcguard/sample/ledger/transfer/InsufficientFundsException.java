package io.github.jdbcguard.sample.ledger.transfer;

import java.math.BigDecimal;

import io.github.jdbcguard.sample.ledger.account.Account;
import io.github.jdbcguard.sample.ledger.problem.LedgerException;

import org.springframework.http.HttpStatus;

/**
 * The account has less than the transfer would take.
 */
@SuppressWarnings("serial")
public final class InsufficientFundsException extends LedgerException {

	InsufficientFundsException(Account from, BigDecimal amount) {
		super(HttpStatus.CONFLICT, "insufficient-funds", "Insufficient funds",
				"Account %s has %s, too little for %s".formatted(from.accountNo(), from.balance(), amount));
	}

}
