package io.github.jdbcguard.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The network between a pool and its database, with the faults that networks have, and
 * what went over it in numbers. Thread-safe. Its threads are daemons and end with it.
 */
public final class FaultProxy implements Closeable {

	private static final Pattern URL = Pattern.compile("(jdbc:\\w+://)([^/:?]+):(\\d+)(.*)");

	private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

	private final List<ProxiedConnection> pairs = new CopyOnWriteArrayList<>();

	private final Traffic traffic = new Traffic();

	private final Database direct;

	private final Matcher url;

	private final int port;

	private ServerSocket listening;

	private Thread acceptor;

	private boolean frozen;

	private FaultProxy(Database direct) throws IOException {
		this.direct = direct;
		this.url = URL.matcher(direct.url());
		if (!this.url.matches()) {
			throw new IllegalArgumentException("No host and port in '%s'".formatted(direct.url()));
		}
		this.port = listen(0);
	}

	/**
	 * Start a proxy.
	 * @param database the database behind it
	 * @return the proxy
	 */
	public static FaultProxy before(Database database) {
		try {
			return new FaultProxy(database);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The database as it is reached through the proxy.
	 * @return the database
	 */
	public Database database() {
		return this.direct.withUrl(this.url.group(1) + LOOPBACK.getHostAddress() + ":" + this.port + this.url.group(4));
	}

	/**
	 * From now on swallow every byte, either way, of the connections that exist now, and
	 * keep their sockets open. New connections work.
	 */
	public void blackhole() {
		this.pairs.forEach(ProxiedConnection::swallow);
	}

	/**
	 * Reset the connections that exist now. New connections work.
	 */
	public void cut() {
		this.pairs.forEach(ProxiedConnection::reset);
	}

	/**
	 * The next time that these characters go to the server: let it have them, and reset
	 * the connection instead of giving its answer to the client. Mind that a statement
	 * that is prepared may be called by another name than its text.
	 * @param text the characters
	 */
	public void cutAfter(String text) {
		this.traffic.await(text);
	}

	/**
	 * Refuse new connections.
	 * @throws IOException if that is not possible
	 */
	public synchronized void refuse() throws IOException {
		this.listening.close();
		try {
			// Until its thread has left it, the system may go on accepting for it
			this.acceptor.join(5000);
		}
		catch (InterruptedException ex) {
			throw new IOException(ex);
		}
	}

	/**
	 * Accept new connections again.
	 * @throws IOException if that is not possible
	 */
	public void accept() throws IOException {
		listen(this.port);
	}

	/**
	 * Hold back every byte of all connections, new ones as well, until {@link #thaw()}.
	 */
	public synchronized void freeze() {
		this.frozen = true;
	}

	/**
	 * Go on with what was held back.
	 */
	public synchronized void thaw() {
		this.frozen = false;
		notifyAll();
	}

	synchronized void awaitThaw() throws IOException {
		try {
			while (this.frozen) {
				wait();
			}
		}
		catch (InterruptedException ex) {
			throw new IOException(ex);
		}
	}

	/**
	 * How many connections were accepted.
	 * @return the number since the start
	 */
	public long connections() {
		return this.traffic.connections.get();
	}

	/**
	 * How many commands clients sent, each of which the server answers. Those that are
	 * sent together count one by one, on PostgreSQL what ends with the same
	 * synchronization as one; how the bytes come in packets, and when the answers come,
	 * makes no difference. What opens and closes a connection does not count.
	 * @return the number since the start
	 */
	public long requests() {
		return this.traffic.requests.get();
	}

	/**
	 * How many bytes clients sent.
	 * @return the number since the start
	 */
	public long bytes() {
		return this.traffic.bytes.get();
	}

	void forget(ProxiedConnection pair) {
		this.pairs.remove(pair);
	}

	private synchronized int listen(int port) throws IOException {
		ServerSocket socket = new ServerSocket(port, 50, LOOPBACK);
		this.listening = socket;
		this.acceptor = ProxiedConnection.start("accept", () -> acceptFrom(socket));
		return socket.getLocalPort();
	}

	private void acceptFrom(ServerSocket socket) throws IOException {
		while (!socket.isClosed()) {
			Socket client = socket.accept();
			this.traffic.connections.incrementAndGet();
			Socket server = new Socket();
			ProxiedConnection pair = new ProxiedConnection(this, this.traffic, new Commands(this.direct.url()), client,
					server);
			this.pairs.add(pair);
			try {
				server.connect(new InetSocketAddress(this.url.group(2), Integer.parseInt(this.url.group(3))), 5000);
				pair.start();
			}
			catch (IOException ex) {
				pair.reset();
			}
		}
	}

	@Override
	public synchronized void close() throws IOException {
		this.listening.close();
		thaw();
		cut();
	}

}
