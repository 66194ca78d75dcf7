package io.github.jdbcguard.pool.hikari;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbcguard.pool.CheckoutTimeoutException;
import io.github.jdbcguard.pool.LeaseReport;
import io.github.jdbcguard.pool.LeaseReport.HeldConnection;
import io.github.jdbcguard.pool.LeaseWatch;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.process.Incarnation;
import io.github.jdbcguard.process.Incarnation.Origin;
import io.github.jdbcguard.testing.NamedScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What {@link CheckoutTimeoutException#report()} has, and how often it is made (C7).
 */
@ExtendWith(OutputCaptureExtension.class)
class LeaseReportTests {

	private static final String LOGGED = "No connection in time. ledger at ";

	private final PoolFixture pool = ImpatientPool.of(2);

	private static CheckoutTimeoutException timeout(PoolFixture pool) {
		return catchThrowableOfType(CheckoutTimeoutException.class, pool.dataSource::getConnection);
	}

	private static long logged(CapturedOutput output) {
		return output.getAll().lines().filter((line) -> line.contains(LOGGED)).count();
	}

	@AfterEach
	void close() {
		this.pool.close();
	}

	@Test
	void nothingIsMadeWhileThereAreConnections(CapturedOutput output) throws Exception {
		for (int i = 0; i < 100; i++) {
			try (Connection connection = NamedScope.in("a", this.pool.dataSource::getConnection)) {
				assertThat(connection.isValid(1)).isTrue();
			}
		}
		assertThat(Objects.requireNonNull(this.pool.dataSource.getHikariPoolMXBean()).getActiveConnections()).isZero();
		assertThat(logged(output)).isZero();
	}

	@Nested
	class Content {

		@Test
		void hasEveryLeaseAndWhereItsHolderIsNow(CapturedOutput output) throws Exception {
			try (HoldingThread first = holder("first", "OrderService.place");
					Connection own = LeaseReportTests.this.pool.dataSource.getConnection()) {
				own.setAutoCommit(false);
				LeaseReport report = timeout(LeaseReportTests.this.pool).report();
				assertThat(report.pool()).isEqualTo("ledger");
				assertThat(List.of(report.total(), report.active(), report.idle(), report.waiting())).containsExactly(2,
						2, 0, 0);
				assertThat(report.leases()).hasSize(2).anySatisfy((lease) -> {
					assertThat(lease.holder().thread()).isEqualTo("first");
					assertThat(lease.holder().alive()).isTrue();
					assertThat(lease.holder().scope()).isEqualTo("OrderService.place");
					assertThat(lease.heldFor()).isBetween(Duration.ofMillis(200), Duration.ofMinutes(1));
					assertThat(lease.age()).isGreaterThan(lease.heldFor().minusMillis(30));
					assertThat(lease.inTransaction()).isFalse();
					assertThat(lease.stack()).extracting(StackTraceElement::getMethodName)
						.containsSubsequence("await", "callAnotherService", "hold");
					assertThat(lease.takenAt()).isNull();
				}).anySatisfy((lease) -> {
					assertThat(lease.holder().thread()).isEqualTo(Thread.currentThread().getName());
					assertThat(lease.holder().scope()).isNull();
					assertThat(lease.inTransaction()).isTrue();
				});
				assertThat(report.toString()).contains("total 2, active 2, idle 0, waiting 0; longest held first:",
						"held by thread 'first' in 'OrderService.place' for ", "HoldingThread.callAnotherService",
						", autocommit off");
				assertThat(output.getAll()).contains("WARN", "io.github.jdbcguard.pool", report.toString());
			}
		}

		@Test
		void hasNoStackOfAThreadThatHasEnded() throws Exception {
			List<Connection> connections = Collections.synchronizedList(new ArrayList<>());
			Thread thread = new Thread(() -> {
				try {
					connections.add(LeaseReportTests.this.pool.dataSource.getConnection());
					connections.add(LeaseReportTests.this.pool.dataSource.getConnection());
				}
				catch (SQLException ex) {
					throw new IllegalStateException(ex);
				}
			}, "forgetful");
			thread.start();
			thread.join();
			LeaseReport report = timeout(LeaseReportTests.this.pool).report();
			assertThat(report.leases()).hasSize(2).allSatisfy((lease) -> {
				assertThat(lease.holder().alive()).isFalse();
				assertThat(lease.stack()).isEmpty();
			});
			assertThat(report.toString()).contains("held by the ended thread 'forgetful'").doesNotContain("is now");
			for (Connection connection : connections) {
				connection.close();
			}
		}

		@Test
		void saysWhereConnectionsWereTakenIfARuleAsksForIt() throws Exception {
			LeaseWatch originsOnly = new LeaseWatch() {

				@Override
				public boolean watchesOrigins() {
					return true;
				}

			};
			HikariDataSource original = new HikariDataSource();
			PoolFixture.configure(original, (config) -> {
				config.setMaximumPoolSize(1);
				config.setConnectionTimeout(1000);
			});
			try (GuardedHikariDataSource dataSource = GuardedHikariDataSource.guard(original,
					LeaseReportTests.this.pool.watch, PoolPolicy.defaults(), (guarded) -> originsOnly, null);
					Connection connection = takeHere(dataSource)) {
				LeaseReport report = catchThrowableOfType(CheckoutTimeoutException.class, dataSource::getConnection)
					.report();
				assertThat(report.leases()).singleElement()
					.extracting(HeldConnection::takenAt)
					.satisfies((stack) -> assertThat(stack).extracting(StackTraceElement::getMethodName)
						.contains("takeHere"));
				assertThat(report.toString()).contains("was taken\n", "LeaseReportTests$Content.takeHere");
			}
		}

		private Connection takeHere(GuardedHikariDataSource dataSource) throws SQLException {
			return dataSource.getConnection();
		}

		@Test
		void saysOnceWhereManyWait() throws Exception {
			try (HoldingThread first = holder("first", "a"); HoldingThread second = holder("second", "b")) {
				assertThat(timeout(LeaseReportTests.this.pool).report().toString())
					.containsOnlyOnce("HoldingThread.callAnotherService")
					.containsPattern("is now at the same place as #\\d");
			}
		}

		@Test
		void travelsWithItsException() throws Exception {
			try (HoldingThread first = holder("first", "a"); HoldingThread second = holder("second", "b")) {
				CheckoutTimeoutException timeout = timeout(LeaseReportTests.this.pool);
				ByteArrayOutputStream bytes = new ByteArrayOutputStream();
				new ObjectOutputStream(bytes).writeObject(timeout);
				Object copy = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
				assertThat(((CheckoutTimeoutException) copy).report()).isEqualTo(timeout.report());
			}
		}

		private HoldingThread holder(String thread, String scope) throws Exception {
			return new HoldingThread(LeaseReportTests.this.pool.dataSource, thread, scope);
		}

	}

	@Nested
	class Making {

		private Incarnation process = Incarnation.of(1, Origin.STARTED, "parent", "started");

		@Test
		void happensOnceForFiveHundredThreadsThatTimeOutTogether(CapturedOutput output) throws Exception {
			int threads = 500;
			ExecutorService executor = Executors.newFixedThreadPool(threads);
			CyclicBarrier together = new CyclicBarrier(threads);
			try (HoldingThread first = new HoldingThread(LeaseReportTests.this.pool.dataSource, "first", "a");
					HoldingThread second = new HoldingThread(LeaseReportTests.this.pool.dataSource, "second", "b")) {
				List<Future<CheckoutTimeoutException>> waiting = new ArrayList<>();
				for (int i = 0; i < threads; i++) {
					waiting.add(executor.submit(() -> {
						together.await();
						return timeout(LeaseReportTests.this.pool);
					}));
				}
				Set<LeaseReport> reports = Collections.newSetFromMap(new IdentityHashMap<>());
				for (Future<CheckoutTimeoutException> timeout : waiting) {
					reports.add(timeout.get(30, TimeUnit.SECONDS).report());
				}
				assertThat(reports).hasSize(1);
				assertThat(logged(output)).isEqualTo(1);
			}
			finally {
				executor.shutdownNow();
			}
		}

		@Test
		void doesNotHoldUpThoseWhoComeMeanwhile() throws Exception {
			CountDownLatch begun = new CountDownLatch(1);
			CountDownLatch finished = new CountDownLatch(1);
			LeaseReport slow = report();
			LeaseReports reports = new LeaseReports(() -> {
				begun.countDown();
				await(finished);
				return slow;
			}, () -> this.process, System::nanoTime);
			ExecutorService executor = Executors.newFixedThreadPool(2);
			try {
				Future<Supplier<LeaseReport>> maker = executor.submit(reports::current);
				await(begun);
				Supplier<LeaseReport> shared = executor.submit(reports::current).get(10, TimeUnit.SECONDS);
				assertThat(maker.isDone()).isFalse();
				Future<LeaseReport> read = executor.submit(shared::get);
				finished.countDown();
				assertThat(read.get(10, TimeUnit.SECONDS)).isSameAs(slow);
			}
			finally {
				finished.countDown();
				executor.shutdownNow();
			}
		}

		@Test
		void happensAgainAfterTenSeconds(CapturedOutput output) {
			AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
			LeaseReports reports = new LeaseReports(reporter(), () -> this.process, nanos::get);
			LeaseReport first = reports.current().get();
			nanos.addAndGet(TimeUnit.SECONDS.toNanos(10) - 1);
			assertThat(reports.current().get()).isSameAs(first);
			nanos.addAndGet(1);
			assertThat(reports.current().get()).isNotSameAs(first);
			assertThat(logged(output)).isEqualTo(2);
		}

		@Test
		void happensAgainInAnotherLifeOfTheProcess() {
			LeaseReports reports = new LeaseReports(reporter(), () -> this.process, System::nanoTime);
			LeaseReport before = reports.current().get();
			this.process = Incarnation.of(2, Origin.FORKED, "child", "forked");
			assertThat(reports.current().get()).isNotSameAs(before);
		}

		@Test
		void isMadeUpForByWhoeverReadsItWhereItHasFailed() {
			AtomicLong calls = new AtomicLong();
			LeaseReport second = report();
			Supplier<LeaseReport> fails = () -> {
				if (calls.incrementAndGet() == 1) {
					throw new IllegalStateException("not now");
				}
				return second;
			};
			Supplier<LeaseReport> current = new LeaseReports(fails, () -> this.process, System::nanoTime).current();
			assertThat(current.get()).isSameAs(second);
		}

		private LeaseReport report() {
			return reporter().get();
		}

		private LeaseReporter reporter() {
			try (Connection connection = LeaseReportTests.this.pool.dataSource.getConnection()) {
				return new LeaseReporter(connection.unwrap(LeaseConnection.class).record.pool);
			}
			catch (SQLException ex) {
				throw new IllegalStateException(ex);
			}
		}

		private static void await(CountDownLatch latch) {
			try {
				latch.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

}
