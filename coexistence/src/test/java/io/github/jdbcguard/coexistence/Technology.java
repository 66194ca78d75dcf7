package io.github.jdbcguard.coexistence;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What an application may use besides Spring JDBC. All of it lies on the class path of
 * all of them, see {@link OnTechnology}.
 */
public enum Technology {

	/**
	 * Spring Data JDBC.
	 */
	DATA_JDBC("org.springframework.boot.data.jdbc."),

	/**
	 * Schema migration by Flyway.
	 */
	FLYWAY("org.springframework.boot.flyway."),

	/**
	 * SQL through jOOQ.
	 */
	JOOQ("org.springframework.boot.jooq."),

	/**
	 * JPA by Hibernate, with Spring Data's repositories.
	 */
	JPA("org.springframework.boot.data.jpa.", "org.springframework.boot.hibernate.", "org.springframework.boot.jpa."),

	/**
	 * Schema migration by Liquibase.
	 */
	LIQUIBASE("org.springframework.boot.liquibase."),

	/**
	 * SQL through MyBatis' mappers.
	 */
	MYBATIS("org.mybatis."),

	/**
	 * Jobs by Quartz.
	 */
	QUARTZ("org.springframework.boot.quartz."),

	/**
	 * HTTP sessions that are kept in the database.
	 */
	SESSION("org.springframework.boot.session.");

	private final List<String> packages;

	Technology(String... packages) {
		this.packages = List.of(packages);
	}

	static Optional<Technology> of(String autoConfiguration) {
		return Arrays.stream(values())
			.filter((technology) -> technology.packages.stream().anyMatch(autoConfiguration::startsWith))
			.findFirst();
	}

}
