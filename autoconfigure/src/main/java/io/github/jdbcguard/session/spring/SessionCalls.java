package io.github.jdbcguard.session.spring;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The calls on a session, of one thread at a time: the outermost enters by a
 * compare-and-set and leaves again, and who finds another thread inside is refused.
 * Thread-safe; what is not volatile belongs to the thread inside.
 */
final class SessionCalls {

	private static final AtomicReferenceFieldUpdater<SessionCalls, @Nullable Thread> INSIDE = AtomicReferenceFieldUpdater
		.newUpdater(SessionCalls.class, Thread.class, "inside");

	private final ScopedSession session;

	private volatile @Nullable Thread inside;

	private volatile @Nullable String outermost;

	private int depth;

	SessionCalls(ScopedSession session) {
		this.session = session;
	}

	<T extends @Nullable Object> T call(String call, Supplier<T> work) {
		enter(call);
		try {
			return work.get();
		}
		finally {
			leave();
		}
	}

	void run(String call, Runnable work) {
		enter(call);
		try {
			work.run();
		}
		finally {
			leave();
		}
	}

	void enter(String call) {
		Thread current = Thread.currentThread();
		if (this.inside == current) {
			this.depth++;
			return;
		}
		if (!INSIDE.compareAndSet(this, null, current)) {
			throw Refusals.usedConcurrently(this.session, call, this.inside, this.outermost);
		}
		this.outermost = call;
		this.depth = 1;
	}

	void leave() {
		if (--this.depth == 0) {
			this.outermost = null;
			this.inside = null;
		}
	}

	/**
	 * Whether the current thread is inside of a call.
	 */
	boolean isInside() {
		return this.inside == Thread.currentThread();
	}

	/**
	 * The call inside of which the current one was made, by the thread inside.
	 * @return the outermost call, {@code null} where that is the current one
	 */
	@Nullable String around() {
		return (this.depth > 1) ? this.outermost : null;
	}

}
