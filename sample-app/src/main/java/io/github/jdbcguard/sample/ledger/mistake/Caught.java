package io.github.jdbcguard.sample.ledger.mistake;

import io.github.jdbcguard.boundary.Violation;

/**
 * A mistake that the guard has caught.
 *
 * @param rule the rule that was broken
 * @param message what the guard says
 */
record Caught(String rule, String message) {

	static Caught of(Violation violation) {
		return new Caught(violation.rule().key(), violation.message());
	}

}
