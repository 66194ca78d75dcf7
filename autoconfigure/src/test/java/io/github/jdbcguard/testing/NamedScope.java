package io.github.jdbcguard.testing;

import io.github.jdbcguard.pool.Borrower;
import io.github.jdbcguard.pool.Lease;
import io.github.jdbcguard.pool.LeaseScope;
import org.jspecify.annotations.Nullable;

/**
 * A transaction of which nothing is known but its name.
 *
 * @param name its name
 */
public record NamedScope(String name) implements LeaseScope {

	/**
	 * Do something inside of such a transaction.
	 * @param name its name
	 * @param work what to do
	 * @param <T> the type of what comes of it
	 * @return what comes of it
	 * @throws Exception what the work throws
	 */
	public static <T> T in(String name, Work<T> work) throws Exception {
		Borrower borrower = Borrower.current();
		@Nullable LeaseScope outer = borrower.scope();
		borrower.setScope(new NamedScope(name));
		try {
			return work.run();
		}
		finally {
			borrower.setScope(outer);
		}
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
	public void taken(Lease lease) {
	}

	@Override
	public void returned(Lease lease) {
	}

	/**
	 * Something to do.
	 *
	 * @param <T> the type of what comes of it
	 */
	@FunctionalInterface
	public interface Work<T> {

		T run() throws Exception;

	}

}
