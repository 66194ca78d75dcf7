package io.github.jdbcguard.pool.hikari.model;

import java.sql.SQLException;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.github.jdbcguard.testing.Database;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What borrowers have written, and whether it must be there. Of what failed at its commit
 * nothing is known. Thread-safe.
 */
final class Rows {

	private static final AtomicLong numbers = new AtomicLong();

	private final Set<Long> committed = ConcurrentHashMap.newKeySet();

	private final Set<Long> rolledBack = ConcurrentHashMap.newKeySet();

	static long next() {
		return numbers.incrementAndGet();
	}

	void committed(Collection<Long> rows) {
		this.committed.addAll(rows);
	}

	void rolledBack(Collection<Long> rows) {
		this.rolledBack.addAll(rows);
	}

	void check(Database database) throws SQLException {
		assertThat(count(database, this.committed)).as("rows that were committed").isEqualTo(this.committed.size());
		assertThat(count(database, this.rolledBack)).as("rows that were rolled back").isZero();
	}

	private static long count(Database database, Set<Long> rows) throws SQLException {
		String list = rows.toString().replace('[', '{').replace(']', '}');
		return database.number("select count(*) from work where number = any('" + list + "')");
	}

}
