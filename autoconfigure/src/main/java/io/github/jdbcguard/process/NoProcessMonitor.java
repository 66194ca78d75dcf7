package io.github.jdbcguard.process;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The {@link ProcessMonitor} that never looks.
 */
final class NoProcessMonitor implements ProcessMonitor {

	static final NoProcessMonitor INSTANCE = new NoProcessMonitor();

	private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	private final ProcessState state = new ProcessState(Incarnation.first("not looked at"), 0);

	private volatile long millis = System.currentTimeMillis();

	private NoProcessMonitor() {
		// Nobody looks, so somebody has to tell the time
		Thread clock = new Thread(this::tick, "jdbc-guard-clock");
		clock.setDaemon(true);
		clock.start();
	}

	private void tick() {
		while (true) {
			LockSupport.parkNanos(TICK_NANOS);
			this.millis = System.currentTimeMillis();
		}
	}

	@Override
	public ProcessState state() {
		return this.state;
	}

	@Override
	public Incarnation glance() {
		return this.state.incarnation();
	}

	@Override
	public boolean glanceIsExact() {
		return true;
	}

	@Override
	public long lastLookMillis() {
		return this.millis;
	}

	/**
	 * The clock itself: the time that is told here may be late.
	 */
	@Override
	public long lastLookNanos() {
		return System.nanoTime();
	}

	@Override
	public void declareNewIncarnation(String reason) {
		throw new IllegalStateException("The process guard is switched off (jdbc-guard.process.enabled=false), "
				+ "so a new incarnation cannot be declared (" + reason + ")");
	}

	@Override
	public void addListener(IncarnationListener listener) {
		// Nothing will ever be told
	}

	@Override
	public void removeListener(IncarnationListener listener) {
		// Nothing was added
	}

}
