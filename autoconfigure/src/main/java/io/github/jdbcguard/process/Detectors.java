package io.github.jdbcguard.process;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.github.jdbcguard.process.Incarnation.Origin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The detectors of a monitor, asked all at once. One that fails counts as having seen no
 * change. Thread-safe, and free of locks.
 */
final class Detectors {

	static final int MAX = 60;

	private static final Logger logger = LoggerFactory.getLogger("io.github.jdbcguard.process");

	private final RestoreCounter restores = new RestoreCounter();

	private final @Nullable CustomIdentityDetector customIdentity;

	private final List<IncarnationDetector> all;

	/**
	 * A bit for each detector that has failed before.
	 */
	private final AtomicLong failed = new AtomicLong();

	Detectors(@Nullable ProcessIdentity customIdentity, List<IncarnationDetector> others) {
		this.customIdentity = (customIdentity != null) ? new CustomIdentityDetector(customIdentity) : null;
		List<IncarnationDetector> all = new ArrayList<>();
		all.add(this.restores);
		if (this.customIdentity != null) {
			all.add(this.customIdentity);
		}
		all.addAll(others);
		this.all = List.copyOf(all);
	}

	/**
	 * Count a life that was announced.
	 */
	void announce(Origin origin, String reason) {
		this.restores.count(origin, reason);
	}

	/**
	 * Whether the application's own identity, if it has one, is still what it was. To be
	 * asked at every check.
	 */
	boolean isOwnIdentityUnchanged(Look last) {
		if (this.customIdentity == null) {
			return true;
		}
		try {
			return this.customIdentity.is(last.lives().get(1));
		}
		catch (RuntimeException ex) {
			// The look that follows contains and reports it
			return false;
		}
	}

	/**
	 * What tells this life from others, where the application says so itself.
	 */
	@Nullable String ownIdentity(List<Object> lives) {
		return (this.customIdentity != null && lives.get(1) instanceof Incarnation own) ? own.identity() : null;
	}

	/**
	 * Why the life that was announced between two looks began, if one was.
	 */
	@Nullable String announcement(List<Object> before, List<Object> now) {
		Object announced = now.get(0);
		return announced.equals(before.get(0)) ? null : announced.toString();
	}

	/**
	 * Ask them all.
	 */
	List<Object> ask(@Nullable Look before) {
		List<Object> lives = new ArrayList<>(this.all.size());
		for (int i = 0; i < this.all.size(); i++) {
			lives.add(ask(i, before));
		}
		return lives;
	}

	private Object ask(int index, @Nullable Look before) {
		try {
			return this.all.get(index).life();
		}
		catch (RuntimeException ex) {
			long bit = 1L << index;
			if ((this.failed.getAndUpdate((bits) -> bits | bit) & bit) == 0) {
				logger.warn("{} failed, and counts as having seen no change until it answers again (logged once)",
						this.all.get(index), ex);
			}
			return (before != null) ? before.lives().get(index) : "unknown";
		}
	}

	/**
	 * How a new life began, going by what they answered at two looks.
	 */
	@Nullable Origin originOfChange(List<Object> before, List<Object> now) {
		Origin origin = null;
		for (int i = 0; i < now.size() && origin != Origin.FORKED; i++) {
			if (!now.get(i).equals(before.get(i))) {
				origin = this.all.get(i).origin(before.get(i), now.get(i));
			}
		}
		return origin;
	}

}
