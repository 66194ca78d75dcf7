package io.github.jdbcguard.sample.ledger;

import org.springframework.test.context.ActiveProfiles;

/**
 * The ledger with the profile {@code h2}.
 */
@ActiveProfiles("h2")
class H2Tests extends AbstractDatabaseTests {

	H2Tests() {
		super("H2");
	}

}
