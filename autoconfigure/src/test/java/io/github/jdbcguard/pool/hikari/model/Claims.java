package io.github.jdbcguard.pool.hikari.model;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who holds which connection: never two at once. Thread-safe.
 */
final class Claims {

	private final Ledger ledger;

	private final Map<Long, Thread> holders = new ConcurrentHashMap<>();

	Claims(Ledger ledger) {
		this.ledger = ledger;
	}

	void claim(long id) {
		Thread holder = this.holders.putIfAbsent(id, Thread.currentThread());
		if (holder != null) {
			this.ledger.violated("connection %d was handed to %s while %s holds it".formatted(id,
					Thread.currentThread().getName(), holder.getName()));
		}
	}

	void release(long id) {
		this.holders.remove(id);
	}

}
