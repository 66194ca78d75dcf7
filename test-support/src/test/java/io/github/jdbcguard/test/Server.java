package io.github.jdbcguard.test;

import java.io.IOException;
import java.io.UncheckedIOException;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * The PostgreSQL that all tests share. Started at the first use, on a port of its own of
 * the loopback interface, and stopped when the JVM ends.
 */
final class Server {

	private static EmbeddedPostgres server;

	private Server() {
	}

	static synchronized JdbcConnectionDetails connection() {
		try {
			if (server == null) {
				server = EmbeddedPostgres.builder().start();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		String url = server.getJdbcUrl("postgres", "postgres");
		return new JdbcConnectionDetails() {

			@Override
			public String getJdbcUrl() {
				return url;
			}

			@Override
			public String getUsername() {
				return "postgres";
			}

			@Override
			public String getPassword() {
				return "postgres";
			}

		};
	}

}
