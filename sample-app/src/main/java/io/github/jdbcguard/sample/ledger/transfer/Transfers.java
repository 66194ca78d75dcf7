package io.github.jdbcguard.sample.ledger.transfer;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import io.github.jdbcguard.sample.ledger.account.Account;
import io.github.jdbcguard.sample.ledger.account.Accounts;
import io.github.jdbcguard.sample.ledger.account.Entry;
import io.github.jdbcguard.sample.ledger.account.Journal;
import io.github.jdbcguard.sample.ledger.time.UtcColumn;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes transfers: both sides are posted, or neither.
 */
@Service
@Transactional
public class Transfers {

	private final Accounts accounts;

	private final Journal journal;

	private final TransferRepository transfers;

	Transfers(Accounts accounts, Journal journal, TransferRepository transfers) {
		this.accounts = accounts;
		this.journal = journal;
		this.transfers = transfers;
	}

	/**
	 * Makes a transfer.
	 * @param order the transfer wanted
	 * @return the transfer made
	 */
	public Transfer make(TransferOrder order) {
		if (order.from().equals(order.to())) {
			throw new SameAccountException(order.from());
		}
		Map<String, Account> locked = this.accounts.lock(order.from(), order.to());
		Account from = Objects.requireNonNull(locked.get(order.from()));
		Account to = Objects.requireNonNull(locked.get(order.to()));
		Transfer transfer = record(order);
		if (from.balance().compareTo(transfer.amount()) < 0) {
			throw new InsufficientFundsException(from, transfer.amount());
		}
		this.journal.post(from, entry(transfer, transfer.amount().negate()));
		this.journal.post(to, entry(transfer, transfer.amount()));
		return transfer;
	}

	/**
	 * Finds a transfer.
	 * @param id its id
	 * @return the transfer
	 */
	@Transactional(readOnly = true)
	public Transfer get(UUID id) {
		return this.transfers.find(id).orElseThrow(() -> new UnknownTransferException(id));
	}

	private Transfer record(TransferOrder order) {
		UUID id = Objects.requireNonNullElseGet(order.id(), UUID::randomUUID);
		Transfer transfer = new Transfer(id, order.from(), order.to(), order.amount().setScale(2), order.text(),
				UtcColumn.now());
		try {
			this.transfers.insert(transfer);
			return transfer;
		}
		catch (DuplicateKeyException ex) {
			throw new DuplicateTransferException(id);
		}
	}

	private static Entry entry(Transfer transfer, BigDecimal amount) {
		return new Entry(amount, transfer.text(), transfer.id(), transfer.madeAt());
	}

}
