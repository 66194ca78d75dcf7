package io.github.jdbcguard.boundary;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.LeaseWatch;
import io.github.jdbcguard.process.Incarnation;
import io.github.jdbcguard.process.IncarnationListener;
import org.jspecify.annotations.Nullable;

/**
 * Watches over the borrowers of all pools of an application. One thread of its own looks
 * at what is held while it is held; it is there from the first pool that needs it until
 * this is closed or no pool is left. Pools are not kept alive.
 * <p>
 * A forked child has no such thread until this is told of the new life of the process, as
 * an {@link IncarnationListener}. There it leaves alone what was inherited, reads no
 * stacks, which a JVM without its own threads cannot, and so finds no leaks: those are
 * found by their own threads only. Safe for use by any thread.
 */
public final class BoundaryGuard implements IncarnationListener, AutoCloseable {

	private final Reporter reporter;

	private final List<WeakReference<RuleBook>> books = new CopyOnWriteArrayList<>();

	private volatile ReentrantLock lock = new ReentrantLock();

	private @Nullable Patrol patrol;

	/**
	 * The life of this process where it is a forked child.
	 */
	private @Nullable Incarnation child;

	private boolean closed;

	/**
	 * Create a guard.
	 * @param listeners who is told of violations, asked anew for each
	 */
	public BoundaryGuard(Iterable<? extends ViolationListener> listeners) {
		this(listeners, new LogLimit(Reporter.PLACES, Reporter.EVERY, System::nanoTime));
	}

	BoundaryGuard(Iterable<? extends ViolationListener> listeners, LogLimit limit) {
		this.reporter = new Reporter(listeners, limit);
	}

	/**
	 * Watch over the borrowers of a pool.
	 * @param pool the pool, which need not be usable yet
	 * @param policy what comes of broken rules
	 * @return what the pool is to tell
	 */
	public LeaseWatch watch(GuardedDataSource pool, BoundaryPolicy policy) {
		RuleBook rules = new RuleBook(pool, policy, this.reporter);
		this.books.removeIf((reference) -> reference.get() == null);
		this.books.add(new WeakReference<>(rules));
		startPatrol(null);
		return rules;
	}

	/**
	 * Look no longer at what is held of a pool; what the pool tells is still judged.
	 * @param pool the pool
	 */
	public void forget(GuardedDataSource pool) {
		forgetIf((rules) -> rules.pool() == pool);
	}

	/**
	 * What the borrowers of a pool have broken.
	 * @param pool the pool
	 * @return the violations, {@code null} where it is not watched over
	 */
	public @Nullable PoolViolations violations(GuardedDataSource pool) {
		for (WeakReference<RuleBook> reference : this.books) {
			RuleBook rules = reference.get();
			if (rules != null && rules.pool() == pool) {
				return rules.violations();
			}
		}
		return null;
	}

	private void forgetIf(Predicate<RuleBook> condition) {
		this.books.removeIf((reference) -> {
			RuleBook rules = reference.get();
			return rules == null || condition.test(rules);
		});
	}

	/**
	 * A forked child has only the thread that calls this, and what looks like the patrol
	 * is not there.
	 */
	@Override
	public void incarnationChanged(Incarnation previous, Incarnation current) {
		if (current.isForkOf(previous)) {
			// The inherited one may be held by a thread that does not exist here
			this.lock = new ReentrantLock();
			startPatrol(current);
		}
	}

	/**
	 * Stop looking at what is held. What pools tell is still judged.
	 */
	@Override
	public void close() {
		ReentrantLock lock = this.lock;
		lock.lock();
		try {
			this.closed = true;
			Patrol patrol = this.patrol;
			if (patrol != null) {
				patrol.stop();
			}
		}
		finally {
			lock.unlock();
		}
	}

	private void startPatrol(@Nullable Incarnation child) {
		ReentrantLock lock = this.lock;
		lock.lock();
		try {
			Patrol patrol = this.patrol;
			if (child != null) {
				this.child = child;
			}
			if (this.closed || this.books.stream().noneMatch(BoundaryGuard::isPatrolled)
					|| (patrol != null && patrol.isActive() && child == null)) {
				return;
			}
			if (patrol != null) {
				patrol.abandon();
			}
			this.patrol = new Patrol(this.books, this.child, () -> startPatrol(null));
			this.patrol.start();
		}
		finally {
			lock.unlock();
		}
	}

	private static boolean isPatrolled(WeakReference<RuleBook> reference) {
		RuleBook rules = reference.get();
		return rules != null && rules.isPatrolled();
	}

}
