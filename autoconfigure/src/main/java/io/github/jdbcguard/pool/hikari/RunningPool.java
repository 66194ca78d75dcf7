package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.locks.ReentrantLock;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.github.jdbcguard.pool.CheckoutTimeoutException;
import io.github.jdbcguard.pool.InvalidPoolPolicyException;
import io.github.jdbcguard.pool.PoolPolicy.OnForeignConnection;
import io.github.jdbcguard.process.Incarnation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HikariCP pool that serves this life of the process: how it is started with the
 * guard inside, and how a forked child leaves that of its parent behind.
 * <p>
 * Thread-safe. What changes together is one immutable {@link Home} behind one reference.
 * Its lock keeps two threads from installing the guard, or starting a child's pool, at
 * once; a child has a lock of its own, for the parent's may be held by a thread that does
 * not exist there.
 */
final class RunningPool {

	private static final Logger logger = LoggerFactory.getLogger("io.github.jdbcguard.pool");

	private static final AtomicReferenceFieldUpdater<RunningPool, Home> HOME = AtomicReferenceFieldUpdater
		.newUpdater(RunningPool.class, Home.class, "home");

	private final GuardedPool guarded;

	private final HikariDataSource facade;

	private final HikariDataSource original;

	private final PhysicalDataSource source;

	private final boolean seesForksAtOnce;

	private boolean installed;

	/**
	 * Written before, and read after, the volatile field below.
	 */
	private boolean autoCommit;

	private volatile Home home;

	private volatile @Nullable Incarnation refusedIn;

	RunningPool(GuardedPool guarded, HikariDataSource facade, HikariDataSource original, PhysicalDataSource source) {
		this.guarded = guarded;
		this.facade = facade;
		this.original = original;
		this.source = source;
		this.seesForksAtOnce = guarded.monitor().glanceIsExact();
		this.home = new Home(guarded.monitor().incarnation(), null, null, new ReentrantLock());
	}

	/**
	 * Take over a pool that was started before it was guarded, if it was.
	 */
	void adopt() {
		if (this.original.getHikariPoolMXBean() instanceof HikariPool started) {
			this.installed = true;
			installInto(started);
			publish(this.home, started);
		}
	}

	/**
	 * The pool of this life of the process.
	 * @return the pool, {@code null} where it has to be started
	 */
	@Nullable HikariPool get() {
		if (this.seesForksAtOnce) {
			// Before the pool is read: a listener may be told of the fork first, and
			// leave it
			leaveBehindIfForked(this.guarded.monitor().glance());
		}
		return this.home.pool();
	}

	/**
	 * The life of the process that the pool's threads and locks belong to.
	 * @return the incarnation
	 */
	Incarnation home() {
		return this.home.incarnation();
	}

	boolean isAutoCommit() {
		return this.autoCommit;
	}

	boolean seesForksAtOnce() {
		return this.seesForksAtOnce;
	}

	/**
	 * Start the pool as HikariCP does, and take the first connection from it.
	 * @return the proxy of HikariCP
	 * @throws CheckoutTimeoutException if the pool has no connection in time
	 * @throws SQLException what HikariCP throws else
	 */
	Connection startAndTake() throws SQLException {
		Home home = this.home;
		Incarnation parent = home.parent();
		if (parent != null && !this.original.isClosed()) {
			return take(startInFork(home, parent));
		}
		if (!this.original.isClosed()) {
			install(home);
		}
		Connection first;
		try {
			first = this.original.getConnection();
		}
		catch (SQLTransientConnectionException ex) {
			// Of the driver, where the pool could not be started
			throw (this.original.getHikariPoolMXBean() != null) ? this.guarded.timeouts.waiting(ex) : ex;
		}
		finally {
			if (this.original.getHikariPoolMXBean() instanceof HikariPool started) {
				publish(home, started);
			}
		}
		return withMatchingTimeouts(first);
	}

	private Connection take(HikariPool started) throws SQLException {
		try {
			return started.getConnection();
		}
		catch (SQLTransientConnectionException ex) {
			throw this.guarded.timeouts.waiting(ex);
		}
	}

	private Connection withMatchingTimeouts(Connection first) throws SQLException {
		try {
			this.guarded.serverSide().requireMatchingTimeouts();
			return first;
		}
		catch (InvalidPoolPolicyException ex) {
			first.close();
			throw ex;
		}
	}

