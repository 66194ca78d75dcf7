package io.github.jdbcguard.sample.ledger.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import io.github.jdbcguard.sample.ledger.time.UtcColumn;
import io.github.jdbcguard.session.JdbcSession;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The table of accounts. Works in the session of whoever calls.
 */
@Repository
class AccountRepository {

	private static final String SELECT = "select account_no, owner, balance, postings, opened_at from account ";

	private final JdbcClient jdbc;

	AccountRepository(JdbcSession session) {
		this.jdbc = session.jdbc();
	}

	void insert(Account account) {
		this.jdbc.sql("""
				insert into account (account_no, owner, balance, postings, opened_at)
				values (:accountNo, :owner, :balance, :postings, :openedAt)""")
			.param("accountNo", account.accountNo())
			.param("owner", account.owner())
			.param("balance", account.balance())
			.param("postings", account.postings())
			.param("openedAt", UtcColumn.of(account.openedAt()))
			.update();
	}

	void update(Account account) {
		this.jdbc.sql("update account set balance = :balance, postings = :postings where account_no = :accountNo")
			.param("balance", account.balance())
			.param("postings", account.postings())
			.param("accountNo", account.accountNo())
			.update();
	}

	Optional<Account> find(String accountNo) {
		return this.jdbc.sql(SELECT + "where account_no = :accountNo")
			.param("accountNo", accountNo)
			.query(AccountRepository::account)
			.optional();
	}

	Optional<Account> lock(String accountNo) {
		return this.jdbc.sql(SELECT + "where account_no = :accountNo for update")
			.param("accountNo", accountNo)
			.query(AccountRepository::account)
			.optional();
	}

	List<Account> findAfter(String accountNo, int limit) {
		return this.jdbc.sql(SELECT + "where account_no > :accountNo order by account_no limit :limit")
			.param("accountNo", accountNo)
			.param("limit", limit)
			.query(AccountRepository::account)
			.list();
	}

	private static Account account(ResultSet row, int rowNumber) throws SQLException {
		return new Account(row.getString("account_no"), row.getString("owner"), row.getBigDecimal("balance"),
				row.getLong("postings"), UtcColumn.read(row, "opened_at"));
	}

}
