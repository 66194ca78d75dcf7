package io.github.jdbcguard.session.spring;

import org.jspecify.annotations.Nullable;

/**
 * What a thread is in. Belongs to that thread.
 */
final class ThreadSessions {

	/** The innermost of the scopes that the thread is in. */
	@Nullable Stay innermost;

	/** The last of the transactions that sessions have begun in the thread. */
	@Nullable SessionTransaction latest;

	boolean isEmpty() {
		return this.innermost == null && this.latest == null;
	}

	boolean isIn(SessionOwner owner) {
		for (Stay stay = this.innermost; stay != null; stay = stay.outer) {
			if (stay.owner == owner) {
				return true;
			}
		}
		return false;
	}

	boolean contains(Stay stay) {
		for (Stay inner = this.innermost; inner != null; inner = inner.outer) {
			if (inner == stay) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Leave a scope, and stay in those that were entered after it.
	 */
	void leave(Stay stay) {
		if (this.innermost == stay) {
			this.innermost = stay.outer;
			return;
		}
		for (Stay inner = this.innermost; inner != null; inner = inner.outer) {
			if (inner.outer == stay) {
				inner.outer = stay.outer;
				return;
			}
		}
	}

	/**
	 * Leave what others have closed: a scope that another thread has closed has nobody
	 * else who leaves it here. Not where this thread's work was lost by that, before it
	 * is told.
	 */
	void leaveEnded() {
		for (Stay stay = this.innermost; stay != null; stay = stay.outer) {
			if (stay.owner.hasEnded() && !stay.owner.hasLostWork()) {
				leave(stay);
			}
		}
	}

	/**
	 * A transaction has ended, not necessarily the last.
	 */
	void ended(SessionTransaction transaction) {
		if (this.latest == transaction) {
			this.latest = transaction.outer;
			return;
		}
		for (SessionTransaction later = this.latest; later != null; later = later.outer) {
			if (later.outer == transaction) {
				later.outer = transaction.outer;
				return;
			}
		}
	}

	/**
	 * A thread's stay in a scope.
	 */
	static class Stay {

		final SessionOwner owner;

		private @Nullable Stay outer;

		Stay(SessionOwner owner, @Nullable Stay outer) {
			this.owner = owner;
			this.outer = outer;
		}

		@Nullable Stay outer() {
			return this.outer;
		}

	}

}
