package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbcguard.pool.CheckoutTimeoutException;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.process.Incarnation;
import io.github.jdbcguard.process.Incarnation.Origin;
import io.github.jdbcguard.process.ProcessWatch;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for what a pool does in a forked child that goes on with several threads. The
 * fork is announced by an identity of the application's own; real ones have tests of
 * their own, but a JVM does not survive them for long.
 */
class ForkedPoolTests {

	@RepeatedTest(5)
	void manyThreadsOfAChildStartOnePoolAndTouchNothingInherited() throws Exception {
		try (Child child = new Child()) {
			Set<Long> inherited = Set.copyOf(child.backends(3));
			Object parentPool = child.dataSource.getHikariPoolMXBean();
			child.fork();
			Set<Object> pools = ConcurrentHashMap.newKeySet();
			Set<Long> used = ConcurrentHashMap.newKeySet();
			ExecutorService executor = Executors.newFixedThreadPool(8);
			CyclicBarrier together = new CyclicBarrier(8);
			try {
				List<Future<?>> threads = IntStream.range(0, 8).<Future<?>>mapToObj((i) -> executor.submit(() -> {
					together.await();
					for (int round = 0; round < 20; round++) {
						used.add(child.backends(1).get(0));
						pools.add(child.dataSource.getHikariPoolMXBean());
					}
					return null;
				})).toList();
				for (Future<?> thread : threads) {
					thread.get(30, TimeUnit.SECONDS);
				}
			}
			finally {
				executor.shutdownNow();
			}
			assertThat(used).doesNotContainAnyElementsOf(inherited);
			assertThat(pools).hasSize(1).doesNotContain(parentPool);
			assertThat(child.fixture.database.number("select count(*) from pg_stat_activity where pid in ("
					+ String.join(",", inherited.stream().map(String::valueOf).toList()) + ")"))
				.isEqualTo(3);
		}
	}

	@Test
	void aChildDoesNotStartAPoolAfterItsEnd() throws Exception {
		try (Child child = new Child()) {
			child.backends(1);
			child.fork();
			child.dataSource.close();
			assertThatExceptionOfType(SQLException.class).isThrownBy(child.dataSource::getConnection)
				.withMessageContaining("has been closed");
		}
	}

	@Test
	void aChildWhoseParentHoldsEverythingGetsAConnectionAndNoTimeout() throws Exception {
		try (Child child = new Child()) {
			List<Connection> held = new ArrayList<>();
			for (int i = 0; i < 3; i++) {
				held.add(child.dataSource.getConnection());
			}
			child.fork();
			assertThat(child.backends(1)).hasSize(1);
			assertThat(child.dataSource.leases()).isEmpty();
			for (Connection connection : held) {
				connection.close();
			}
		}
	}

	@Test
	void aTimeoutInAChildNamesNoHolderOfItsParent() throws Exception {
		try (Child child = new Child()) {
			Connection inherited = child.dataSource.getConnection();
			Object parentPool = child.dataSource.getHikariPoolMXBean();
			child.fork();
			await().until(() -> {
				child.backends(1);
				return child.dataSource.getHikariPoolMXBean() != parentPool;
			});
			List<Connection> held = new ArrayList<>();
			for (int i = 0; i < 3; i++) {
				held.add(child.dataSource.getConnection());
			}
			CheckoutTimeoutException timeout = catchThrowableOfType(CheckoutTimeoutException.class,
					child.dataSource::getConnection);
			assertThat(timeout.getMessage()).contains("total 3, active 3", "this thread already holds", "and 2 more.");
			assertThat(timeout.report().leases()).hasSize(3);
			for (Connection connection : held) {
				connection.close();
			}
			inherited.close();
		}
	}

	/**
	 * A pool whose process becomes a forked child when it is told to.
	 */
	private static final class Child implements AutoCloseable {

		private final PoolFixture fixture = new PoolFixture();

		private final AtomicReference<Incarnation> identity = new AtomicReference<>(
				Incarnation.of(1, Origin.STARTED, "parent", "started"));

		private final ProcessWatch watch = ProcessWatch.builder().identity(this.identity::get).start();

		private final GuardedHikariDataSource dataSource;

		Child() {
			HikariDataSource original = new HikariDataSource();
			PoolFixture.configure(original, (config) -> config.setConnectionTimeout(2000));
			this.dataSource = GuardedHikariDataSource.guard(original, this.watch, PoolPolicy.defaults(), null);
		}

		List<Long> backends(int count) throws SQLException {
			return PoolFixture.backends(this.dataSource, count);
		}

		void fork() {
			this.identity.set(Incarnation.of(2, Origin.FORKED, "child", "forked"));
		}

		@Override
		public void close() {
			this.dataSource.close();
			this.watch.close();
			this.fixture.close();
		}

	}

}
