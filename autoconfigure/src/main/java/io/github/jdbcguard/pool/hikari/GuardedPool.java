package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.github.jdbcguard.pool.LeaseWatch;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.pool.server.DatabaseServer;
import io.github.jdbcguard.process.Incarnation;
import io.github.jdbcguard.process.ProcessMonitor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What jdbc-guard knows of one HikariCP pool. Thread-safe.
 */
final class GuardedPool {

	private static final Logger logger = LoggerFactory.getLogger("io.github.jdbcguard.pool");

	private static final AtomicReferenceFieldUpdater<GuardedPool, Epoch> EPOCH = AtomicReferenceFieldUpdater
		.newUpdater(GuardedPool.class, Epoch.class, "epoch");

	final RecordRegistry records = new RecordRegistry();

	final PoolCounters counters = new PoolCounters();

	final PoolListeners listeners = new PoolListeners();

	final CheckoutTimeouts timeouts = new CheckoutTimeouts(this);

	final PoolPolicy policy;

	/**
	 * Decides about what borrowers do.
	 */
	final LeaseWatch watch;

	/**
	 * What the watch wants to be told of, asked once.
	 */
	final boolean watchesCalls;

	final boolean watchesAutocommit;

	private final GuardedHikariDataSource facade;

	private final HikariDataSource original;

	private final ProcessMonitor monitor;

	private final PhysicalDataSource source;

	private final Opening opening;

	private final Endings endings;

	private final Liveness liveness;

	private final RunningPool running;

	private final LifeOfPool life;

	private final Ages ages;

	private final Failures failures;

	private final Checkout checkout;

	private final Checkin checkin;

	private final ServerSide server;

	private volatile Epoch epoch = Epoch.first();

	GuardedPool(GuardedHikariDataSource facade, HikariDataSource original, ProcessMonitor monitor, PoolPolicy policy,
			LeaseWatch watch) {
		this.facade = facade;
		this.original = original;
		this.monitor = monitor;
		this.policy = policy;
		this.watch = watch;
		this.watchesCalls = watch.watchesCalls();
		this.watchesAutocommit = watch.watchesAutocommit();
		this.source = new PhysicalDataSource(this, original);
		this.opening = new Opening(this);
		this.endings = new Endings(this);
		this.liveness = new Liveness(this);
		this.ages = new Ages(policy, monitor);
		this.failures = new Failures(this);
		this.server = new ServerSide(this);
		this.running = new RunningPool(this, facade, original, this.source);
		this.life = new LifeOfPool(this);
		this.checkout = new Checkout(this);
		this.checkin = new Checkin(this);
		this.running.adopt();
		if (logger.isDebugEnabled()) {
			this.listeners.add(new LeaseLog(logger));
		}
		monitor.addListener(this.life);
	}

	String name() {
		String name = this.original.getPoolName();
		return (name != null) ? name : "HikariPool";
	}

	ProcessMonitor monitor() {
		return this.monitor;
	}

	HikariDataSource original() {
		return this.original;
	}

	PhysicalDataSource source() {
		return this.source;
	}

	Opening opening() {
		return this.opening;
	}

	Endings endings() {
		return this.endings;
	}

	Liveness liveness() {
		return this.liveness;
	}

	RunningPool running() {
		return this.running;
	}

	Ages ages() {
		return this.ages;
	}

	Failures failures() {
		return this.failures;
	}

	Checkout checkout() {
		return this.checkout;
	}

	/**
	 * What is known of the server at the other end.
	 */
	ServerSide serverSide() {
		return this.server;
	}

	DatabaseServer server() {
		return this.server.product();
	}

	Epoch epoch() {
		return this.epoch;
	}

	long generation() {
		return epoch().generation();
	}

	/**
	 * Begin another epoch, unless another thread has done so.
	 */
	boolean advance(Epoch expected, Epoch next) {
		return EPOCH.compareAndSet(this, expected, next);
	}

	boolean isForeign(PooledRecord record) {
		return this.monitor.incarnation() != record.incarnation;
	}

	/**
	 * Whether the connection is known to be shared with a parent process, without reading
	 * a clock.
	 */
	boolean isKnownShared(PooledRecord record) {
		Incarnation now = this.running.seesForksAtOnce() ? this.monitor.glance() : this.running.home();
		return now != record.incarnation && now.isForkOf(record.incarnation);
	}

	void checkIn(LeaseConnection lease, LeaseState state) throws SQLException {
		if (!isKnownShared(lease.record)) {
			this.checkin.giveBack(lease, state);
		}
	}

	/**
	 * Leave a connection to its borrower, and its place in the pool to another.
	 * @return what the borrower is to work with from now on
	 */
	Connection detach(PooledRecord record, Connection proxy) throws SQLException {
		this.endings.detach(record);
		evict(proxy);
		return record.raw;
	}

	/**
	 * Take a leased connection out of HikariCP, which closes it in its own time.
	 */
	void evict(Connection proxy) {
		HikariPool pool = this.running.get();
		if (pool != null) {
			pool.evictConnection(proxy);
			serveWaiting(pool);
		}
	}

	/**
	 * Have a connection opened in the place of one that was evicted: HikariCP does so
	 * when somebody begins to wait, but forgets those who wait already.
	 */
	void serveWaiting() {
		HikariPool pool = this.running.get();
		if (pool != null) {
			serveWaiting(pool);
		}
	}

	private static void serveWaiting(HikariPool pool) {
		int waiting = pool.getThreadsAwaitingConnection();
		if (waiting > 0) {
			pool.addBagItem(waiting);
		}
	}

	/**
	 * Abort the connection of a lease that has just ended.
	 */
	void abort(PooledRecord record, Connection target, Executor executor) {
		if (target == record.raw) {
			Disposal.abortNow(target, executor);
			this.endings.tellClosed(record);
			return;
		}
		this.endings.abort(record, executor);
		discard(target);
	}

	/**
	 * Evict, and leave the borrower with a closed connection.
	 */
	void discard(Connection proxy) {
		evict(proxy);
		closeEvicted(proxy);
	}

	/**
	 * Close what was evicted when it was lost. A connection of another life was not.
	 */
	void endEvicted(PooledRecord record, Connection proxy) {
		if (record.isOpen()) {
			evict(proxy);
		}
		closeEvicted(proxy);
	}

	private void closeEvicted(Connection proxy) {
		try {
			proxy.close();
		}
		catch (SQLException | RuntimeException ex) {
			// HikariCP 7.0.2 fails with a NullPointerException where the state is dirty
			logger.debug("Closing an evicted connection of {} failed", name(), ex);
		}
	}

	void retireAll() {
		Epoch before;
		do {
			before = epoch();
		}
		while (!advance(before, before.afterRetirement()));
		long retired = before.generation();
		logger.info("{}: retired generation {}", name(), retired);
		this.listeners.each((listener) -> listener.generationRetired(this.facade, retired));
	}

	void dispose() {
		retireAll();
		closeIdle();
	}

	void closeIdle() {
		this.running.leaveBehindIfForked(this.monitor.incarnation());
		HikariPool pool = this.running.get();
		if (pool != null) {
			HikariInternals.eachIdle(pool, (physical) -> this.endings.close(physical.record()));
		}
	}

	/**
	 * The pool is about to be closed.
	 */
	void end() {
		this.running.leaveBehindIfForked(this.monitor.incarnation());
		this.monitor.removeListener(this.life);
	}

}
