package io.github.jdbcguard.sample.ledger.transfer;

import java.util.UUID;

import io.github.jdbcguard.sample.ledger.problem.LedgerException;

import org.springframework.http.HttpStatus;

/**
 * There is no transfer of that id.
 */
@SuppressWarnings("serial")
public final class UnknownTransferException extends LedgerException {

	UnknownTransferException(UUID id) {
		super(HttpStatus.NOT_FOUND, "unknown-transfer", "Unknown transfer", "There is no transfer " + id);
	}

}
