package io.github.jdbcguard.sample.ledger.statement;

import java.util.List;

import io.github.jdbcguard.sample.ledger.account.Account;
import org.jspecify.annotations.Nullable;

/**
 * A page of what happened on an account, oldest first.
 *
 * @param account the account
 * @param postings the page's lines
 * @param next what to give as {@code after} for the next page; null on the last one
 */
public record Statement(Account account, List<Posting> postings, @Nullable Long next) {

	static Statement of(Account account, List<Posting> postings) {
		long last = postings.isEmpty() ? account.postings() : postings.get(postings.size() - 1).postingNo();
		return new Statement(account, postings, (last < account.postings()) ? last : null);
	}

}
