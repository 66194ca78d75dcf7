package io.github.jdbcguard.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Real database servers without Docker: each is started at its first use, once per JVM,
 * on a port of its own of the loopback interface with its data in a temporary directory,
 * and stopped when the JVM ends.
 */
public final class EmbeddedDatabases {

	private static final AtomicInteger numbers = new AtomicInteger();

	private EmbeddedDatabases() {
	}

	/**
	 * A new, empty database on the PostgreSQL server.
	 * @return the database
	 */
	public static Database postgres() {
		return create(Postgres.SERVER);
	}

	/**
	 * A new, empty database on the MariaDB server.
	 * @return the database
	 */
	public static Database mariaDb() {
		return create(MariaDb.SERVER);
	}

	private static Database create(DatabaseServer server) {
		String name = "test" + numbers.incrementAndGet();
		try {
			server.database(server.home()).execute("create database " + name);
		}
		catch (SQLException ex) {
			throw new IllegalStateException("No database '%s'".formatted(name), ex);
		}
		return server.database(name);
	}

	private static DatabaseServer started(Start start) {
		try {
			DatabaseServer server = start.run();
			Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "stop-" + server.home()));
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static final class Postgres {

		private static final DatabaseServer SERVER = started(EmbeddedPostgresServer::start);

	}

	private static final class MariaDb {

		private static final DatabaseServer SERVER = started(EmbeddedMariaDbServer::start);

	}

	/**
	 * Starts a server.
	 */
	@FunctionalInterface
	private interface Start {

		DatabaseServer run() throws IOException;

	}

}
