package io.github.jdbcguard.pool.hikari;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

import io.github.jdbcguard.pool.PoolSnapshot.Holder;
import io.github.jdbcguard.pool.PoolSnapshot.PooledConnection;
import org.jspecify.annotations.Nullable;

/**
 * Describes who holds what.
 */
final class Holders {

	private Holders() {
	}

	static PooledConnection describe(PooledRecord record) {
		return new PooledConnection(record.id(), record.openedAt(), record.age(), record.incarnation.number(),
				record.generation, record.holder());
	}

	static String describe(List<PooledRecord> records) {
		Instant now = Instant.now();
		return records.stream()
			.map(Holders::describe)
			.map((connection) -> "#" + connection.id() + describe(connection.lease(), now))
			.collect(Collectors.joining(", "));
	}

	private static String describe(@Nullable Holder holder, Instant now) {
		if (holder == null) {
			return " (idle)";
		}
		return " held by " + (holder.alive() ? "thread '" : "the ended thread '") + holder.thread() + "' for "
				+ Duration.between(holder.since(), now).toMillis() + " ms";
	}

}
