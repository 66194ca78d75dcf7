package io.github.jdbcguard.testing;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.jdbcguard.pool.Borrower;
import io.github.jdbcguard.pool.Lease;
import io.github.jdbcguard.pool.LeaseScope;
import io.github.jdbcguard.pool.LeaseWatch;
import org.jspecify.annotations.Nullable;

/**
 * A transaction of the current thread of which nothing is known but its name, until it is
 * left.
 */
public final class NamedScope implements LeaseScope, AutoCloseable {

	private final String name;

	private final @Nullable LeaseScope outer = Borrower.current().scope();

	private volatile boolean ended;

	private final List<Lease> held = new CopyOnWriteArrayList<>();

	/**
	 * Enter such a transaction.
	 * @param name its name
	 */
	public NamedScope(String name) {
		this.name = name;
		Borrower.current().setScope(this);
	}

	/**
	 * Do something inside of such a transaction.
	 * @param name its name
	 * @param work what to do
	 * @param <T> the type of what comes of it
	 * @return what comes of it
	 * @throws Exception what the work throws
	 */
	public static <T> T in(String name, Callable<T> work) throws Exception {
		try (NamedScope scope = new NamedScope(name)) {
			return work.call();
		}
	}

	/**
	 * What was taken in it and has not ended.
	 * @return the leases
	 */
	public List<Lease> held() {
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
	public boolean hasEnded() {
		return this.ended;
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
		this.ended = true;
		Borrower.current().setScope(this.outer);
	}

}
