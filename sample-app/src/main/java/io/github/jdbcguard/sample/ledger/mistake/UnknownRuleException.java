package io.github.jdbcguard.sample.ledger.mistake;

import io.github.jdbcguard.sample.ledger.problem.LedgerException;

import org.springframework.http.HttpStatus;

/**
 * There is no such rule.
 */
@SuppressWarnings("serial")
class UnknownRuleException extends LedgerException {

	UnknownRuleException(String rule) {
		super(HttpStatus.NOT_FOUND, "unknown-rule", "Unknown rule", "There is no rule " + rule);
	}

}
