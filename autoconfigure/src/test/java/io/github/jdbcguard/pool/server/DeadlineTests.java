package io.github.jdbcguard.pool.server;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
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
		// Again where the machine was too busy to go on in time
		Awaitility.await().until(() -> timeOfWorkThatTakesTooLong() <= 550);
	}

	private static long timeOfWorkThatTakesTooLong() throws SQLException {
		CountDownLatch end = new CountDownLatch(1);
		AtomicReference<Thread> worker = new AtomicReference<>();
		long start = System.nanoTime();
		assertThat(Deadline.within(300, () -> {
			worker.set(Thread.currentThread());
			return awaitEnd(end);
		})).isEmpty();
		long time = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
		assertThat(time).isGreaterThanOrEqualTo(300);
		// If it has begun by then
		Awaitility.await().until(() -> worker.get() != null);
		assertThat(worker.get().isDaemon()).isTrue();
		assertThat(worker.get().isInterrupted()).isFalse();
		end.countDown();
		return time;
	}

	@Test
	void usesAThreadAgain() throws SQLException {
		Awaitility.await().untilAsserted(() -> {
			Thread thread = Deadline.within(5000, Thread::currentThread).orElseThrow();
			assertThat(thread).isNotSameAs(Thread.currentThread());
			assertThat(Deadline.within(5000, Thread::currentThread)).contains(thread);
		});
	}

	/**
	 * As in the child of a {@code fork()}.
	 */
	@Test
	void waitsForNoThreadThatIsNotThere() throws SQLException {
		for (int i = 0; i < 3; i++) {
			new Worker().offer();
		}
		for (int i = 0; i < 5; i++) {
			assertThat(Deadline.within(2000, () -> "done")).contains("done");
		}
	}

	@Test
	void servesManyAtATime() throws Exception {
		AtomicInteger done = new AtomicInteger();
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 16; i++) {
			int number = i;
			Thread thread = new Thread(() -> {
				for (int j = 0; j < 500; j++) {
					try {
						int sent = number * 1000 + j;
						done.addAndGet(
								Deadline.within(5000, () -> sent).filter((got) -> got == sent).isPresent() ? 1 : 0);
					}
					catch (SQLException ex) {
						throw new IllegalStateException(ex);
					}
				}
			});
			thread.start();
			threads.add(thread);
		}
		for (Thread thread : threads) {
			thread.join(30_000);
		}
		assertThat(done).hasValue(8000);
	}

	/**
	 * Many at once, for others in this JVM may keep a few of them busy.
	 */
	@Test
	void keepsNoThreadsForLong() throws Exception {
		int many = 20;
		CountDownLatch together = new CountDownLatch(many);
		for (int i = 0; i < many; i++) {
			new Thread(() -> meet(together)).start();
		}
		Awaitility.await().until(() -> together.getCount() == 0 && threads() >= many);
		Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> threads() < many / 2);
		assertThat(Deadline.within(5000, () -> "done")).contains("done");
	}

	private static void meet(CountDownLatch together) {
		try {
			Deadline.within(5000, () -> {
				together.countDown();
				return awaitEnd(together);
			});
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static long threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("jdbc-guard ping"))
			.count();
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
