package io.github.jdbcguard.sample.ledger;

import io.github.jdbcguard.sample.database.EmbeddedDatabaseConfiguration;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/**
 * The ledger. Starts on an embedded PostgreSQL unless told otherwise.
 */
@SpringBootApplication
@Import(EmbeddedDatabaseConfiguration.class)
public class LedgerApplication {

	/**
	 * Starts the ledger.
	 * @param args the command line options
	 */
	public static void main(String[] args) {
		SpringApplication.run(LedgerApplication.class, args);
	}

}
