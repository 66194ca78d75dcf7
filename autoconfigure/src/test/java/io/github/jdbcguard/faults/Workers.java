package io.github.jdbcguard.faults;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

import org.awaitility.Awaitility;

/**
 * Threads that do the same again and again, and what failed. Thread-safe.
 */
public final class Workers implements AutoCloseable {

	private final List<Failure> failures = new CopyOnWriteArrayList<>();

	private final ExecutorService executor;

	private final AtomicLongArray done;

	private volatile boolean stopping;

	private Workers(int threads) {
		this.executor = Executors.newFixedThreadPool(threads);
		this.done = new AtomicLongArray(threads);
	}

	/**
	 * Start threads.
	 * @param threads how many
	 * @param work what each does until it is told to stop
	 * @return the workers
	 */
	public static Workers start(int threads, Work work) {
		Workers workers = new Workers(threads);
		for (int i = 0; i < threads; i++) {
			int worker = i;
			workers.executor.execute(() -> workers.run(worker, work));
		}
		return workers;
	}

	private void run(int worker, Work work) {
		while (!this.stopping) {
			try {
				work.run();
				this.done.incrementAndGet(worker);
			}
			catch (SQLException | RuntimeException ex) {
				this.failures.add(new Failure(worker, System.nanoTime(), ex));
			}
		}
	}

	/**
	 * Wait until every thread has succeeded twice more, so that at least once it began
	 * after this was called.
	 * @param longest how long to wait at most
	 */
	public void awaitSuccessOfAll(Duration longest) {
		long[] before = new long[this.done.length()];
		for (int i = 0; i < before.length; i++) {
			before[i] = this.done.get(i);
		}
		Awaitility.await().atMost(longest).untilAsserted(() -> {
			for (int i = 0; i < before.length; i++) {
				if (this.done.get(i) < before[i] + 2) {
					throw new AssertionError("Worker %d has not succeeded; failures: %s".formatted(i, this.failures));
				}
			}
		});
	}

	/**
	 * What has failed so far.
	 * @return the failures, oldest first
	 */
	public List<Failure> failures() {
		return List.copyOf(this.failures);
	}

	/**
	 * Have all threads end after what they are doing.
	 * @throws InterruptedException if there was no waiting for them
	 */
	public void stop() throws InterruptedException {
		this.stopping = true;
		this.executor.shutdown();
		if (!this.executor.awaitTermination(30, TimeUnit.SECONDS)) {
			throw new IllegalStateException("Workers do not end; failures: " + this.failures);
		}
	}

	@Override
	public void close() {
		this.stopping = true;
		this.executor.shutdownNow();
	}

	/**
	 * What a worker does.
	 */
	@FunctionalInterface
	public interface Work {

		/**
		 * Do it once.
		 * @throws SQLException if it fails
		 */
		void run() throws SQLException;

	}

	/**
	 * What failed.
	 *
	 * @param worker which thread
	 * @param nanoTime when
	 * @param reason why
	 */
	public record Failure(int worker, long nanoTime, Exception reason) {

	}

}
