package io.github.jdbcguard.sample.database;

import java.io.IOException;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/**
 * Starts a database server beside the application, unless {@code spring.datasource.url}
 * names one: PostgreSQL, or MariaDB with the profile {@code mariadb}.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(OnNoDatabaseNamed.class)
public class EmbeddedDatabaseConfiguration {

	@Bean
	@Profile("!mariadb")
	EmbeddedPostgresServer embeddedPostgres() throws IOException {
		return EmbeddedPostgresServer.start();
	}

	@Bean
	@Profile("mariadb")
	EmbeddedMariaDbServer embeddedMariaDb() throws IOException {
		return EmbeddedMariaDbServer.start();
	}

}
