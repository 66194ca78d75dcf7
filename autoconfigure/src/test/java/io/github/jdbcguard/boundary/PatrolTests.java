package io.github.jdbcguard.boundary;

import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.HeldLease;
import io.github.jdbcguard.pool.Lease;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.pool.hikari.GuardedHikariDataSource;
import io.github.jdbcguard.process.Incarnation;
import io.github.jdbcguard.process.Incarnation.Origin;
import io.github.jdbcguard.process.ProcessWatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what is seen while a connection is held (B7, B8), and by which thread.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(30)
class PatrolTests {

	private static final Duration SHORT = Duration.ofMillis(250);

	private static final Duration SOON = Duration.ofSeconds(5);

	private List<Thread> ofOthers = List.of();

	/**
	 * Applications of other tests may live on in this JVM.
	 */
	@BeforeEach
	void knowTheThreadsOfOthers() {
		this.ofOthers = allPatrols();
	}

	private static Scene scene(BoundaryRule rule, Duration threshold) {
		return new Scene(Driver.PGJDBC, 3, Scene.only(rule, Reaction.WARN, threshold));
	}

	private static void remoteCall(Duration duration) {
		try {
			new CountDownLatch(1).await(duration.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Have the driver loaded and the server started, which may take longer than what is
	 * tested, and forget that.
	 */
	private static void warmUp(Scene scene) throws SQLException {
		try (Connection connection = scene.take()) {
			Scene.ask(connection);
		}
		scene.violations.clear();
	}

	private List<Thread> patrols() {
		return allPatrols().stream().filter((thread) -> !this.ofOthers.contains(thread)).toList();
	}

	private static List<Thread> allPatrols() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals(Patrol.NAME))
			.toList();
	}

	@Test
	void aConnectionThatIsHeldForLongIsReportedOnceWithWhereItsThreadSits() throws SQLException {
		try (Scene scene = scene(BoundaryRule.LONG_LEASE, SHORT)) {
			warmUp(scene);
			try (Connection connection = scene.take()) {
				remoteCall(SHORT.multipliedBy(3));
				Scene.ask(connection);
			}
			assertThat(scene.violations).singleElement().satisfies((violation) -> {
				assertThat(violation.heldFor()).isGreaterThanOrEqualTo(SHORT.minusMillis(50));
				assertThat(violation.offender()).isEqualTo(Thread.currentThread().getName());
				assertThat(violation.place()).asString().contains("PatrolTests.remoteCall(");
				assertThat(violation.what()).contains("sits in java.util.concurrent.locks.LockSupport.park");
			});
		}
	}

	@Test
	void connectionsThatAreHeldShortlyAreNotReported() throws SQLException {
		try (Scene scene = new Scene(Driver.PGJDBC, 1, Scene.all(Reaction.COUNT, Duration.ofSeconds(1), false))) {
			warmUp(scene);
			for (int i = 0; i < 30; i++) {
				try (Connection connection = scene.take()) {
					connection.setAutoCommit(false);
					Scene.ask(connection);
					remoteCall(Duration.ofMillis(40));
					connection.rollback();
					connection.setAutoCommit(true);
				}
			}
			assertThat(scene.violations).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource(value = Driver.class, names = { "PGJDBC", "MARIADB" })
	void aTransactionInWhichNoStatementRunsIsReportedOnceForEachTimeItRests(Driver driver) {
		try (Scene scene = new Scene(driver, 3, Scene.only(BoundaryRule.IDLE_IN_TRANSACTION, Reaction.WARN, SHORT))) {
			JdbcTemplate jdbc = new JdbcTemplate(scene.dataSource);
			jdbc.execute("select 1");
			scene.transaction("com.acme.OrderService.place").executeWithoutResult((status) -> {
				jdbc.execute("select 1");
				remoteCall(SHORT.multipliedBy(3));
				assertThat(scene.violations).hasSize(1);
				jdbc.execute("select 1");
				remoteCall(SHORT.multipliedBy(3));
			});
			assertThat(scene.violations).hasSize(2).allSatisfy((violation) -> {
				assertThat(violation.scope()).isEqualTo("transaction 'OrderService.place'");
				assertThat(violation.place()).asString().contains("PatrolTests.remoteCall(");
			});
		}
	}

	@Test
	void aTransactionInWhichStatementsRunIsNotIdle() {
		try (Scene scene = scene(BoundaryRule.IDLE_IN_TRANSACTION, SHORT)) {
			JdbcTemplate jdbc = new JdbcTemplate(scene.dataSource);
			scene.transaction("place").executeWithoutResult((status) -> {
				jdbc.execute("select pg_sleep(0.7)");
				for (int i = 0; i < 12; i++) {
					jdbc.execute("select 1");
					remoteCall(Duration.ofMillis(50));
				}
			});
			assertThat(scene.violations).isEmpty();
		}
	}

	@Test
	void aConnectionThatIsHeldOutsideOfTransactionsIsNotIdleInOne() throws SQLException {
		try (Scene scene = scene(BoundaryRule.IDLE_IN_TRANSACTION, SHORT); Connection connection = scene.take()) {
			Scene.ask(connection);
			remoteCall(SHORT.multipliedBy(3));
			assertThat(scene.violations).isEmpty();
		}
	}

	@Test
	void oneThreadLooksAtAllPoolsAndEndsWithThem() {
		try (Scene scene = scene(BoundaryRule.LONG_LEASE, SHORT);
				GuardedHikariDataSource second = scene.guard(Scene.pool(Scene.database(Driver.PGJDBC), 1),
						Scene.only(BoundaryRule.LONG_LEASE, Reaction.WARN, SHORT))) {
			assertThat(patrols()).hasSize(1).allMatch(Thread::isDaemon);
			scene.guard.forget(second);
			scene.guard.forget(scene.dataSource);
			Awaitility.await().atMost(SOON).until(() -> patrols().isEmpty());
			try (HikariDataSource third = scene.guard(Scene.pool(Scene.database(Driver.PGJDBC), 1),
					Scene.only(BoundaryRule.LONG_LEASE, Reaction.WARN, SHORT))) {
				assertThat(patrols()).hasSize(1);
				scene.guard.close();
				Awaitility.await().atMost(SOON).until(() -> patrols().isEmpty());
			}
		}
	}

	@Test
	void thereIsNoThreadWhereNoRuleNeedsIt() {
		try (Scene scene = scene(BoundaryRule.CONCURRENT_USE, SHORT)) {
			assertThat(scene.seen().recent()).isEmpty();
			assertThat(patrols()).isEmpty();
		}
	}

	@Test
	void poolsAreNotKeptAlive() {
		try (BoundaryGuard guard = new BoundaryGuard(List.of())) {
			WeakReference<GuardedDataSource> pool = new WeakReference<>(watched(guard));
			assertThat(patrols()).hasSize(1);
			Awaitility.await().atMost(SOON).until(() -> {
				System.gc();
				return pool.get() == null && patrols().isEmpty();
			});
		}
	}

	/**
	 * One that was never guarded, and so fails when it is looked at.
	 */
	private static GuardedDataSource watched(BoundaryGuard guard) {
		GuardedHikariDataSource pool = new GuardedHikariDataSource();
		guard.watch(pool, Scene.only(BoundaryRule.LONG_LEASE, Reaction.WARN, SHORT));
		return pool;
	}

	@Test
	void aForkedChildGetsAThreadOfItsOwnThatLeavesAloneWhatItHasInherited() throws SQLException {
		AtomicReference<Incarnation> identity = new AtomicReference<>(
				Incarnation.of(1, Origin.STARTED, "parent", "started"));
		BoundaryPolicy policy = Scene.only(BoundaryRule.LONG_LEASE, Reaction.WARN, SHORT);
		try (Scene scene = new Scene(Driver.PGJDBC, 1, Scene.all(Reaction.IGNORE));
				ProcessWatch watch = ProcessWatch.builder().identity(identity::get).start();
				HikariDataSource pool = GuardedHikariDataSource.guard(Scene.pool(Scene.database(Driver.PGJDBC), 2),
						watch, PoolPolicy.defaults(), (guarded) -> scene.guard.watch(guarded, policy), null);
				Connection inherited = pool.getConnection()) {
			watch.addListener(scene.guard);
			List<Thread> ofParent = patrols();
			identity.set(Incarnation.of(2, Origin.FORKED, "child", "forked"));
			Awaitility.await().atMost(SOON).until(() -> {
				watch.state();
				return patrols().size() == 1 && !patrols().equals(ofParent);
			});
			try (Connection connection = pool.getConnection()) {
				Awaitility.await().atMost(SOON).until(() -> scene.violations.size() == 1);
				assertThat(scene.violations.get(0).connection()).isEqualTo(connection.unwrap(Lease.class).record().id())
					.isNotEqualTo(inherited.unwrap(Lease.class).record().id());
			}
		}
	}

	@Test
	void aPoolThatFailsHurtsNoOther(CapturedOutput output) throws SQLException {
		try (Scene scene = new Scene(Driver.PGJDBC, 1, Scene.all(Reaction.IGNORE))) {
			GuardedHikariDataSource broken = new GuardedHikariDataSource() {

				@Override
				public List<HeldLease> leases() {
					throw new IllegalStateException("broken");
				}

			};
			BoundaryPolicy policy = Scene.only(BoundaryRule.LONG_LEASE, Reaction.WARN, SHORT);
			Object rules = scene.guard.watch(broken, policy);
			try (HikariDataSource sound = scene.guard(Scene.pool(Scene.database(Driver.PGJDBC), 1), policy);
					Connection connection = sound.getConnection()) {
				Scene.ask(connection);
				Awaitility.await().atMost(SOON).until(() -> scene.violations.size() == 1);
			}
			assertThat(rules).isNotNull();
			assertThat(output.getOut().split("What a pool has on lease could not be looked at")).hasSize(2);
		}
	}

}
