package io.github.jdbcguard.process;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import io.github.jdbcguard.process.Incarnation.Origin;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ProcessWatch}. Real forks, restores and pauses have tests of their
 * own.
 */
class ProcessWatchTests {

	@Test
	void theStateIsTheSameInstanceWhileNothingHappens() {
		try (ProcessWatch watch = ProcessWatch.builder().start()) {
			ProcessState state = watch.state();
			long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(300);
			while (System.nanoTime() < end) {
				assertThat(watch.state()).isSameAs(state);
			}
			assertThat(state.incarnation().origin()).isEqualTo(Origin.STARTED);
			assertThat(state.incarnation().number()).isEqualTo(1);
		}
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void theIdentityIsWhatTheOperatingSystemSays() {
		OperatingSystemIdentity identity = OperatingSystemIdentity.read();
		assertThat(identity).isNotNull().isEqualTo(OperatingSystemIdentity.read());
		assertThat(identity.pid()).isEqualTo(String.valueOf(ProcessHandle.current().pid()));
		assertThat(identity.process()).isEqualTo(ProcessHandle.current());
		assertThat(identity.readAgain(true)).isEqualTo(identity);
		assertThat(identity.readAgain(false)).isEqualTo(identity);
		assertThat(identity).asString()
			.contains("started at " + ProcessHandle.current().info().startInstant().orElseThrow());
		assertThat(identity.readLinks()).isEqualTo(identity);
	}

	@Test
	void aClosedWatchStillAnswersExactly() {
		ProcessWatch watch = ProcessWatch.builder().start();
		watch.close();
		watch.declareNewIncarnation("after the end");
		assertThat(watch.incarnation().number()).isEqualTo(2);
	}

	@Nested
	class ADeclaredIncarnation {

		@Test
		void isPublishedBeforeTheCallReturns() {
			try (ProcessWatch watch = ProcessWatch.builder().start()) {
				watch.declareNewIncarnation("restored by the platform");
				assertThat(watch.incarnation().number()).isEqualTo(2);
				assertThat(watch.incarnation().origin()).isEqualTo(Origin.DECLARED);
				assertThat(watch.incarnation()).hasToString(watch.incarnation().toString())
					.asString()
					.contains("restored by the platform");
				assertThat(watch.current()).isSameAs(watch.incarnation());
			}
		}

		@Test
		void isToldToListenersOnceAndAFailingOneHurtsNobody() {
			List<String> told = new CopyOnWriteArrayList<>();
			try (ProcessWatch watch = ProcessWatch.builder().start()) {
				watch.addListener(new IncarnationListener() {
					@Override
					public void incarnationChanged(Incarnation previous, Incarnation current) {
						throw new IllegalStateException("broken listener");
					}
				});
				IncarnationListener listener = new IncarnationListener() {
					@Override
					public void incarnationChanged(Incarnation previous, Incarnation current) {
						told.add(previous.number() + " to " + current.number());
					}
				};
				watch.addListener(listener);
				watch.declareNewIncarnation("first");
				await().untilAsserted(() -> assertThat(told).containsExactly("1 to 2"));
				watch.removeListener(listener);
				watch.declareNewIncarnation("second");
				assertThat(watch.incarnation().number()).isEqualTo(3);
			}
			assertThat(told).hasSize(1);
		}

		@RepeatedTest(20)
		void isCountedOnceHoweverManyThreadsLook() throws Exception {
			AtomicInteger changes = new AtomicInteger();
			Set<Long> seen = ConcurrentHashMap.newKeySet();
			int threads = 16;
			CyclicBarrier barrier = new CyclicBarrier(threads);
			ExecutorService executor = Executors.newFixedThreadPool(threads);
			AtomicReference<Object> life = new AtomicReference<>("one");
			try (ProcessWatch watch = ProcessWatch.builder().detectors(List.of(life::get)).start()) {
				watch.addListener(new IncarnationListener() {
					@Override
					public void incarnationChanged(Incarnation previous, Incarnation current) {
						changes.incrementAndGet();
					}
				});
				List<Future<?>> looking = IntStream.range(0, threads).<Future<?>>mapToObj((i) -> executor.submit(() -> {
					barrier.await();
					life.set("two");
					long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(30);
					while (System.nanoTime() < end) {
						seen.add(watch.incarnation().number());
					}
					return null;
				})).toList();
				for (Future<?> thread : looking) {
					thread.get(10, TimeUnit.SECONDS);
				}
				assertThat(watch.incarnation().number()).isEqualTo(2);
				await().untilAsserted(() -> assertThat(changes).hasValue(1));
			}
			finally {
				executor.shutdownNow();
			}
			assertThat(seen).isSubsetOf(1L, 2L);
		}

	}

	@Nested
	class ADetectorOfTheApplication {

		@Test
		void takesPartInEveryLook() {
			AtomicReference<Object> generation = new AtomicReference<>("generation 7");
			try (ProcessWatch watch = ProcessWatch.builder().detectors(List.of(generation::get)).start()) {
				assertThat(watch.incarnation().number()).isEqualTo(1);
				generation.set("generation 8");
				await().atMost(Duration.ofSeconds(1)).until(() -> watch.incarnation().number() == 2);
				assertThat(watch.incarnation().origin()).isEqualTo(Origin.RESTORED);
			}
		}

		@Test
		void thatFailsHasSeenNoChange() {
			AtomicInteger calls = new AtomicInteger();
			IncarnationDetector broken = () -> {
				if (calls.getAndIncrement() > 0) {
					throw new IllegalStateException("no generation to be had");
				}
				return "generation 7";
			};
			try (ProcessWatch watch = ProcessWatch.builder().detectors(List.of(broken)).start()) {
				await().until(() -> watch.incarnation().number() == 1 && calls.get() > 3);
			}
		}

		@Test
		@Timeout(20)
		void thatIsSlowDoesNotHoldUpACheckoutForEver() {
			IncarnationDetector slow = () -> {
				LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(60));
				return "generation 7";
			};
			try (ProcessWatch watch = ProcessWatch.builder().detectors(List.of(slow)).start()) {
				assertThat(watch.incarnation().number()).isEqualTo(1);
			}
		}

		@Test
		void isOneOfSixtyAtTheMost() {
			List<IncarnationDetector> many = IntStream.range(0, 61)
				.<IncarnationDetector>mapToObj((i) -> () -> i)
				.toList();
			assertThatIllegalArgumentException().isThrownBy(() -> ProcessWatch.builder().detectors(many))
				.withMessage("At most 60 detectors can take part, not 61");
		}

	}

