package io.github.jdbcguard.sample.seed;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An application that inserts 1, starts itself in a child process that adds 1, and then
 * reads 2; as many rounds as the option {@code seed.rounds} says. Parent and children
 * each have a connection pool on the same database.
 */
public final class SeedExample {

	private SeedExample() {
	}

	/**
	 * Runs the parent, or with the option {@code seed.child-of} a child.
	 * @param args the command line options
	 */
	public static void main(String[] args) {
		run(args).close();
	}

	static ConfigurableApplicationContext run(String... args) {
		return new SpringApplicationBuilder(SeedApplication.class).web(WebApplicationType.NONE)
			.lazyInitialization(true)
			.profiles("seed")
			.run(args);
	}

}
