package io.github.jdbcguard.pool.hikari;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

import io.github.jdbcguard.pool.Borrower;
import io.github.jdbcguard.pool.HeldLease;
import io.github.jdbcguard.pool.LeaseScope;
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

	/**
	 * Who holds a connection that is on lease.
	 * @param lease the lease
	 * @return the holder
	 */
	static Holder of(HeldLease lease) {
		LeaseScope scope = lease.scope();
		return new Holder(Borrower.nameOf(lease.borrower()), lease.borrower().isAlive(), lease.since(),
				(scope != null) ? scope.name() : null);
	}

	static String describe(List<PooledRecord> records) {
		Instant now = Instant.now();
		return records.stream()
			.map((record) -> "#" + record.id() + " " + describe(record.holder(), now))
			.collect(Collectors.joining(", "));
	}

	private static String describe(@Nullable Holder holder, Instant now) {
		return (holder != null) ? holder.describe(holder.heldFor(now)) : "(idle)";
	}

}
