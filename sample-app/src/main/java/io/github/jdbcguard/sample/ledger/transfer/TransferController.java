package io.github.jdbcguard.sample.ledger.transfer;

import java.net.URI;
import java.util.UUID;

import jakarta.validation.Valid;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Transfers over HTTP.
 */
@RestController
@RequestMapping("/transfers")
class TransferController {

	private final Transfers transfers;

	TransferController(Transfers transfers) {
		this.transfers = transfers;
	}

	@PostMapping
	ResponseEntity<Transfer> make(@Valid @RequestBody TransferOrder order) {
		Transfer transfer = this.transfers.make(order);
		return ResponseEntity.created(URI.create("/transfers/" + transfer.id())).body(transfer);
	}

	@GetMapping("/{id}")
	Transfer get(@PathVariable UUID id) {
		return this.transfers.get(id);
	}

}
