package io.github.jdbcguard.boundary;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock that is never held for long, and for nothing that matters more than the thread
 * which asks for it. In a forked child it may be held for ever, by a thread that does not
 * exist there. Static methods without state.
 */
final class ShortLock {

	private static final long PATIENCE_MILLIS = 100;

	private ShortLock() {
	}

	/**
	 * Take the lock, or go on without it.
	 * @param lock the lock
	 * @return whether it was to be had; then it has to be given back
	 */
	static boolean tryLock(ReentrantLock lock) {
		if (lock.tryLock()) {
			return true;
		}
		try {
			return lock.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
