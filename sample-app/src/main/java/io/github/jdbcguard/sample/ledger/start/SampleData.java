package io.github.jdbcguard.sample.ledger.start;

import java.math.BigDecimal;

import io.github.jdbcguard.sample.ledger.account.Accounts;
import io.github.jdbcguard.sample.ledger.account.NewAccount;
import io.github.jdbcguard.sample.ledger.transfer.TransferOrder;
import io.github.jdbcguard.sample.ledger.transfer.Transfers;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Fills an empty ledger with something to look at.
 */
@Component
class SampleData implements ApplicationRunner {

	private final Accounts accounts;

	private final Transfers transfers;

	SampleData(Accounts accounts, Transfers transfers) {
		this.accounts = accounts;
		this.transfers = transfers;
	}

	@Override
	@Transactional
	public void run(ApplicationArguments args) {
		if (!this.accounts.list("", 1).isEmpty()) {
			return;
		}
		open("1001", "Ada", "1000.00");
		open("1002", "Grace", "500.00");
		open("1003", "Edsger", "0.00");
		transfer("1001", "1002", "120.50", "Rent");
		transfer("1002", "1003", "80.25", "Books");
		transfer("1001", "1003", "15.00", "Lunch");
	}

	private void open(String accountNo, String owner, String openingBalance) {
		this.accounts.open(new NewAccount(accountNo, owner, new BigDecimal(openingBalance)));
	}

	private void transfer(String from, String to, String amount, String text) {
		this.transfers.make(new TransferOrder(null, from, to, new BigDecimal(amount), text));
	}

}
