package io.github.jdbcguard.sample.ledger.transfer;

import java.util.UUID;

import io.github.jdbcguard.sample.ledger.problem.LedgerException;

import org.springframework.http.HttpStatus;

/**
 * The transfer was made before.
 */
@SuppressWarnings("serial")
public final class DuplicateTransferException extends LedgerException {

	DuplicateTransferException(UUID id) {
		super(HttpStatus.CONFLICT, "duplicate-transfer", "Duplicate transfer", "Transfer " + id + " was made already");
	}

}
