package io.github.jdbcguard.boundary;

import io.github.jdbcguard.pool.Borrower;
import org.jspecify.annotations.Nullable;

/**
 * A request, or any piece of work that must not leave a connection behind: a message, a
 * job. It begins in one thread, other threads may go on with it ({@link #enter()},
 * {@link #leave()}), and it ends once, in any of them. Thread-safe.
 */
public final class RequestBoundary extends BoundaryScope {

	private volatile String name;

	private final Thread beginner = Thread.currentThread();

	private volatile boolean ended;

	private RequestBoundary(String name, @Nullable BoundaryScope parent) {
		super(parent);
		this.name = name;
	}

	/**
	 * Begin a request in the current thread.
	 * @param name what it is called in messages: method and path pattern, and nothing
	 * that a user has sent
	 * @return the request, to be ended
	 */
	public static RequestBoundary begin(String name) {
		RequestBoundary request = new RequestBoundary(name, TransactionBoundaries.current());
		Borrower.current().setScope(request);
		return request;
	}

	/**
	 * Call the request otherwise from now on: what handles it, and with it the pattern of
	 * its path, may not be known when it begins.
	 * @param name what it is called in messages
	 */
	public void rename(String name) {
		this.name = name;
	}

	/**
	 * Go on with the request in the current thread. Does nothing where the thread is in
	 * this or another scope, or the request has ended.
	 */
	public void enter() {
		if (!this.ended && TransactionBoundaries.current() == null) {
			Borrower.current().setScope(this);
		}
	}

	/**
	 * Leave the request with the current thread; it goes on in another. Does nothing
	 * where the thread is not in it.
	 */
	public void leave() {
		for (BoundaryScope scope = TransactionBoundaries.current(); scope != null; scope = scope.parent()) {
			if (scope == this) {
				Borrower.current().setScope((Thread.currentThread() == this.beginner) ? parent() : null);
				return;
			}
		}
	}

	/**
	 * End the request, and leave it with the current thread. Connections that were taken
	 * in it and are still held are reported, unless it runs in a transaction that goes
	 * on. Does nothing but that where it has ended.
	 */
	public void end() {
		leave();
		this.ended = true;
		if (isOver()) {
			reportLeaks();
		}
	}

	@Override
	public boolean hasEnded() {
		return this.ended;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public boolean isTransaction() {
		return false;
	}

	@Override
	public boolean isInForce() {
		if (this.ended) {
			TransactionBoundaries.current();
			return false;
		}
		return true;
	}

}
