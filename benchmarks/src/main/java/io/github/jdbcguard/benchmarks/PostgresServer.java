package io.github.jdbcguard.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A PostgreSQL server started for one run.
 */
final class PostgresServer implements AutoCloseable {

	private final EmbeddedPostgres server;

	private PostgresServer(EmbeddedPostgres server) {
		this.server = server;
	}

	static PostgresServer start() {
		try {
			return new PostgresServer(EmbeddedPostgres.start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException("PostgreSQL cannot be started", ex);
		}
	}

	String url() {
		return this.server.getJdbcUrl("postgres", "postgres");
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

}
