package io.github.jdbcguard.sample.ledger.account;

import java.net.URI;
import java.util.List;

import io.github.jdbcguard.session.JdbcSession;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Accounts over HTTP.
 */
@RestController
@RequestMapping("/accounts")
class AccountController {

	private final Accounts accounts;

	private final JdbcSession session;

	AccountController(Accounts accounts, JdbcSession session) {
		this.accounts = accounts;
		this.session = session;
	}

	@PostMapping
	ResponseEntity<Account> open(@Valid @RequestBody NewAccount order) {
		Account account = this.accounts.open(order);
		this.session.commit();
		return ResponseEntity.created(URI.create("/accounts/" + account.accountNo())).body(account);
	}

	@GetMapping
	List<Account> list(@RequestParam(defaultValue = "") String after,
			@RequestParam(defaultValue = "50") @Positive @Max(200) int limit) {
		return this.accounts.list(after, limit);
	}

	@GetMapping("/{accountNo}")
	Account get(@PathVariable String accountNo) {
		return this.accounts.get(accountNo);
	}

}