	private void install(Home home) {
		home.lock().lock();
		try {
			if (this.original.getHikariPoolMXBean() instanceof HikariPool started) {
				if (!this.installed) {
					// By somebody who got hold of the original
					installInto(started);
				}
			}
			else if (!this.installed) {
				this.source.install();
				this.source.refresh();
			}
			else {
				this.source.refresh();
			}
			this.installed = true;
		}
		finally {
			home.lock().unlock();
		}
	}

	/**
	 * Guard a pool that was started before: its next connections come through us, and
	 * those it has are wrapped where they are. Closing them instead would lose an
	 * in-memory database that the application has already filled.
	 */
	private void installInto(HikariPool started) {
		DataSource target = started.getUnwrappedDataSource();
		if (target != this.source) {
			this.source.installOver(target);
			HikariInternals.setDataSource(started, this.source);
		}
		HikariInternals.wrapConnections(started, (raw) -> new PhysicalConnection(this.guarded.opening().register(raw)));
	}

	private void publish(Home home, HikariPool pool) {
		if (home.pool() == pool) {
			return;
		}
		// Cannot change any more once the pool has been created
		this.autoCommit = this.original.isAutoCommit();
		HikariInternals.setExceptionOverride(pool, Failures.JUDGED_BY_LEASE);
		if (HOME.compareAndSet(this, home, home.with(pool))) {
			HikariInternals.setPool(this.facade, pool);
			if (this.guarded.policy.maxOverflow() > 0) {
				new Shrinking(this.guarded, pool).start();
			}
		}
	}

	/**
	 * In a forked child leave the inherited pool behind, untouched: its threads do not
	 * exist here, its locks may be held for ever, and its sockets are the parent's.
	 * @param now the current life of the process
	 */
	void leaveBehindIfForked(Incarnation now) {
		Home then = this.home;
		if (now == then.incarnation() || !now.isForkOf(then.incarnation())) {
			return;
		}
		HikariPool inherited = then.pool();
		Incarnation parent = (inherited != null) ? then.incarnation() : then.parent();
		Home child = new Home(now, null, parent, new ReentrantLock());
		if (!HOME.compareAndSet(this, then, child) || inherited == null) {
			return;
		}
		Disposal.bury(inherited);
		child.lock().lock();
		try {
			// Another thread may have started the child's pool by now
			HikariInternals.forgetPool(this.facade, inherited);
			HikariInternals.forgetPool(this.original, inherited);
		}
		finally {
			child.lock().unlock();
		}
		int left = 0;
		for (PooledRecord record : this.guarded.records.all()) {
			if (now.isForkOf(record.incarnation)) {
				this.guarded.endings().abandon(record, now);
				left++;
			}
		}
		logger.warn("{}: this is incarnation {}, a forked child of {}: left {} inherited connections untouched, and "
				+ "opens its own", this.guarded.name(), now, then.incarnation(), left);
	}

	private HikariPool startInFork(Home home, Incarnation parent) throws SQLException {
		if (this.guarded.policy.onForeignConnection() == OnForeignConnection.FAIL
				&& this.refusedIn != home.incarnation()) {
			this.refusedIn = home.incarnation();
			throw ForeignLease.found(this.guarded, parent, home.incarnation());
		}
		home.lock().lock();
		try {
			HikariPool own = this.home.pool();
			if (own == null) {
				own = new HikariPool(this.original);
				if (own.getUnwrappedDataSource() != this.source) {
					installInto(own);
				}
				HikariInternals.setPool(this.original, own);
				publish(home, own);
			}
			return own;
		}
		catch (HikariPool.PoolInitializationException ex) {
			if (ex.getCause() instanceof SQLException cause) {
				throw cause;
			}
			throw ex;
		}
		finally {
			home.lock().unlock();
		}
	}

	/**
	 * A pool, and the life of the process it belongs to.
	 *
	 * @param incarnation the life that the pool's threads and locks belong to
	 * @param pool the running pool, {@code null} before it was started, and after a fork
	 * @param parent in a forked child that found a running pool: the life of the parent
	 * @param lock held while the guard is installed or a child's pool is started
	 */
	private record Home(Incarnation incarnation, @Nullable HikariPool pool, @Nullable Incarnation parent,
			ReentrantLock lock) {

		Home with(HikariPool started) {
			return new Home(this.incarnation, started, this.parent, this.lock);
		}

	}

}
