package io.github.jdbcguard.testing;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

/**
 * A database server of a test's own, which may be killed and started again, on the same
 * port and with the same data. Not thread-safe.
 */
public final class KillableServer implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final DatabaseServer server;

	private final List<String> command;

	private ProcessHandle process;

	private KillableServer(DatabaseServer server, String... launcher) throws IOException {
		this.server = server;
		this.process = server.process();
		this.command = new ArrayList<>(List.of(launcher));
		// The JDK does not tell it of a process of another user
		String arguments = Files.readString(Path.of("/proc", String.valueOf(this.process.pid()), "cmdline"));
		this.command.addAll(List.of(arguments.split("\0")));
	}

	/**
	 * Start a PostgreSQL server.
	 * @return the server
	 * @throws IOException if it cannot be started
	 */
	public static KillableServer postgres() throws IOException {
		int port = freePort();
		// It refuses to run as root, and as an unknown user it does not
		return "root".equals(System.getProperty("user.name"))
				? new KillableServer(EmbeddedPostgresServer.start(port), "unshare", "-U")
				: new KillableServer(EmbeddedPostgresServer.start(port));
	}

	/**
	 * Start a MariaDB server.
	 * @return the server
	 * @throws IOException if it cannot be started
	 */
	public static KillableServer mariaDb() throws IOException {
		return new KillableServer(EmbeddedMariaDbServer.start(freePort()));
	}

	/**
	 * A port that the system gives to nobody else while the server is down.
	 */
	private static int freePort() throws IOException {
		int port = ThreadLocalRandom.current().nextInt(12_000, 32_000);
		try (ServerSocket socket = new ServerSocket(port)) {
			return socket.getLocalPort();
		}
		catch (BindException ex) {
			return freePort();
		}
	}

	/**
	 * The database that is there from the beginning.
	 * @return the database
	 */
	public Database database() {
		return this.server.database(this.server.home());
	}

	/**
	 * End all processes of the server, at once and without a word.
	 */
	public void kill() {
		// The server first, or it would see its sessions die and start to recover
		List<ProcessHandle> all = Stream.concat(Stream.of(this.process), this.process.descendants()).toList();
		all.forEach(ProcessHandle::destroyForcibly);
		for (ProcessHandle one : all) {
			one.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
		}
	}

	/**
	 * Start the server again and wait until it answers.
	 * @throws IOException if it cannot be started
	 */
	public void restart() throws IOException {
		this.process = new ProcessBuilder(this.command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start()
			.toHandle();
		Awaitility.await("a restart of " + this.command).atMost(PATIENCE).ignoreExceptions().until(() -> {
			try (Connection connection = database().connect()) {
				return connection.isValid(1);
			}
		});
	}

	@Override
	public void close() {
		this.server.stop();
		// What was started again is not always known to whoever started it first
		this.process.destroyForcibly();

	}

}
