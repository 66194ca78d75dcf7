package io.github.jdbcguard.sample.database;

import java.io.IOException;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * A PostgreSQL server with a data directory of its own that goes when the server stops.
 */
final class EmbeddedPostgresServer implements JdbcConnectionDetails, AutoCloseable {

	private static final String USER = "postgres";

	private final EmbeddedPostgres server;

	private EmbeddedPostgresServer(EmbeddedPostgres server) {
		this.server = server;
	}

	static EmbeddedPostgresServer start() throws IOException {
		// A shutdown hook of its own would stop the server under the pool
		return new EmbeddedPostgresServer(EmbeddedPostgres.builder().setRegisterShutdownHook(false).start());
	}

	@Override
	public String getUsername() {
		return USER;
	}

	@Override
	public String getPassword() {
		return USER;
	}

	@Override
	public String getJdbcUrl() {
		return "jdbc:postgresql://localhost:%d/postgres".formatted(this.server.getPort());
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

}
