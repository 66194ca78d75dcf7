package io.github.jdbcguard.boundary;

import io.github.jdbcguard.pool.Borrower;

/**
 * Permits that a thread waits for a connection while it holds another of the same pool:
 * {@link BoundaryRule#NESTED_CHECKOUT} is not looked after meanwhile. For code that was
 * checked not to starve the pool, because only few threads run it for example. Safe for
 * use by any thread.
 */
public final class NestedCheckouts {

	private NestedCheckouts() {
	}

	/**
	 * Permit them to the current thread while it does some work, and then no longer
	 * unless they were permitted before.
	 * @param work the work
	 * @param <T> the type of what comes of it
	 * @param <X> the type of what it throws
	 * @return what comes of the work
	 * @throws X what the work throws
	 */
	public static <T, X extends Throwable> T permit(PermittedWork<T, X> work) throws X {
		Borrower borrower = Borrower.current();
		boolean before = borrower.mayNest();
		borrower.setMayNest(true);
		try {
			return work.run();
		}
		finally {
			borrower.setMayNest(before);
		}
	}

	/**
	 * As {@link #permit(PermittedWork)}, for work that nothing comes of.
	 * @param work the work
	 * @param <X> the type of what it throws
	 * @throws X what the work throws
	 */
	public static <X extends Throwable> void permit(PermittedAction<X> work) throws X {
		permit(() -> {
			work.run();
			return true;
		});
	}

	/**
	 * Work of which something comes.
	 *
	 * @param <T> the type of what comes of it
	 * @param <X> the type of what it throws
	 */
	@FunctionalInterface
	public interface PermittedWork<T, X extends Throwable> {

		/**
		 * Do the work.
		 * @return what comes of it
		 * @throws X where it fails
		 */
		T run() throws X;

	}

	/**
	 * Work of which nothing comes.
	 *
	 * @param <X> the type of what it throws
	 */
	@FunctionalInterface
	public interface PermittedAction<X extends Throwable> {

		/**
		 * Do the work.
		 * @throws X where it fails
		 */
		void run() throws X;

	}

}
