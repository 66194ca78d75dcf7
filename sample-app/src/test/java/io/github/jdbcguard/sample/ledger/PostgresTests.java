package io.github.jdbcguard.sample.ledger;

/**
 * The ledger as it starts when nothing is said.
 */
class PostgresTests extends AbstractDatabaseTests {

	PostgresTests() {
		super("PostgreSQL");
	}

}
