package io.github.jdbcguard.sample.ledger.account;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import io.github.jdbcguard.sample.ledger.time.UtcColumn;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Opens, finds and locks accounts, in the session of whoever calls.
 */
@Service
public class Accounts {

	private final AccountRepository accounts;

	private final Journal journal;

	Accounts(AccountRepository accounts, Journal journal) {
		this.accounts = accounts;
		this.journal = journal;
	}

	/**
	 * Opens an account and posts what is on it from the beginning. It is there when the
	 * caller has committed.
	 * @param order the account wanted
	 * @return the account opened
	 * @throws DuplicateAccountException if the number is taken
	 */
	public Account open(NewAccount order) {
		Account account = new Account(order.accountNo(), order.owner(), BigDecimal.ZERO.setScale(2), 0,
				UtcColumn.now());
		try {
			this.accounts.insert(account);
		}
		catch (DuplicateKeyException ex) {
			throw new DuplicateAccountException(order.accountNo());
		}
		if (order.openingBalance().signum() == 0) {
			return account;
		}
		return this.journal.post(account,
				new Entry(order.openingBalance(), "Opening balance", null, account.openedAt()));
	}

	/**
	 * Finds one account.
	 * @param accountNo its number
	 * @return the account
	 * @throws UnknownAccountException if there is none
	 */
	public Account get(String accountNo) {
		return this.accounts.find(accountNo).orElseThrow(() -> new UnknownAccountException(accountNo));
	}

	/**
	 * Lists accounts in the order of their numbers.
	 * @param after the number after which to begin
	 * @param limit the most accounts to return
	 * @return the accounts
	 */
	public List<Account> list(String after, int limit) {
		return this.accounts.findAfter(after, limit);
	}

	/**
	 * Locks accounts until the transaction ends. Everyone locks in the order of the
	 * numbers, so that two who want the same accounts never wait for each other.
	 * @param accountNos the accounts' numbers
	 * @return the accounts by number
	 * @throws UnknownAccountException if one does not exist
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Map<String, Account> lock(String... accountNos) {
		Map<String, Account> locked = new TreeMap<>();
		for (String accountNo : new TreeSet<>(List.of(accountNos))) {
			locked.put(accountNo,
					this.accounts.lock(accountNo).orElseThrow(() -> new UnknownAccountException(accountNo)));
		}
		return locked;
	}

}
