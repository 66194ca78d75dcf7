package io.github.jdbcguard.sample.ledger.account;

import java.util.Objects;

import io.github.jdbcguard.sample.ledger.time.UtcColumn;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Posts to accounts. The postings of an account are numbered without gaps, and each keeps
 * the balance after it.
 */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
public class Journal {

	private final AccountRepository accounts;

	private final JdbcClient jdbc;

	Journal(AccountRepository accounts, JdbcClient jdbc) {
		this.accounts = accounts;
		this.jdbc = jdbc;
	}

	/**
	 * Posts to an account that this transaction has opened or locked.
	 * @param account the account
	 * @param entry what to post
	 * @return the account after it
	 */
	public Account post(Account account, Entry entry) {
		Account after = account.afterPosting(entry.amount());
		this.accounts.update(after);
		this.jdbc.sql("""
				insert into posting (account_no, posting_no, transfer_id, remark, amount, balance, posted_at)
				values (:accountNo, :postingNo, :transferId, :remark, :amount, :balance, :postedAt)""")
			.param("accountNo", after.accountNo())
			.param("postingNo", after.postings())
			.param("transferId", Objects.toString(entry.transferId(), null))
			.param("remark", entry.text())
			.param("amount", entry.amount())
			.param("balance", after.balance())
			.param("postedAt", UtcColumn.of(entry.at()))
			.update();
		return after;
	}

}
