package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.github.jdbcguard.pool.GuardOptions;
import io.github.jdbcguard.pool.GuardOptions.OnForeignConnection;
import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.hikari.PooledRecord.Fate;
import io.github.jdbcguard.process.Incarnation;
import io.github.jdbcguard.process.ProcessMonitor;
import io.github.jdbcguard.process.ProcessState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What jdbc-guard knows of one HikariCP pool, and what becomes of its connections.
 * <p>
 * Thread-safe without locks, but for the one that keeps two threads from installing the
 * guard at once, which is not held while anything is sent to a server.
 */
final class GuardedPool {

	private static final Logger logger = LoggerFactory.getLogger("io.github.jdbcguard.pool");

	final RecordRegistry records = new RecordRegistry();

	final PoolCounters counters = new PoolCounters();

	final PoolListeners listeners = new PoolListeners();

	final GuardOptions options;

	private final GuardedDataSource facade;

	private final HikariDataSource original;

	private final ProcessMonitor monitor;

	private final boolean seesForksAtOnce;

	private final PhysicalDataSource source;

	private final ReconnectSpread spread;

	private final CheckpointGate gate = new CheckpointGate();

	private final ReentrantLock installing = new ReentrantLock();

	private final LifeOfPool life = new LifeOfPool(this);

	private final AtomicLong ids = new AtomicLong();

	private final AtomicLong generation = new AtomicLong(1);

	private boolean installed;

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
	private volatile @Nullable Incarnation leftBehindIn;

	private volatile @Nullable Incarnation refusedIn;

	/**
	 * The state of the process in which a suspect connection did not answer: what has not
	 * answered since either will not be asked.
	 */
	private volatile @Nullable ProcessState condemnedIn;

