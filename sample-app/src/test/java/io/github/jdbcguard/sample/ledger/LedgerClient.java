package io.github.jdbcguard.sample.ledger;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.jdbcguard.sample.ledger.account.Account;
import io.github.jdbcguard.sample.ledger.statement.Statement;
import org.jspecify.annotations.Nullable;

import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.assertj.RestTestClientResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Speaks to the ledger as its users do.
 */
class LedgerClient {

	private static final AtomicInteger opened = new AtomicInteger();

	private final RestTestClient client;

	LedgerClient(RestTestClient client) {
		this.client = client;
	}

	RestTestClientResponse get(String path) {
		return RestTestClientResponse.from(this.client.get().uri(path).exchange());
	}

	RestTestClientResponse post(String path, Object body) {
		return RestTestClientResponse.from(this.client.post().uri(path).body(body).exchange());
	}

	/** Opens an account that no other test knows and returns its number. */
	String open(String openingBalance) {
		String accountNo = "T-" + opened.incrementAndGet();
		assertThat(post("/accounts", account(accountNo, "Somebody", openingBalance))).hasStatus(201);
		return accountNo;
	}

	RestTestClientResponse transfer(String from, String to, String amount) {
		return post("/transfers", order(null, from, to, amount));
	}

	BigDecimal balance(String accountNo) {
		return body(Account.class, "/accounts/" + accountNo).balance();
	}

	Statement statement(String accountNo, String query) {
		return body(Statement.class, "/accounts/" + accountNo + "/statement" + query);
	}

	private <T> T body(Class<T> type, String path) {
		T body = this.client.get().uri(path).exchange().expectStatus().isOk().returnResult(type).getResponseBody();
		return assertThat(body).isNotNull().actual();
	}

	static Map<String, Object> account(String accountNo, String owner, String openingBalance) {
		return Map.of("accountNo", accountNo, "owner", owner, "openingBalance", openingBalance);
	}

	static Map<String, Object> order(@Nullable String id, String from, String to, String amount) {
		Map<String, Object> order = new LinkedHashMap<>();
		if (id != null) {
			order.put("id", id);
		}
		order.put("from", from);
		order.put("to", to);
		order.put("amount", amount);
		order.put("text", "Test");
		return order;
	}

}
