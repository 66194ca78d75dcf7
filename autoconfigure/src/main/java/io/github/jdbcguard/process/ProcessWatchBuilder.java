package io.github.jdbcguard.process;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Builds a {@link ProcessWatch}. Not thread-safe.
 */
public final class ProcessWatchBuilder {

	@Nullable ProcessIdentity identity;

	List<IncarnationDetector> detectors = List.of();

	ForkCheck forkCheck = ForkCheck.AUTO;

	Duration freezeThreshold = Duration.ofSeconds(10);

	private boolean crac;

	ProcessWatchBuilder() {
	}

	/**
	 * Ask this instead of the operating system.
	 * @param identity the application's own sign of identity, {@code null} for the
	 * operating system's
	 * @return this builder
	 */
	public ProcessWatchBuilder identity(@Nullable ProcessIdentity identity) {
		this.identity = identity;
		return this;
	}

	/**
	 * Ask these as well.
	 * @param detectors the detectors, at most 60
	 * @return this builder
	 */
	public ProcessWatchBuilder detectors(List<IncarnationDetector> detectors) {
		Assert.isTrue(detectors.size() <= Detectors.MAX,
				() -> "At most " + Detectors.MAX + " detectors can take part, not " + detectors.size());
		this.detectors = List.copyOf(detectors);
		return this;
	}

	/**
	 * How exactly to look for forks.
	 * @param forkCheck the check
	 * @return this builder
	 */
	public ProcessWatchBuilder forkCheck(ForkCheck forkCheck) {
		this.forkCheck = forkCheck;
		return this;
	}

	/**
	 * How long a pause makes idle connections suspect.
	 * @param threshold the threshold, zero to take no notice of pauses
	 * @return this builder
	 */
	public ProcessWatchBuilder freezeThreshold(Duration threshold) {
		this.freezeThreshold = threshold;
		return this;
	}

	/**
	 * Take part in CRaC checkpoints; needs {@code org.crac} on the class path.
	 * @param crac whether to
	 * @return this builder
	 */
	public ProcessWatchBuilder crac(boolean crac) {
		this.crac = crac;
		return this;
	}

	/**
	 * Build the monitor and start its thread.
	 * @return the running monitor
	 */
	public ProcessWatch start() {
		ProcessWatch watch = new ProcessWatch(this);
		watch.start(this.crac);
		return watch;
	}

}
