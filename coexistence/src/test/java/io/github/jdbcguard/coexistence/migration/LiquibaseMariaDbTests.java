package io.github.jdbcguard.coexistence.migration;

import io.github.jdbcguard.coexistence.GuardedApplication;
import io.github.jdbcguard.coexistence.Technology;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * {@link MigrationTests} with Liquibase on MariaDB.
 */
class LiquibaseMariaDbTests extends MigrationTests {

	@RegisterExtension
	static final GuardedApplication application = GuardedApplication.of(Park.class)
		.with(Technology.LIQUIBASE)
		.set("spring.liquibase.change-log", "classpath:db/changelog/changes.sql")
		.onMariaDb();

}
