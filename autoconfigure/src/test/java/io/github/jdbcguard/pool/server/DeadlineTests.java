package io.github.jdbcguard.pool.server;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Deadline}.
 */
class DeadlineTests {

	@Test
	void givesWhatCameOfTheWork() throws SQLException {
		assertThat(Deadline.within(5000, () -> "done")).contains("done");
	}

	@Test
	void throwsWhatTheWorkThrew() {
		assertThatExceptionOfType(SQLException.class).isThrownBy(() -> Deadline.within(5000, () -> {
			throw new SQLException("refused", "42000");
		})).satisfies((ex) -> assertThat(ex.getSQLState()).isEqualTo("42000"));
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> Deadline.within(5000, () -> {
			throw new IllegalStateException("broken");
		}));
		assertThatExceptionOfType(LinkageError.class).isThrownBy(() -> Deadline.within(5000, () -> {
			throw new AbstractMethodError();
		}));
	}

	@Test
	void leavesWorkThatTakesTooLongToItself() throws Exception {
		CountDownLatch end = new CountDownLatch(1);
		AtomicReference<Thread> worker = new AtomicReference<>();
		long start = System.nanoTime();
		assertThat(Deadline.within(300, () -> {
			worker.set(Thread.currentThread());
			return awaitEnd(end);
		})).isEmpty();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(300),
				Duration.ofMillis(450));
		assertThat(worker.get().isDaemon()).isTrue();
		assertThat(worker.get().isInterrupted()).isFalse();
		end.countDown();
		worker.get().join(5000);
		assertThat(worker.get().isAlive()).isFalse();
	}

	@Test
	void waitsOnWhenInterruptedAndRemembersIt() throws SQLException {
		Thread.currentThread().interrupt();
		try {
			assertThat(Deadline.within(5000, () -> awaitEnd(new CountDownLatch(0)))).contains(true);
		}
		finally {
			assertThat(Thread.interrupted()).isTrue();
		}
	}

	private static boolean awaitEnd(CountDownLatch end) {
		try {
			end.await();
			return true;
		}
		catch (InterruptedException ex) {
			return false;
		}
	}

}
