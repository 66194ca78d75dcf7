package io.github.jdbcguard.testing;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What went over the connections of a {@link FaultProxy}, in numbers, and what is waited
 * for among it. Thread-safe.
 */
final class Traffic {

	final AtomicLong connections = new AtomicLong();

	final AtomicLong requests = new AtomicLong();

	final AtomicLong bytes = new AtomicLong();

	private String awaited;

	synchronized void await(String text) {
		this.awaited = text;
	}

	/**
	 * Told of what goes to the server.
	 * @param sent what the client sent, and the end of what it sent before
	 * @param count the number of new bytes among it
	 * @param commands the number of commands among the new bytes
	 * @return whether this is what was waited for
	 */
	synchronized boolean passing(byte[] sent, int count, int commands) {
		this.bytes.addAndGet(count);
		this.requests.addAndGet(commands);
		if (this.awaited == null || !new String(sent, StandardCharsets.ISO_8859_1).contains(this.awaited)) {
			return false;
		}
		this.awaited = null;
		return true;
	}

}
