package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

import io.github.jdbcguard.pool.Borrower;
import io.github.jdbcguard.pool.LeaseReport;
import io.github.jdbcguard.testing.NamedScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A report on a thousand leases is made within 100 ms (C7). HikariCP takes half a minute
 * to open as many connections, so the leases are noted as a checkout notes them, and one
 * connection serves for all.
 */
class ManyLeasesTests {

	private static final int LEASES = 1000;

	private static final int ROUNDS = 60;

	private final PoolFixture pool = new PoolFixture();

	private final CountDownLatch taken = new CountDownLatch(LEASES);

	private volatile boolean released;

	@AfterEach
	void close() {
		this.released = true;
		this.pool.close();
	}

	@Test
	void ofPlatformThreads() throws Exception {
		makesReports((work) -> {
			Thread thread = new Thread(null, work, "holder", 256 * 1024);
			thread.setDaemon(true);
			thread.start();
			return thread;
		});
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "there are no virtual threads before JDK 21")
	void ofVirtualThreads() throws Exception {
		makesReports((work) -> {
			try {
				return (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work);
			}
			catch (ReflectiveOperationException ex) {
				throw new IllegalStateException(ex);
			}
		});
	}

	private void makesReports(Function<Runnable, Thread> start) throws Exception {
		try (Connection connection = this.pool.dataSource.getConnection()) {
			LeaseConnection lease = connection.unwrap(LeaseConnection.class);
			GuardedPool guarded = lease.record.pool;
			for (int i = 1; i < LEASES; i++) {
				int id = i + 1;
				start.apply(() -> hold(guarded, lease, id, 30));
			}
			this.taken.countDown();
			assertThat(this.taken.await(30, TimeUnit.SECONDS)).isTrue();
			LeaseReporter reporter = new LeaseReporter(guarded);
			LeaseReport report = reporter.get();
			Duration duration = Duration.ofDays(1);
			// The rest of the machine takes its time as well, and what takes too long is
			// cut
			// short
			for (int round = 0; round < ROUNDS && (duration.toMillis() >= 100 || !isComplete(report)); round++) {
				long begun = System.nanoTime();
				report = reporter.get();
				duration = Duration.ofNanos(System.nanoTime() - begun);
			}
			assertThat(duration).isLessThan(Duration.ofMillis(100));
			assertThat(report.leases()).hasSize(LEASES).allSatisfy((held) -> assertThat(held.stack()).isNotEmpty());
			assertThat(report.leases()
				.stream()
				.filter((held) -> held.stack().stream().anyMatch((frame) -> frame.getMethodName().equals("stay"))))
				.hasSize(LEASES - 1);
			assertThat(report.toString().lines().count()).isBetween((long) LEASES, LEASES * 3L);
		}
	}

	private static boolean isComplete(LeaseReport report) {
		return report.leases().stream().noneMatch((held) -> held.stack().isEmpty());
	}

	private void hold(GuardedPool guarded, LeaseConnection lease, int id, int depth) {
		if (depth > 0) {
			hold(guarded, lease, id, depth - 1);
			return;
		}
		PooledRecord record = new PooledRecord(guarded, id, lease.record.raw, guarded.monitor().state(),
				guarded.epoch());
		record.leasedTo(new LeaseConnection(lease.target, record, Borrower.current(), new NamedScope("work"),
				System.currentTimeMillis(), true));
		guarded.records.add(record);
		this.taken.countDown();
		stay();
		guarded.records.remove(record);
	}

	private void stay() {
		while (!this.released) {
			LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
		}
	}

}
