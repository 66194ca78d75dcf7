package io.github.jdbcguard.pool.hikari;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.jdbcguard.pool.HeldLease;

/**
 * The records of a pool's open connections, oldest first. An array that is replaced and
 * never written: it changes only when a connection is opened or ended, and a forked child
 * can inherit no lock of it.
 */
final class RecordRegistry {

	private static final AtomicReferenceFieldUpdater<RecordRegistry, PooledRecord[]> RECORDS = AtomicReferenceFieldUpdater
		.newUpdater(RecordRegistry.class, PooledRecord[].class, "records");

	private volatile PooledRecord[] records = {};

	void add(PooledRecord record) {
		update((all) -> all.add(record));
	}

	void remove(PooledRecord record) {
		update((all) -> all.remove(record));
	}

	List<PooledRecord> all() {
		return List.of(this.records);
	}

	/**
	 * What is on lease.
	 * @return the leases, longest held first
	 */
	List<HeldLease> leases() {
		return all().stream()
			.map(PooledRecord::lease)
			.flatMap(Stream::ofNullable)
			.sorted(Comparator.comparing(HeldLease::since))
			.toList();
	}

	private void update(Consumer<List<PooledRecord>> change) {
		PooledRecord[] before;
		PooledRecord[] after;
		do {
			before = this.records;
			List<PooledRecord> all = new ArrayList<>(List.of(before));
			change.accept(all);
			after = all.toArray(PooledRecord[]::new);
		}
		while (!RECORDS.compareAndSet(this, before, after));
	}

}
