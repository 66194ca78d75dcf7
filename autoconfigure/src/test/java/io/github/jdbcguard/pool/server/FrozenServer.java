package io.github.jdbcguard.pool.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

import org.awaitility.Awaitility;

/**
 * The server process behind a connection, stopped by a signal until this is closed: on
 * PostgreSQL that of this connection alone, on MariaDB the one for all.
 */
final class FrozenServer implements AutoCloseable {

	private final long pid;

	private FrozenServer(long pid) {
		this.pid = pid;
	}

	static FrozenServer behind(Connection connection, Driver driver) throws Exception {
		FrozenServer server = new FrozenServer(pid(connection, driver));
		server.signal("STOP");
		Awaitility.await().until(server::isStopped);
		return server;
	}

	private static long pid(Connection connection, Driver driver) throws SQLException, IOException {
		if (driver == Driver.PGJDBC) {
			return driver.id(connection);
		}
		String file = Driver.ask(connection, "select @@pid_file");
		return Long.parseLong(Files.readString(Path.of(String.valueOf(file))).strip());
	}

	private void signal(String name) throws Exception {
		Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(this.pid)).inheritIO().start();
		if (kill.waitFor() != 0) {
			throw new IllegalStateException("No signal %s to process %d".formatted(name, this.pid));
		}
	}

	private boolean isStopped() throws IOException {
		String stat = Files.readString(Path.of("/proc/%d/stat".formatted(this.pid)));
		return stat.substring(stat.lastIndexOf(')')).startsWith(") T");
	}

	@Override
	public void close() throws Exception {
		signal("CONT");
	}

}
