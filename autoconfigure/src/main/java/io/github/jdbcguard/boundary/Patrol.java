package io.github.jdbcguard.boundary;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import io.github.jdbcguard.process.Incarnation;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that looks at the leases of all pools, twice a second, or more often
 * where something is to be reported sooner. Keeps no pool alive, and ends when none is
 * left.
 */
final class Patrol implements Runnable {

	static final String NAME = "jdbc-guard-patrol";

	private static final long LONGEST_PAUSE = Duration.ofMillis(500).toNanos();

	private static final long SHORTEST_PAUSE = Duration.ofMillis(10).toNanos();

	private final List<WeakReference<RuleBook>> books;

	private final @Nullable Incarnation child;

	private final Runnable whenEnded;

	private final Thread thread;

	private volatile boolean stopped;

	/**
	 * Create a patrol.
	 * @param books the rules of the pools, a list that may change meanwhile
	 * @param child the life of this process where it is a forked child
	 * @param whenEnded told when it has ended because no pool was left
	 */
	Patrol(List<WeakReference<RuleBook>> books, @Nullable Incarnation child, Runnable whenEnded) {
		this.books = books;
		this.child = child;
		this.whenEnded = whenEnded;
		this.thread = new Thread(null, this, NAME, 0, false);
		this.thread.setDaemon(true);
		this.thread.setContextClassLoader(Patrol.class.getClassLoader());
	}

	void start() {
		this.thread.start();
	}

	void stop() {
		this.stopped = true;
		LockSupport.unpark(this.thread);
	}

	/**
	 * Stop without waking the thread. What a thread parks on has a lock of its own, which
	 * in a forked child nobody may ever open.
	 */
	void abandon() {
		this.stopped = true;
	}

	/**
	 * Whether it goes round, or is about to. Not true of the copy in a forked child,
	 * which cannot know.
	 */
	boolean isActive() {
		return !this.stopped;
	}

	@Override
	public void run() {
		long last = System.nanoTime();
		long pause = SHORTEST_PAUSE;
		while (!this.stopped) {
			LockSupport.parkNanos(this, pause);
			long now = System.nanoTime();
			// What lasted longer was no watch: the process stood still
			long elapsed = Math.min(now - last, 2 * pause);
			last = now;
			pause = goRound(elapsed);
			if (pause == 0) {
				this.stopped = true;
				this.whenEnded.run();
			}
		}
	}

	/**
	 * Look at all pools.
	 * @return how long to wait then, zero where no pool is left
	 */
	private long goRound(long elapsed) {
		long shortest = Long.MAX_VALUE;
		boolean any = false;
		for (WeakReference<RuleBook> reference : this.books) {
			RuleBook rules = reference.get();
			if (rules != null && rules.isPatrolled()) {
				any = true;
				shortest = Math.min(shortest, rules.rounds().shortestNanos());
				look(rules, elapsed);
			}
		}
		return any ? Math.max(SHORTEST_PAUSE, Math.min(LONGEST_PAUSE, shortest / 4)) : 0;
	}

	/**
	 * A pool that fails hurts no other.
	 */
	private void look(RuleBook rules, long elapsed) {
		try {
			rules.rounds().make(elapsed, this.child);
		}
		catch (Throwable ex) {
			rules.lookFailed(ex);
		}
	}

}
