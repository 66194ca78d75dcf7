package io.github.jdbcguard.sample.ledger.mistake;

import java.util.Arrays;
import java.util.List;

import io.github.jdbcguard.boundary.BoundaryRule;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Breaks each boundary rule on purpose, and answers with what the guard says.
 */
@RestController
@RequestMapping("/boundary")
class BoundaryController {

	private final Mistakes mistakes;

	private final GuardMessages messages;

	BoundaryController(Mistakes mistakes, GuardMessages messages) {
		this.mistakes = mistakes;
		this.messages = messages;
	}

	@GetMapping
	List<String> rules() {
		return Arrays.stream(BoundaryRule.values()).map(BoundaryRule::key).toList();
	}

	@PostMapping("/{rule}")
	Caught breakOnPurpose(@PathVariable String rule) throws Exception {
		BoundaryRule known = find(rule);
		return Caught.of(this.messages.on(known, mistakeThatBreaks(known)));
	}

	private static BoundaryRule find(String key) {
		return Arrays.stream(BoundaryRule.values())
			.filter((rule) -> rule.key().equals(key))
			.findFirst()
			.orElseThrow(() -> new UnknownRuleException(key));
	}

	private Mistake mistakeThatBreaks(BoundaryRule rule) {
		return switch (rule) {
			case CONCURRENT_USE -> this.mistakes::shareBetweenThreads;
			case USE_AFTER_CLOSE -> this.mistakes::useAfterClose;
			case OPEN_TRANSACTION_ON_RETURN -> this.mistakes::forgetToCommit;
			case CROSS_THREAD -> this.mistakes::helpWithOtherThread;
			case LEAKED_LEASE -> this.mistakes::forgetToClose;
			case NESTED_CHECKOUT -> this.mistakes::waitWhileHolding;
			case LONG_LEASE -> this.mistakes::holdForLong;
			case IDLE_IN_TRANSACTION -> this.mistakes::callSomebodyInTransaction;
			case STATE_LEAK -> this.mistakes::leaveIsolationChanged;
			case OUTSIDE_TRANSACTION -> this.mistakes::forgetTransaction;
		};
	}

}
