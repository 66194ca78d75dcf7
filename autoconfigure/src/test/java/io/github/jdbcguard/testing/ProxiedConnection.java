package io.github.jdbcguard.testing;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One connection through a {@link FaultProxy}: two sockets, and a thread for each way.
 * Thread-safe.
 */
final class ProxiedConnection {

	/**
	 * How much of what the client sent before is looked at again, for a text may come in
	 * two packets.
	 */
	private static final int OVERLAP = 64;

	private final FaultProxy proxy;

	private final Traffic traffic;

	private final Commands commands;

	private final Socket client;

	private final Socket server;

	private final AtomicInteger ended = new AtomicInteger();

	private volatile boolean swallowing;

	private volatile boolean cutAtAnswer;

	ProxiedConnection(FaultProxy proxy, Traffic traffic, Commands commands, Socket client, Socket server) {
		this.proxy = proxy;
		this.traffic = traffic;
		this.commands = commands;
		this.client = client;
		this.server = server;
	}

	static Thread start(String name, Step step) {
		Thread thread = new Thread(() -> {
			try {
				step.run();
			}
			catch (IOException ex) {
				// A socket was closed, which is how these threads are ended
			}
		}, "fault-proxy-" + name);
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

	void start() throws SocketException {
		this.client.setTcpNoDelay(true);
		this.server.setTcpNoDelay(true);
		start("out", () -> pump(this.client, this.server, this::request));
		start("back", () -> pump(this.server, this.client, this::answer));
	}

	void swallow() {
		this.swallowing = true;
	}

	/**
	 * Let both ends see a reset.
	 */
	void reset() {
		try {
			this.client.setSoLinger(true, 0);
			this.server.setSoLinger(true, 0);
		}
		catch (SocketException ex) {
			// Closed before
		}
		close();
	}

	private void close() {
		this.proxy.forget(this);
		try (this.client; this.server) {
			this.swallowing = false;
		}
		catch (IOException ex) {
			// Closed before
		}
	}

	private void pump(Socket from, Socket to, Passage passage) throws IOException {
		byte[] buffer = new byte[16 * 1024];
		int kept = 0;
		try {
			for (int count; (count = from.getInputStream().read(buffer, kept, buffer.length - kept)) >= 0;) {
				this.proxy.awaitThaw();
				if (this.swallowing) {
					continue;
				}
				byte[] seen = Arrays.copyOf(buffer, kept + count);
				if (passage.mayPass(seen, count)) {
					to.getOutputStream().write(seen, kept, count);
				}
				kept = Math.min(OVERLAP, seen.length);
				System.arraycopy(seen, seen.length - kept, buffer, 0, kept);
			}
			this.proxy.awaitThaw();
			if (!this.swallowing) {
				to.shutdownOutput();
			}
		}
		catch (IOException ex) {
			if (!this.swallowing) {
				reset();
			}
		}
		if (this.ended.incrementAndGet() == 2 && !this.swallowing) {
			close();
		}
	}

	private boolean request(byte[] sent, int count) {
		if (this.traffic.passing(sent, count, this.commands.in(sent, sent.length - count))) {
			this.cutAtAnswer = true;
		}
		return true;
	}

	private boolean answer(byte[] sent, int count) {
		if (this.cutAtAnswer) {
			reset();
			return false;
		}
		return true;
	}

	/**
	 * Decides whether bytes go on.
	 */
	@FunctionalInterface
	private interface Passage {

		boolean mayPass(byte[] seen, int count);

	}

	/**
	 * What a thread does until a socket is closed.
	 */
	@FunctionalInterface
	interface Step {

		void run() throws IOException;

	}

}
