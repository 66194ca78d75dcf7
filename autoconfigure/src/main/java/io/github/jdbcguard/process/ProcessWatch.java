package io.github.jdbcguard.process;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.locks.LockSupport;

import io.github.jdbcguard.process.Incarnation.Origin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@link ProcessMonitor} that looks.
 * <p>
 * One immutable {@link Look} is believed for 10 ms of the wall clock, so that a check
 * costs a volatile read, a clock read and, where there is one, a glance at the
 * {@link ForkSign}. Whoever finds the look too old takes another: clocks first, then the
 * operating system and the detectors, then one compare-and-set. Only looks write, at most
 * about a hundred a second, so that nothing contends. Nothing locks: a forked child may
 * inherit a lock whose owner does not exist.
 * <p>
 * A thread of its own looks once a second, which is what makes the time between two looks
 * a measure of how long the process stood still, and a restore known where nothing is
 * checked out. No promise about restores or forks rests on that thread being on time.
 * <p>
 * Two threads may find the same change at once: one compare-and-set succeeds, and its
 * thread alone has the listeners told. Both return the new state.
 * <p>
 * Thread-safe. {@link #close()} stops the thread; the answers stay exact.
 */
public final class ProcessWatch implements ProcessMonitor, ProcessIdentity, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger("io.github.jdbcguard.process");

	private static final AtomicReferenceFieldUpdater<ProcessWatch, Look> LOOK = AtomicReferenceFieldUpdater
		.newUpdater(ProcessWatch.class, Look.class, "look");

	private static final long HEARTBEAT_MILLIS = 1000;

	private static final int MAX_LOOKS = 10;

	private volatile Look look;

	private final ForkSign forkSign;

	private final boolean forkSignIsExact;

	private final boolean asksOperatingSystem;

	private final Detectors detectors;

	private final IncarnationListeners listeners = new IncarnationListeners();

	private final long freezeMillis;

	private volatile boolean checkpointing;

	private volatile boolean closed;

	private @Nullable Thread heartbeat;

	private @Nullable Object cracHooks;

	ProcessWatch(ProcessWatchBuilder builder) {
		this.asksOperatingSystem = builder.identity == null;
		this.detectors = new Detectors(builder.identity, builder.detectors);
		this.forkSign = (builder.identity != null) ? ForkSign.NONE : ForkSign.of(builder.forkCheck);
		this.forkSignIsExact = this.forkSign.isExact();
		this.freezeMillis = builder.freezeThreshold.toMillis();
		this.look = firstLook();
		// Loads what only a second look needs, which would cost the first checkout 80 ms
		lookAgain();
	}

	/**
	 * Start to build a monitor.
	 * @return the builder
	 */
	public static ProcessWatchBuilder builder() {
		return new ProcessWatchBuilder();
	}

	@Override
	public ProcessState state() {
		Look last = this.look;
		if (last.isBelievedAt(System.currentTimeMillis()) && this.forkSign.intact()
				&& this.detectors.isOwnIdentityUnchanged(last)) {
			return last.state();
		}
		return lookAgain();
	}

	@Override
	public Incarnation glance() {
		if (this.forkSignIsExact && this.forkSign.intact()) {
			return this.look.state().incarnation();
		}
		return state().incarnation();
	}

	@Override
	public boolean glanceIsExact() {
		return this.forkSignIsExact;
	}

	@Override
	public long lastLookMillis() {
		return this.look.wallMillis();
	}

	@Override
	public long lastLookNanos() {
		return this.look.nanos();
	}

	@Override
	public Incarnation current() {
		return incarnation();
	}

	@Override
	public void declareNewIncarnation(String reason) {
		this.detectors.announce(Origin.DECLARED, reason);
		lookAgain();
	}

	@Override
	public void addListener(IncarnationListener listener) {
		this.listeners.add(listener);
	}

	@Override
	public void removeListener(IncarnationListener listener) {
		this.listeners.remove(listener);
	}

	void beforeCheckpoint() throws Exception {
		this.checkpointing = true;
		this.listeners.beforeCheckpoint();
	}

	void afterRestore(String reason) {
		this.detectors.announce(Origin.RESTORED, reason);
		lookAgain();
		this.checkpointing = false;
		this.listeners.afterRestore();
	}

	/**
	 * A checkpoint was refused, so nothing was restored.
	 */
	void afterRefusal() {
		this.checkpointing = false;
		this.listeners.afterRestore();
	}

	private Look firstLook() {
		long wall = System.currentTimeMillis();
		long nanos = System.nanoTime();
		OperatingSystemIdentity os = null;
		if (this.asksOperatingSystem) {
			os = OperatingSystemIdentity.isAvailable() ? OperatingSystemIdentity.read() : null;
			if (os == null) {
				logger.info("This system does not tell one life of a process from another (no /proc): forks and plain "
						+ "CRIU restores go unseen; pauses, CRaC and declared incarnations are seen");
			}
		}
		List<Object> lives = this.detectors.ask(null);
		ProcessState state = new ProcessState(Incarnation.first(identity(os, lives)), 0);
		return new Look(wall, nanos, os, lives, state);
	}

	/**
	 * Take looks until one can be believed: a thread that was held up in the middle of a
	 * look, by a dump for example, has seen the past. A detector that is slow every time
	 * must not hold up a checkout for ever, though.
	 */
	private ProcessState lookAgain() {
		for (int attempt = 1;; attempt++) {
			Look before = this.look;
			long started = System.currentTimeMillis();
			Look now = lookOnce(before);
			boolean won = LOOK.compareAndSet(this, before, now);
			if (won && !this.forkSign.intact()) {
				this.forkSign.set();
			}
			if (won && now.state() != before.state()) {
				announce(before, now);
			}
			Look last = won ? now : this.look;
			long ended = System.currentTimeMillis();
			boolean undisturbed = won && ended >= started && ended - started < Look.SNAPSHOT_MILLIS;
			boolean believed = last.isBelievedAt(ended) && this.forkSign.intact();
			boolean incomplete = won && now.wallMillis() == before.wallMillis();
			if (undisturbed || believed || incomplete || attempt == MAX_LOOKS) {
				return last.state();
			}
		}
	}

	private Look lookOnce(Look before) {
		// The clocks first: a look must never be taken for younger than what it saw
		long wall = System.currentTimeMillis();
		long nanos = System.nanoTime();
		boolean forked = before.os() == null && !this.forkSign.intact();
		OperatingSystemIdentity os = null;
		if (before.os() != null) {
			long age = wall - before.wallMillis();
			os = before.os().readAgain(age < 0 || age >= Look.SNAPSHOT_MILLIS);
			if (os == null) {
				// No file descriptor to be had: the links still tell, and the time is not
				// renewed, so that the next check looks again
				os = before.os().readLinks();
				wall = before.wallMillis();
				nanos = before.nanos();
			}
		}
		List<Object> lives = this.detectors.ask(before);
		Look now = new Look(wall, nanos, os, lives, before.state());
		Origin origin = forked ? Origin.FORKED : before.originOfChange(os);
		if (origin == Origin.FORKED && this.checkpointing && this.forkSign.intact()) {
			// Some engines give the restored process another pid; a sign that a fork has
			// destroyed is believed first, for a shared socket must not be closed
			origin = Origin.RESTORED;
		}
		if (origin == null) {
			origin = this.detectors.originOfChange(before.lives(), lives);
		}
		if (origin != null) {
			return now.with(nextLife(before, now, origin));
		}
		return isPause(before, now) ? now.with(afterPause(before.state())) : now;
	}

	private ProcessState nextLife(Look before, Look now, Origin origin) {
		// Before the new life is published: CRIU forgets that the page was to be wiped
		this.forkSign.prepare();
		Incarnation incarnation = before.state().incarnation();
		String announcement = this.detectors.announcement(before.lives(), now.lives());
		String reason = (announcement != null) ? announcement : switch (origin) {
			case FORKED -> "forked from incarnation #" + incarnation.number();
			case RESTORED -> "restored from a snapshot of incarnation #" + incarnation.number();
			case STARTED, DECLARED -> "follows incarnation #" + incarnation.number();
		};
		return new ProcessState(incarnation.next(origin, identity(now.os(), now.lives()), reason, Instant.now()),
				before.state().pauses());
	}

	private ProcessState afterPause(ProcessState before) {
		return new ProcessState(before.incarnation(), before.pauses() + 1);
	}

	/**
	 * In a forked child nobody looks once a second, nor after the end of this watch, so
	 * there the time between two looks tells nothing.
	 */
	private boolean isPause(Look before, Look now) {
		return this.freezeMillis > 0 && !this.closed && before.millisUntil(now) > this.freezeMillis
				&& !before.state().incarnation().isForked();
	}

	private String identity(@Nullable OperatingSystemIdentity os, List<Object> lives) {
		if (os != null) {
			return os.toString();
		}
		String own = this.detectors.ownIdentity(lives);
		return (own != null) ? own : "pid " + ProcessHandle.current().pid();
	}

	private void announce(Look before, Look now) {
		Incarnation previous = before.state().incarnation();
		Incarnation current = now.state().incarnation();
		if (previous != current) {
			this.listeners.changed(previous, current);
		}
		else {
			Duration pause = Duration.ofMillis(before.millisUntil(now));
			logger.info("The process stood still for {}: idle connections are pinged before their next use", pause);
			this.listeners.paused(pause);
		}
	}

	void start(boolean withCrac) {
		if (withCrac) {
			this.cracHooks = CracHooks.register(this);
		}
		Thread thread = new Thread(this::beat, "jdbc-guard-heartbeat");
		thread.setDaemon(true);
		this.heartbeat = thread;
		thread.start();
		logger.debug("Watching {}; fork sign: {}", this.look.state().incarnation(), this.forkSign);
	}

	private void beat() {
		long millis = (this.freezeMillis > 0) ? Math.min(HEARTBEAT_MILLIS, Math.max(1, this.freezeMillis / 4))
				: HEARTBEAT_MILLIS;
		while (!this.closed) {
			LockSupport.parkNanos(millis * 1_000_000);
			state();
		}
	}

	@Override
	public void close() {
		this.closed = true;
		this.cracHooks = null;
		if (this.heartbeat != null) {
			LockSupport.unpark(this.heartbeat);
		}
	}

	@Override
	public String toString() {
		return "ProcessWatch of " + this.look.state() + ", fork sign: " + this.forkSign;
	}

}
