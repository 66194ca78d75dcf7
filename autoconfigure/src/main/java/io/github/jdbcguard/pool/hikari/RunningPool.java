package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.github.jdbcguard.pool.GuardOptions.OnForeignConnection;
import io.github.jdbcguard.process.Incarnation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HikariCP pool that serves this life of the process: how it is started with the
 * guard inside, and how a forked child leaves that of its parent behind.
 * <p>
 * Thread-safe. Its one lock keeps two threads from installing the guard at once, and is
 * not held while anything is sent to a server, nor in a forked child.
 */
final class RunningPool {

	private static final Logger logger = LoggerFactory.getLogger("io.github.jdbcguard.pool");

	private final GuardedPool guarded;

	private final HikariDataSource facade;

	private final HikariDataSource original;

	private final PhysicalDataSource source;

	private final boolean seesForksAtOnce;

	private final ReentrantLock installing = new ReentrantLock();

	private boolean installed;

	/**
	 * Written before, and read after, the volatile field below.
	 */
	private boolean autoCommit;

	/**
	 * The running pool; {@code null} before it was started, and after a fork.
	 */
	private volatile @Nullable HikariPool pool;

	/**
	 * The life of the process that the pool's threads and locks belong to.
	 */
	private volatile Incarnation home;

	/**
	 * In a forked child that found a running pool: the life of the parent.
	 */
	private volatile @Nullable Incarnation parent;

	private volatile @Nullable Incarnation refusedIn;

	RunningPool(GuardedPool guarded, HikariDataSource facade, HikariDataSource original, PhysicalDataSource source) {
		this.guarded = guarded;
		this.facade = facade;
		this.original = original;
		this.source = source;
		this.seesForksAtOnce = guarded.monitor().glanceIsExact();
		this.home = guarded.monitor().incarnation();
	}

	/**
	 * Take over a pool that was started before it was guarded, if it was.
	 */
	void adopt() {
		if (this.original.getHikariPoolMXBean() instanceof HikariPool started) {
			this.installed = true;
			installInto(started);
			publish(started);
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
		return this.pool;
	}

	/**
	 * The life of the process that the pool belongs to.
	 * @return the incarnation
	 */
	Incarnation home() {
		return this.home;
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
	 * @throws SQLException what HikariCP throws
	 */
	Connection startAndTake() throws SQLException {
		Incarnation parent = this.parent;
		if (parent != null) {
			return startInFork(parent).getConnection();
		}
		install();
		try {
			return this.original.getConnection();
		}
		finally {
			if (this.original.getHikariPoolMXBean() instanceof HikariPool started) {
				publish(started);
			}
		}
	}

	private void install() {
		this.installing.lock();
		try {
			if (!this.installed) {
				this.source.install();
				this.installed = true;
			}
		}
		finally {
			this.installing.unlock();
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

	private void publish(@Nullable HikariPool pool) {
		// Cannot change any more once the pool has been created
		this.autoCommit = this.original.isAutoCommit();
		this.pool = pool;
		HikariInternals.setPool(this.facade, pool);
	}

	/**
	 * In a forked child leave the inherited pool behind, untouched: its threads do not
	 * exist here, its locks may be held for ever, and its sockets are the parent's.
	 * @param now the current life of the process
	 */
	void leaveBehindIfForked(Incarnation now) {
		Incarnation then = this.home;
		if (now == then || !now.isForkOf(then)) {
			return;
		}
		HikariPool inherited = this.pool;
		this.home = now;
		publish(null);
		HikariInternals.setPool(this.original, null);
		if (inherited == null) {
			return;
		}
		this.parent = then;
		Disposal.bury(inherited);
		List<PooledRecord> all = this.guarded.records.all();
		all.forEach((record) -> this.guarded.endings().abandon(record, now));
		logger.warn("{}: this is incarnation {}, a forked child of {}: left {} inherited connections untouched, and "
				+ "opens its own", this.guarded.name(), now, then, all.size());
	}

	/**
	 * The child's own pool. Nothing is locked, for the lock might be held by a thread
	 * that does not exist here.
	 */
	private HikariPool startInFork(Incarnation parent) throws SQLException {
		if (this.guarded.options.onForeignConnection() == OnForeignConnection.FAIL && this.refusedIn != this.home) {
			this.refusedIn = this.home;
			throw ForeignLease.found(this.guarded, parent, this.home);
		}
		HikariPool own = this.pool;
		if (own == null) {
			try {
				own = new HikariPool(this.original);
			}
			catch (HikariPool.PoolInitializationException ex) {
				if (ex.getCause() instanceof SQLException cause) {
					throw cause;
				}
				throw ex;
			}
			if (own.getUnwrappedDataSource() != this.source) {
				installInto(own);
			}
			HikariInternals.setPool(this.original, own);
			publish(own);
		}
		return own;
	}

}
