package io.github.jdbcguard.pool.server;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * A daemon thread that runs one task after the other, and ends when it has had none for
 * ten seconds. No executor of the JDK: after a {@code fork()} its threads do not exist in
 * the child and its locks may be held for ever. Here nothing is locked, and whoever hands
 * over a task has to watch whether it is taken up.
 */
final class Worker implements Runnable {

	private static final long IDLE = TimeUnit.SECONDS.toNanos(10);

	private static final ConcurrentLinkedDeque<Worker> idle = new ConcurrentLinkedDeque<>();

	private final Thread thread;

	private volatile @Nullable Runnable task;

	Worker() {
		// Nothing of the thread that happens to come first: it would be kept alive
		this.thread = new Thread(null, this, "jdbc-guard ping", 0, false);
		this.thread.setDaemon(true);
	}

	/**
	 * Hand a task to a worker that is idle, or else to a new one.
	 */
	static void handOver(Runnable task) {
		Worker worker = idle.pollFirst();
		if (worker == null) {
			start(task);
			return;
		}
		worker.task = task;
		LockSupport.unpark(worker.thread);
	}

	/**
	 * Hand a task to a new worker.
	 */
	static void start(Runnable task) {
		Worker worker = new Worker();
		worker.task = task;
		worker.thread.start();
	}

	/**
	 * Offer this worker for the next task.
	 */
	void offer() {
		idle.offerFirst(this);
	}

	@Override
	public void run() {
		Runnable next = this.task;
		while (next != null) {
			this.task = null;
			next.run();
			offer();
			next = await();
		}
	}

	/**
	 * The next task, or {@code null} if it is time to end.
	 */
	private @Nullable Runnable await() {
		long end = System.nanoTime() + IDLE;
		while (this.task == null) {
			long left = end - System.nanoTime();
			// Whoever took it out of the queue is about to hand over a task
			if (left <= 0 && idle.remove(this)) {
				return null;
			}
			LockSupport.parkNanos(this, Math.max(left, TimeUnit.MILLISECONDS.toNanos(1)));
		}
		return this.task;
	}

}
