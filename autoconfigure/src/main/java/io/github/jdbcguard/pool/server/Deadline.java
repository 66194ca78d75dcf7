package io.github.jdbcguard.pool.server;

import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * Does a piece of work in another thread, and leaves it to itself when it takes too long.
 * <p>
 * A network timeout alone keeps no budget: when it strikes, drivers close the socket, and
 * the JDK waits for the other side of a TLS connection to close it too, for as long
 * again. Static methods without state.
 */
final class Deadline {

	/**
	 * For the work to end by its own timeout, and for what is already there to be read
	 * when the whole process stood still.
	 */
	private static final int GRACE = 40;

	/**
	 * For the work to begin, in a thread that may have been lost in a {@code fork()}.
	 */
	private static final int START = 20;

	private Deadline() {
	}

	/**
	 * Wait for the work for so many milliseconds, and a little more. Cannot be
	 * interrupted; the thread is left marked.
	 * @return what came of it, or nothing if that is not yet known
	 */
	static <T> Optional<T> within(int milliseconds, SqlWork<T> work) throws SQLException {
		AtomicBoolean begun = new AtomicBoolean();
		FutureTask<T> task = new FutureTask<>(() -> {
			begun.set(true);
			return work.run();
		});
		Worker.handOver(task);
		boolean interrupted = false;
		try {
			interrupted = await(task, Math.min(START, milliseconds));
			if (!begun.get()) {
				Worker.start(task);
			}
			interrupted |= await(task, milliseconds - START);
			interrupted |= await(task, GRACE);
			return task.isDone() ? Optional.of(task.get()) : Optional.empty();
		}
		catch (ExecutionException ex) {
			throw failure(ex.getCause());
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("A task that is done does not wait", ex);
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private static boolean await(FutureTask<?> task, int milliseconds) {
		long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
		boolean interrupted = false;
		while (!task.isDone()) {
			try {
				task.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
			catch (ExecutionException | TimeoutException ex) {
				return interrupted;
			}
		}
		return interrupted;
	}

	private static SQLException failure(@Nullable Throwable cause) {
		if (cause instanceof SQLException failure) {
			return failure;
		}
		if (cause instanceof RuntimeException failure) {
			throw failure;
		}
		if (cause instanceof Error failure) {
			throw failure;
		}
		return new SQLException(cause);
	}

}