	@Nested
	class AnIdentityOfTheApplication {

		@Test
		void isAskedAtEveryCheckInsteadOfTheOperatingSystem() {
			AtomicReference<Incarnation> current = new AtomicReference<>(
					Incarnation.of(41, Origin.STARTED, "lambda 41", "started"));
			try (ProcessWatch watch = ProcessWatch.builder().identity(current::get).start()) {
				assertThat(watch.incarnation().identity()).isEqualTo("lambda 41");
				current.set(Incarnation.of(42, Origin.RESTORED, "lambda 42", "thawed"));
				assertThat(watch.incarnation().number()).isEqualTo(2);
				assertThat(watch.incarnation().identity()).isEqualTo("lambda 42");
				assertThat(watch.incarnation().origin()).isEqualTo(Origin.RESTORED);
			}
		}

	}

	@Nested
	class WithoutTheGuard {

		@Test
		void nothingIsSeenAndNothingCanBeDeclared() {
			ProcessMonitor none = ProcessMonitor.none();
			assertThat(none.state()).isSameAs(none.state());
			assertThat(none.glance()).isSameAs(none.incarnation());
			assertThatIllegalStateException().isThrownBy(() -> none.declareNewIncarnation("by hand"))
				.withMessageContaining("jdbc-guard.process.enabled=false");
		}

		@Test
		void theTimeIsStillToldToWithinATick() {
			await().untilAsserted(() -> assertThat(ProcessMonitor.none().lastLookMillis())
				.isCloseTo(System.currentTimeMillis(), Offset.offset(300L)));
		}

	}

}