	GuardedPool(GuardedDataSource facade, HikariDataSource original, ProcessMonitor monitor, GuardOptions options) {
		this.facade = facade;
		this.original = original;
		this.monitor = monitor;
		this.options = options;
		this.seesForksAtOnce = monitor.glanceIsExact();
		this.spread = new ReconnectSpread(options.reconnectSpread());
		this.source = new PhysicalDataSource(this, original);
		this.home = monitor.incarnation();
		if (original.getHikariPoolMXBean() instanceof HikariPool started) {
			this.installed = true;
			installInto(started);
			mirror(started);
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

	PhysicalDataSource source() {
		return this.source;
	}

	HikariDataSource original() {
		return this.original;
	}

	CheckpointGate gate() {
		return this.gate;
	}

	long generation() {
		return this.generation.get();
	}

	boolean seesForksAtOnce() {
		return this.seesForksAtOnce;
	}

	boolean isForeign(PooledRecord record) {
		return this.monitor.incarnation() != record.incarnation;
	}

	/**
	 * Whether the connection is known to be shared with a parent process, without reading
	 * a clock.
	 */
	boolean isKnownShared(PooledRecord record) {
		Incarnation now = this.seesForksAtOnce ? this.monitor.glance() : this.home;
		return now != record.incarnation && now.isForkOf(record.incarnation);
	}

	// Starting

	/**
	 * The running pool of this life of the process.
	 * @return the pool, {@code null} where it has to be started
	 */
	@Nullable HikariPool running() {
		HikariPool pool = this.pool;
		if (pool != null && this.seesForksAtOnce && leaveBehindIfForked(this.monitor.glance())) {
			return null;
		}
		return pool;
	}

	/**
	 * Start the pool as HikariCP does, and take the first connection from it.
	 * @return the proxy of HikariCP
	 * @throws SQLException what HikariCP throws
	 */
	Connection startAndTake() throws SQLException {
		Incarnation parent = this.leftBehindIn;
		if (parent != null) {
			return startInFork(parent).getConnection();
		}
		install();
		try {
			return this.original.getConnection();
		}
		finally {
			if (this.original.getHikariPoolMXBean() instanceof HikariPool started) {
				mirror(started);
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
		HikariInternals.wrapConnections(started, (raw) -> new PhysicalConnection(register(raw, this.monitor.state())));
	}

	private void mirror(@Nullable HikariPool pool) {
		this.pool = pool;
		HikariInternals.setPool((HikariDataSource) this.facade, pool);
	}

	// Forks

	/**
	 * In a forked child leave the inherited pool behind, untouched: its threads do not
	 * exist here, its locks may be held for ever, and its sockets are the parent's.
	 * @param now the current life of the process
	 * @return whether it was left behind, now
	 */
	boolean leaveBehindIfForked(Incarnation now) {
		Incarnation then = this.home;
		if (now == then || !now.isForkOf(then)) {
			return false;
		}
		HikariPool inherited = this.pool;
		this.home = now;
		mirror(null);
		HikariInternals.setPool(this.original, null);
		if (inherited == null) {
			return false;
		}
		this.leftBehindIn = then;
		Disposal.bury(inherited);
		List<PooledRecord> all = this.records.all();
		all.forEach((record) -> abandon(record, now));
		logger.warn("{}: this is incarnation {}, a forked child of {}: left {} inherited connections untouched, and "
				+ "opens its own", name(), now, then, all.size());
		return true;
	}

	/**
	 * The child's own pool. Nothing is locked, for the lock might be held by a thread
	 * that does not exist; of two pools the later is closed again.
	 */
	private HikariPool startInFork(Incarnation parent) throws SQLException {
		if (this.options.onForeignConnection() == OnForeignConnection.FAIL && this.refusedIn != this.home) {
			this.refusedIn = this.home;
			throw ForeignLease.found(this, parent, this.home);
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
			mirror(own);
		}
		return own;
	}

	// Opening

	/**
	 * Open a physical connection that belongs to one life of the process from beginning
	 * to end.
	 * @param opener opens the driver's connection
	 * @return the record of the connection
	 * @throws SQLException if it cannot be opened, or a listener refuses it
	 */
	PooledRecord open(Opener opener) throws SQLException {
		while (true) {
			this.gate.await(this.original.getConnectionTimeout());
			this.spread.await(this.monitor.incarnation());
			ProcessState state = this.monitor.state();
			// Read before connecting: who retires a generation means this connection too
			long generation = generation();
			Connection raw = opener.open();
			if (raw == null) {
				throw new SQLTransientConnectionException(name() + ": the DataSource returned no connection");
			}
			PooledRecord record = new PooledRecord(this, this.ids.incrementAndGet(), raw, state, generation);
			Incarnation now = this.monitor.incarnation();
			if (now != state.incarnation()) {
				dropForeign(record, now);
				continue;
			}
			this.records.add(record);
			this.counters.opened.incrementAndGet();
			logger.debug("Opened {}", record);
			try {
				this.listeners.opened(record, raw);
			}
			catch (SQLException ex) {
				close(record);
				throw ex;
			}
			return record;
		}
	}

	private PooledRecord register(Connection raw, ProcessState state) {
		PooledRecord record = new PooledRecord(this, this.ids.incrementAndGet(), raw, state, generation());
		this.records.add(record);
		this.counters.opened.incrementAndGet();
		return record;
	}

	/**
	 * Open a connection to take the place of another in its pool entry.
	 */
	PooledRecord openReplacement() throws SQLException {
		PooledRecord record = open(this.source::openRaw);
		try {
			ConnectionSetUp.apply(this.original, record.raw);
		}
		catch (SQLException | RuntimeException ex) {
			close(record);
			throw ex;
		}
		return record;
	}

	// Asking whether a connection is alive

	boolean isSuspect(PooledRecord record, ProcessState now) {
		return record.aliveIn != now;
	}

	boolean isCondemned(ProcessState now) {
		return this.condemnedIn == now;
	}

	/**
	 * HikariCP's own ping of a connection that was idle.
	 */
	boolean isValid(PooledRecord record, int seconds) throws SQLException {
		ProcessState now = this.monitor.state();
		if (record.incarnation != now.incarnation() || record.generation != generation()
				|| (isSuspect(record, now) && isCondemned(now))) {
			return true;
		}
		boolean valid = false;
		try {
			valid = record.raw.isValid(seconds);
			return valid;
		}
		finally {
			answered(record, now, valid);
		}
	}

	/**
	 * Ping a suspect connection, within HikariCP's validation timeout.
	 */
	boolean answers(PooledRecord record, ProcessState now) {
		boolean valid = ConnectionSetUp.ping(this.original, record.raw);
		answered(record, now, valid);
		return valid;
	}

	private void answered(PooledRecord record, ProcessState now, boolean valid) {
		if (valid) {
			record.aliveIn = now;
		}
		else if (isSuspect(record, now)) {
			this.condemnedIn = now;
		}
	}

	void setNetworkTimeout(Connection raw, Executor executor, int milliseconds) throws SQLException {
		raw.setNetworkTimeout(ConnectionSetUp.networkTimeoutExecutor(raw, executor), milliseconds);
	}

	// Ending

	/**
	 * End a connection that is closed by the pool: silently where it is another life's.
	 */
	void close(PooledRecord record) {
		if (abandonIfForeign(record)) {
			return;
		}
		if (record.end(Fate.CLOSED)) {
			this.records.remove(record);
			Disposal.closeNow(record.raw);
			tellClosed(record);
		}
	}

	/**
	 * End a connection that the pool aborts when it is shut down, or its borrower does.
	 */
	void abort(PooledRecord record, Executor executor) {
		if (abandonIfForeign(record)) {
			return;
		}
		if (record.end(Fate.CLOSED)) {
			this.records.remove(record);
			Disposal.abortNow(record.raw, executor);
			tellClosed(record);
		}
	}

	private boolean abandonIfForeign(PooledRecord record) {
		Incarnation now = this.monitor.incarnation();
		if (now == record.incarnation) {
			return false;
		}
		abandon(record, now);
		return true;
	}

	boolean abandon(PooledRecord record, Incarnation now) {
		if (!dropForeign(record, now)) {
			return false;
		}
		this.records.remove(record);
		this.counters.abandoned.incrementAndGet();
		logger.debug("Abandoned {}", record);
		this.listeners.each((listener) -> listener.abandoned(record));
		return true;
	}

	private boolean dropForeign(PooledRecord record, Incarnation now) {
		if (!record.end(Fate.ABANDONED)) {
			return false;
		}
		if (now.isForkOf(record.incarnation)) {
			Disposal.bury(record.raw);
		}
		else {
			Disposal.abort(record);
		}
		return true;
	}

	/**
	 * End a connection whose generation was retired.
	 */
	void retire(PooledRecord record) {
		if (record.end(Fate.CLOSED)) {
			this.records.remove(record);
			this.counters.retired.incrementAndGet();
			this.listeners.each((listener) -> listener.retired(record));
			Disposal.close(record);
			tellClosed(record);
		}
	}

	/**
	 * End a connection that is dead, or was declared so.
	 */
	void invalidate(PooledRecord record) {
		if (record.end(Fate.CLOSED)) {
			this.records.remove(record);
			this.counters.invalidated.incrementAndGet();
			logger.info("{} is invalid and replaced", record);
			this.listeners.each((listener) -> listener.invalidated(record));
			Disposal.abort(record);
			tellClosed(record);
		}
	}

	private void tellClosed(PooledRecord record) {
		this.counters.closed.incrementAndGet();
		logger.debug("Closed {}", record);
		this.listeners.each((listener) -> listener.closed(record));
	}

	// Leases

	void checkIn(LeaseConnection lease, PooledRecord record, Connection target) throws SQLException {
		if (isKnownShared(record)) {
			record.lease = null;
			return;
		}
		if (record.lease == lease) {
			checkInOnce(record, target);
		}
		try {
			target.close();
		}
		catch (SQLException ex) {
			if (!isForeign(record)) {
				throw ex;
			}
		}
	}

	private void checkInOnce(PooledRecord record, Connection target) {
		if (this.listeners.present() && record.isOpen()) {
			this.listeners.each((listener) -> listener.checkedIn(record));
		}
		// Before it goes back: the next borrower writes this too
		record.lease = null;
		boolean detached = target == record.raw;
		if (detached) {
			tellClosed(record);
		}
	}

	void invalidate(PooledRecord record, Connection proxy) {
		invalidate(record);
		discard(proxy);
	}

	Connection detach(PooledRecord record, Connection proxy) throws SQLException {
		if (!record.end(Fate.DETACHED)) {
			throw new SQLException(record + " is closed or was detached before", "08003");
		}
		this.records.remove(record);
		this.counters.detached.incrementAndGet();
		this.listeners.each((listener) -> listener.detached(record));
		evict(proxy);
		return record.raw;
	}

	/**
	 * Take a leased connection out of HikariCP, which closes it in its own time.
	 */
	void evict(Connection proxy) {
		HikariPool pool = this.pool;
		if (pool != null) {
			pool.evictConnection(proxy);
		}
	}

	/**
	 * Evict, and leave the borrower with a closed connection.
	 */
	void discard(Connection proxy) {
		evict(proxy);
		try {
			proxy.close();
		}
		catch (SQLException | RuntimeException ex) {
			// HikariCP 7.0.2 fails with a NullPointerException where the state is dirty
			logger.debug("Closing an evicted connection of {} failed", name(), ex);
		}
	}

	// The whole pool

	void retireAll() {
		long retired = this.generation.getAndIncrement();
		logger.info("{}: retired generation {}", name(), retired);
		this.listeners.each((listener) -> listener.generationRetired(this.facade, retired));
	}

	void dispose() {
		retireAll();
		HikariPool pool = this.pool;
		if (pool != null && !leaveBehindIfForked(this.monitor.incarnation())) {
			pool.softEvictConnections();
		}
	}

	/**
	 * The pool is about to be closed.
	 */
	void end() {
		leaveBehindIfForked(this.monitor.incarnation());
		this.monitor.removeListener(this.life);
	}

	/**
	 * Opens the driver's connection.
	 */
	interface Opener {

		@Nullable Connection open() throws SQLException;

	}

}
