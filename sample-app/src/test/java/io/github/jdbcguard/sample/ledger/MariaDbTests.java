package io.github.jdbcguard.sample.ledger;

import org.springframework.test.context.ActiveProfiles;

/**
 * The ledger with the profile {@code mariadb}.
 */
@ActiveProfiles("mariadb")
class MariaDbTests extends AbstractDatabaseTests {

	MariaDbTests() {
		super("MariaDB");
	}

}
