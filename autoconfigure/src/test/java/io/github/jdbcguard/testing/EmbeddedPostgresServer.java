package io.github.jdbcguard.testing;

import java.io.IOException;
import java.io.UncheckedIOException;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * {@link DatabaseServer} that is PostgreSQL.
 */
final class EmbeddedPostgresServer implements DatabaseServer {

	private static final String USER = "postgres";

	private final EmbeddedPostgres server;

	private EmbeddedPostgresServer(EmbeddedPostgres server) {
		this.server = server;
	}

	static DatabaseServer start() throws IOException {
		return new EmbeddedPostgresServer(EmbeddedPostgres.builder().setRegisterShutdownHook(false).start());
	}

	@Override
	public String home() {
		return USER;
	}

	@Override
	public Database database(String name) {
		return new Database("jdbc:postgresql://localhost:%d/%s".formatted(this.server.getPort(), name), USER, USER);
	}

	@Override
	public void stop() {
		try {
			this.server.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
