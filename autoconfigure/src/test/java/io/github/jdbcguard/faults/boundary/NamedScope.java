package io.github.jdbcguard.faults.boundary;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.jdbcguard.pool.Borrower;
import io.github.jdbcguard.pool.Lease;
import io.github.jdbcguard.pool.LeaseScope;
import io.github.jdbcguard.pool.LeaseWatch;

/**
 * A transaction that is always in force, until it is left.
 */
final class NamedScope implements LeaseScope, AutoCloseable {

	private final String name;

	private final List<Lease> held = new CopyOnWriteArrayList<>();

	NamedScope(String name) {
		this.name = name;
		Borrower.current().setScope(this);
	}

	List<Lease> held() {
		return this.held;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public boolean isTransaction() {
		return true;
	}

	@Override
	public boolean isInForce() {
		return true;
	}

	@Override
	public void taken(Lease lease, LeaseWatch watch) {
		this.held.add(lease);
	}

	@Override
	public void returned(Lease lease) {
		this.held.remove(lease);
	}

	@Override
	public void close() {
		Borrower.current().setScope(null);
	}

}
