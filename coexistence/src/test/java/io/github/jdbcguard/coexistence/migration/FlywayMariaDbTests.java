package io.github.jdbcguard.coexistence.migration;

import io.github.jdbcguard.coexistence.GuardedApplication;
import io.github.jdbcguard.coexistence.Technology;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * {@link MigrationTests} with Flyway on MariaDB.
 */
class FlywayMariaDbTests extends MigrationTests {

	@RegisterExtension
	static final GuardedApplication application = GuardedApplication.of(Park.class).with(Technology.FLYWAY).onMariaDb();

}
