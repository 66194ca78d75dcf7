package io.github.jdbcguard.pool.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.jdbcguard.testing.Database;

/**
 * The wire between a connection and its server, on which round trips are counted. For one
 * connection at a time.
 */
final class Wire implements AutoCloseable {

	private final ServerSocket entry;

	private final Database database;

	private final int port;

	private final AtomicInteger roundTrips = new AtomicInteger();

	private final AtomicBoolean asked = new AtomicBoolean();

	private Wire(Database database) throws IOException {
		this.entry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		this.port = URI.create(database.url().substring("jdbc:".length())).getPort();
		this.database = database.withUrl(database.url().replace(":" + this.port, ":" + this.entry.getLocalPort()));
	}

	static Wire to(Database database) throws IOException {
		Wire wire = new Wire(database);
		start(wire::accept);
		return wire;
	}

	/**
	 * The database behind the wire.
	 */
	Database database() {
		return this.database;
	}

	/**
	 * How often the server answered to a piece of work.
	 */
	int roundTripsOf(Work work) throws Exception {
		int before = this.roundTrips.get();
		work.run();
		return this.roundTrips.get() - before;
	}

	private void accept() throws IOException {
		while (true) {
			Socket client = this.entry.accept();
			Socket server = new Socket(InetAddress.getLoopbackAddress(), this.port);
			client.setTcpNoDelay(true);
			server.setTcpNoDelay(true);
			start(() -> pump(client, server, () -> this.asked.set(true)));
			start(() -> pump(server, client, this::answered));
		}
	}

	private void answered() {
		if (this.asked.getAndSet(false)) {
			this.roundTrips.incrementAndGet();
		}
	}

	private static void pump(Socket from, Socket to, Runnable seen) throws IOException {
		try (from; to) {
			InputStream in = from.getInputStream();
			OutputStream out = to.getOutputStream();
			byte[] buffer = new byte[8192];
			for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
				seen.run();
				out.write(buffer, 0, length);
			}
		}
	}

	private static void start(Work work) {
		Thread thread = new Thread(() -> {
			try {
				work.run();
			}
			catch (Exception ex) {
				// The end of the connection, or of the test
			}
		}, "wire");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() throws IOException {
		this.entry.close();
	}

	/**
	 * What is done over the wire.
	 */
	@FunctionalInterface
	interface Work {

		void run() throws Exception;

	}

}
