package io.github.jdbcguard.sample.ledger.statement;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

import io.github.jdbcguard.sample.ledger.account.Account;
import io.github.jdbcguard.sample.ledger.account.Accounts;
import io.github.jdbcguard.sample.ledger.time.UtcColumn;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Draws up statements.
 */
@Repository
public class Statements {

	private final Accounts accounts;

	private final JdbcClient jdbc;

	Statements(Accounts accounts, JdbcClient jdbc) {
		this.accounts = accounts;
		this.jdbc = jdbc;
	}

	/**
	 * Draws up one page. The balance and the lines are of the same moment.
	 * @param accountNo the account's number
	 * @param after the number of the posting after which to begin
	 * @param limit the most lines to return
	 * @return the page
	 */
	@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
	public Statement draw(String accountNo, long after, int limit) {
		Account account = this.accounts.get(accountNo);
		return Statement.of(account, postings(accountNo, after, limit));
	}

	private List<Posting> postings(String accountNo, long after, int limit) {
		return this.jdbc.sql("""
				select posting_no, amount, balance, remark, transfer_id, posted_at from posting
				where account_no = :accountNo and posting_no > :after order by posting_no limit :limit""")
			.param("accountNo", accountNo)
			.param("after", after)
			.param("limit", limit)
			.query(Statements::posting)
			.list();
	}

	private static Posting posting(ResultSet row, int rowNumber) throws SQLException {
		return new Posting(row.getLong("posting_no"), row.getBigDecimal("amount"), row.getBigDecimal("balance"),
				row.getString("remark"), row.getString("transfer_id"), UtcColumn.read(row, "posted_at"));
	}

}
