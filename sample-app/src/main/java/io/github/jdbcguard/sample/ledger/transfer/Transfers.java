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
import io.github.jdbcguard.session.TransactionalScope;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;

/**
 * Makes transfers: both sides are posted, or neither.
 */
@Service
public class Transfers {

	private final Accounts accounts;

	private final Journal journal;

	private final TransferRepository transfers;

	private final TransactionalScope transactions;

	Transfers(Accounts accounts, Journal journal, TransferRepository transfers, TransactionalScope transactions) {
		this.accounts = accounts;
		this.journal = journal;
		this.transfers = transfers;
		this.transactions = transactions.name("transfer").isolation(Isolation.SERIALIZABLE).retry(10);
	}

	/**
	 * Makes a transfer; from the beginning where another one got in its way.
	 * @param order the transfer wanted
	 * @return the transfer made
	 */
	public Transfer make(TransferOrder order) {
		if (order.from().equals(order.to())) {
			throw new SameAccountException(order.from());
		}
		return this.transactions.call((session) -> move(order));
	}

	/**
	 * Finds a transfer.
	 * @param id its id
	 * @return the transfer
	 */
	public Transfer get(UUID id) {
		return this.transfers.find(id).orElseThrow(() -> new UnknownTransferException(id));
	}

	private Transfer move(TransferOrder order) {
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
