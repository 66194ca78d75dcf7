package io.github.jdbcguard.boundary;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Lets something through at most once in a while for each place in the code, and counts
 * what it holds back. Remembers the places that were seen last; one that was forgotten is
 * new. Thread-safe.
 */
final class LogLimit {

	static final int HELD_BACK = -1;

	private final int places;

	private final long everyNanos;

	private final LongSupplier nanoTime;

	private final ReentrantLock lock = new ReentrantLock();

	private final Map<Object, Place> known;

	/**
	 * Create a limit.
	 * @param places how many places are remembered
	 * @param every how long nothing more is let through for a place
	 * @param nanoTime the clock, {@link System#nanoTime()}
	 */
	LogLimit(int places, Duration every, LongSupplier nanoTime) {
		this.places = places;
		this.everyNanos = every.toNanos();
		this.nanoTime = nanoTime;
		this.known = new LinkedHashMap<>(16, 0.75f, true);
	}

	/**
	 * Ask for a place.
	 * @param key the place
	 * @return how many were held back for it since the last that was let through, or
	 * {@link #HELD_BACK}
	 */
	int admit(Object key) {
		long now = this.nanoTime.getAsLong();
		if (!ShortLock.tryLock(this.lock)) {
			return HELD_BACK;
		}
		try {
			Place place = this.known.get(key);
			if (place == null) {
				forgetOne();
				this.known.put(key, new Place(now));
				return 0;
			}
			if (now - place.since < this.everyNanos) {
				place.heldBack++;
				return HELD_BACK;
			}
			int heldBack = place.heldBack;
			place.since = now;
			place.heldBack = 0;
			return heldBack;
		}
		finally {
			this.lock.unlock();
		}
	}

	int size() {
		this.lock.lock();
		try {
			return this.known.size();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void forgetOne() {
		if (this.known.size() >= this.places) {
			var eldest = this.known.keySet().iterator();
			eldest.next();
			eldest.remove();
		}
	}

	/**
	 * What is known of one place. Written under the lock.
	 */
	private static final class Place {

		private long since;

		private int heldBack;

		Place(long since) {
			this.since = since;
		}

	}

}
