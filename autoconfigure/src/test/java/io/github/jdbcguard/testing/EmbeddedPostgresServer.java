package io.github.jdbcguard.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;

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
		return start(0);
	}

	static DatabaseServer start(int port) throws IOException {
		return new EmbeddedPostgresServer(EmbeddedPostgres.builder()
			.setPort(port)
			.setRegisterShutdownHook(false)
			// What was committed is there even after the server was killed
			.setServerConfig("synchronous_commit", "on")
			.start());
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
	public ProcessHandle process() {
		try {
			long pid = database(home())
				.number("select cast(split_part(pg_read_file('postmaster.pid'), e'\\n', 1) as bigint)");
			return ProcessHandle.of(pid).orElseThrow();
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
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
