package io.github.jdbcguard.coexistence.migration;

import io.github.jdbcguard.coexistence.CoexistenceTests;
import io.github.jdbcguard.coexistence.GuardedApplication;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A schema that is made when the application starts.
 */
abstract class MigrationTests extends CoexistenceTests {

	@Test
	void theSchemaIsThere(GuardedApplication application) {
		assertThat(application.number("select count(*) from species")).isEqualTo(2);
	}

	@Test
	void theApplicationWorksWithIt(GuardedApplication application) {
		JdbcClient client = application.bean(JdbcClient.class);
		assertThat(client.sql("select name from species order by name").query(String.class).list())
			.containsExactly("lynx", "wolf");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Park {

	}

}
