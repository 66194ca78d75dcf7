package io.github.jdbcguard.coexistence.migration;

import io.github.jdbcguard.coexistence.GuardedApplication;
import io.github.jdbcguard.coexistence.Technology;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link MigrationTests} with Flyway on PostgreSQL, in transactions and without.
 */
class FlywayPostgresTests extends MigrationTests {

	@RegisterExtension
	static final GuardedApplication application = GuardedApplication.of(Park.class)
		.with(Technology.FLYWAY)
		.set("spring.flyway.locations", "classpath:db/migration,classpath:db/postgresql")
		.set("spring.flyway.postgresql.transactional-lock", false);

	@Test
	void anotherRunFindsNothingToDo() {
		Flyway flyway = application.bean(Flyway.class);
		assertThat(flyway.migrate().migrationsExecuted).isZero();
		assertThat(flyway.info().applied()).hasSize(3);
		flyway.validate();
	}

}
