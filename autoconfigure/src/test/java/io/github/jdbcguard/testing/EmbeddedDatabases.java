package io.github.jdbcguard.testing;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Real database servers without Docker: each is started at its first use, once per JVM,
 * on a port of its own of the loopback interface with its data in a temporary directory,
 * and stopped when the JVM ends. A thread of its own starts it: a test whose time is up
 * while it waits must not leave all others without a server.
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

	/**
	 * Start all servers, and wait for them.
	 */
	public static void start() {
		List.of(Postgres.SERVER, MariaDb.SERVER).forEach(CompletableFuture::join);
	}

	private static Database create(CompletableFuture<DatabaseServer> starting) {
		DatabaseServer server = starting.join();
		String name = "test" + numbers.incrementAndGet();
		try {
			server.database(server.home()).execute("create database " + name);
		}
		catch (SQLException ex) {
			throw new IllegalStateException("No database '%s'".formatted(name), ex);
		}
		return server.database(name);
	}

	private static CompletableFuture<DatabaseServer> starting(Callable<DatabaseServer> start) {
		CompletableFuture<DatabaseServer> starting = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				DatabaseServer server = start.call();
				Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "stop-" + server.home()));
				starting.complete(server);
			}
			catch (Exception ex) {
				starting.completeExceptionally(ex);
			}
		}, "start-server");
		thread.setDaemon(true);
		thread.start();
		return starting;
	}

	private static final class Postgres {

		private static final CompletableFuture<DatabaseServer> SERVER = starting(EmbeddedPostgresServer::start);

	}

	private static final class MariaDb {

		private static final CompletableFuture<DatabaseServer> SERVER = starting(EmbeddedMariaDbServer::start);

	}

}
