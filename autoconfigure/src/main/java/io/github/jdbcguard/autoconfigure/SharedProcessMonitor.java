package io.github.jdbcguard.autoconfigure;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.jdbcguard.autoconfigure.JdbcGuardProperties.ProcessGuard;
import io.github.jdbcguard.process.ForkCheck;
import io.github.jdbcguard.process.Incarnation;
import io.github.jdbcguard.process.IncarnationListener;
import io.github.jdbcguard.process.ProcessIdentity;
import io.github.jdbcguard.process.ProcessMonitor;
import io.github.jdbcguard.process.ProcessState;
import io.github.jdbcguard.process.ProcessWatch;

/**
 * The application's {@link ProcessMonitor}. How a process is watched is decided once for
 * the process, except where single DataSources want another fork check or freeze
 * threshold: each such combination is watched apart, and shared by the DataSources that
 * want it. The guarded pools ask the watch behind this monitor; a new incarnation that is
 * declared here is declared to all of them.
 */
final class SharedProcessMonitor implements ProcessMonitor, ProcessIdentity, AutoCloseable {

	private final Map<Manner, ProcessWatch> watches = new ConcurrentHashMap<>();

	private final Function<ProcessGuard, ProcessWatch> start;

	private final ProcessMonitor common;

	/**
	 * Watch the process.
	 * @param common how to, where a DataSource does not want it otherwise
	 * @param on whether to watch it at all
	 * @param start starts to watch it in the given manner
	 */
	SharedProcessMonitor(ProcessGuard common, boolean on, Function<ProcessGuard, ProcessWatch> start) {
		this.start = start;
		this.common = on ? watching(common) : ProcessMonitor.none();
	}

	/**
	 * The monitor that watches as the given DataSource's policy wants it.
	 */
	ProcessMonitor watching(ProcessGuard policy) {
		return this.watches.computeIfAbsent(Manner.of(policy), (manner) -> this.start.apply(policy));
	}

	@Override
	public ProcessState state() {
		return this.common.state();
	}

	@Override
	public Incarnation glance() {
		return this.common.glance();
	}

	@Override
	public boolean glanceIsExact() {
		return this.common.glanceIsExact();
	}

	@Override
	public long lastLookMillis() {
		return this.common.lastLookMillis();
	}

	@Override
	public long lastLookNanos() {
		return this.common.lastLookNanos();
	}

	@Override
	public Incarnation current() {
		return incarnation();
	}

	@Override
	public void declareNewIncarnation(String reason) {
		if (this.watches.isEmpty()) {
			this.common.declareNewIncarnation(reason);
		}
		each((watch) -> watch.declareNewIncarnation(reason));
	}

	@Override
	public void addListener(IncarnationListener listener) {
		this.common.addListener(listener);
	}

	@Override
	public void removeListener(IncarnationListener listener) {
		this.common.removeListener(listener);
	}

	@Override
	public void close() {
		each(ProcessWatch::close);
	}

	private void each(Consumer<ProcessWatch> call) {
		this.watches.values().forEach(call);
	}

	@Override
	public String toString() {
		return this.common.toString();
	}

	/**
	 * What makes one way to watch a process different from another.
	 *
	 * @param forkCheck how exactly to look for forks
	 * @param freezeThreshold which pauses to take notice of
	 */
	private record Manner(ForkCheck forkCheck, Duration freezeThreshold) {

		static Manner of(ProcessGuard policy) {
			return new Manner(policy.forkCheck(), policy.freezeThreshold());
		}

	}

}
