package io.github.jdbcguard.coexistence.jdbc;

import io.github.jdbcguard.coexistence.GuardedApplication;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * {@link SpringJdbcTests} where transactions take their connection late.
 */
class SpringJdbcLazyFetchTests extends SpringJdbcTests {

	@RegisterExtension
	static final GuardedApplication application = GuardedApplication.of(Shop.class)
		.set("spring.datasource.connection-fetch", "lazy")
		.schema(Orders.SCHEMA)
		.set("spring.datasource.hikari.maximum-pool-size", 4);

}
