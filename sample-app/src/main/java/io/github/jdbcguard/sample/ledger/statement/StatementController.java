package io.github.jdbcguard.sample.ledger.statement;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Statements over HTTP.
 */
@RestController
class StatementController {

	private final Statements statements;

	StatementController(Statements statements) {
		this.statements = statements;
	}

	@GetMapping("/accounts/{accountNo}/statement")
	Statement draw(@PathVariable String accountNo, @RequestParam(defaultValue = "0") @PositiveOrZero long after,
			@RequestParam(defaultValue = "50") @Positive @Max(200) int limit) {
		return this.statements.draw(accountNo, after, limit);
	}

}
