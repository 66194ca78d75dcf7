package io.github.jdbcguard.coexistence.jdbc;

import io.github.jdbcguard.coexistence.GuardedApplication;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * {@link SpringJdbcTests} on MariaDB.
 */
class SpringJdbcMariaDbTests extends SpringJdbcTests {

	@RegisterExtension
	static final GuardedApplication application = GuardedApplication.of(Shop.class)
		.onMariaDb()
		.schema(Orders.SCHEMA)
		.set("spring.datasource.hikari.maximum-pool-size", 4);

}
