package io.github.jdbcguard.boundary;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.pool.hikari.GuardedHikariDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what comes of a broken rule, on the example of one that is easily broken.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(30)
class ReactionTests {

	private static final BoundaryRule RULE = BoundaryRule.OUTSIDE_TRANSACTION;

	private static void breakRule(Scene scene) throws SQLException {
		try (Connection connection = scene.take()) {
			Scene.ask(connection);
		}
	}

	private static Scene scene(Reaction reaction) {
		return new Scene(Driver.PGJDBC, 4, Scene.only(RULE, reaction));
	}

	@Test
	void whatIsIgnoredIsNotEvenCounted(CapturedOutput output) throws SQLException {
		try (Scene scene = scene(Reaction.IGNORE)) {
			breakRule(scene);
			assertThat(scene.seen().count(RULE)).isZero();
			assertThat(scene.violations).isEmpty();
			assertThat(output).doesNotContain(RULE.key());
		}
	}

	@Test
	void whatIsCountedIsToldToListenersAndNotLogged(CapturedOutput output) throws SQLException {
		try (Scene scene = scene(Reaction.COUNT)) {
			breakRule(scene);
			assertThat(scene.seen().count(RULE)).isPositive().isEqualTo(scene.violations.size());
			assertThat(scene.seen().recent()).containsAll(scene.violations);
			assertThat(output).doesNotContain(RULE.key());
		}
	}

	@Test
	void whatIsWarnedOfIsLoggedOnceForEachPlace(CapturedOutput output) throws SQLException {
		AtomicLong now = new AtomicLong();
		try (Scene scene = new Scene(Driver.PGJDBC, 4, Scene.only(RULE, Reaction.WARN),
				new LogLimit(10, Reporter.EVERY, now::get))) {
			for (int i = 0; i < 5; i++) {
				breakRule(scene);
			}
			long broken = scene.seen().count(RULE);
			assertThat(broken).isGreaterThanOrEqualTo(5);
			assertThat(output.getOut().split("outside-transaction: ")).hasSize(2);
			now.addAndGet(Reporter.EVERY.toNanos());
			breakRule(scene);
			assertThat(output).contains("(" + (broken - 1) + " more at this place since it was logged last)");
		}
	}

	@Test
	void whatFailsIsLoggedAndThrownBeforeHarmIsDone(CapturedOutput output) throws SQLException {
		try (Scene scene = scene(Reaction.FAIL)) {
			long before = Scene.database(Driver.PGJDBC).number("select count(*) from ledger");
			try (Connection connection = scene.take()) {
				assertThatExceptionOfType(BoundaryViolationException.class).isThrownBy(() -> Scene.insert(connection))
					.satisfies((ex) -> assertThat(ex.getSQLState()).isEqualTo("0A000"))
					.satisfies((ex) -> assertThat(ex.violation()).isEqualTo(scene.violations.get(0)))
					.withMessage(scene.violations.get(0).message());
			}
			assertThat(output).contains(scene.violations.get(0).message());
			assertThat(scene.seen().count(RULE)).isPositive();
			assertThat(Scene.database(Driver.PGJDBC).number("select count(*) from ledger")).isEqualTo(before);
		}
	}

	@Test
	void springTranslatesWhatFailsToWrongUse() {
		try (Scene scene = scene(Reaction.FAIL)) {
			assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
				.isThrownBy(() -> new JdbcTemplate(scene.dataSource).execute("select 1"))
				.withRootCauseInstanceOf(BoundaryViolationException.class);
		}
	}

	@Test
	void aMessageSaysAllItTakesToFindTheCulprit() throws SQLException {
		try (Scene scene = new Scene(Driver.PGJDBC, 4,
				Scene.all(Reaction.COUNT, BoundaryPolicy.DEFAULT_LONG_LEASE_AFTER, true))) {
			breakRule(scene);
			String thread = Thread.currentThread().getName();
			assertThat(scene.violations.get(0).message()).startsWith("outside-transaction: thread '" + thread)
				.containsPattern(
						"\\[connection #\\d+ of bank, taken by thread '" + thread + "' \\d+ ms ago at .*Scene\\.take")
				.contains("seen at ")
				.containsPattern("Scene\\.ask\\(Scene\\.java:\\d+\\)")
				.endsWith(Advice.on(RULE));
		}
	}

	@SuppressWarnings("unchecked")
	private static <X extends Throwable> X unchecked(Throwable failure) throws X {
		throw (X) failure;
	}

	@Test
	void aListenerThatFailsHurtsNobody(CapturedOutput output) throws SQLException {
		AtomicInteger told = new AtomicInteger();
		ViolationListener failing = (violation) -> {
			// As languages without checked exceptions do
			throw ReactionTests.<RuntimeException>unchecked(new SQLException("listener is out of order"));
		};
		try (Scene scene = scene(Reaction.IGNORE);
				BoundaryGuard guard = new BoundaryGuard(List.of(failing, (violation) -> told.incrementAndGet()));
				GuardedHikariDataSource other = GuardedHikariDataSource.guard(
						Scene.pool(Scene.database(Driver.PGJDBC), 1), scene.watch, PoolPolicy.defaults(),
						(pool) -> guard.watch(pool, Scene.only(RULE, Reaction.COUNT)), null)) {
			try (Connection connection = other.getConnection()) {
				Scene.ask(connection);
			}
			assertThat(told).hasPositiveValue();
			assertThat(output).contains("listener is out of order");
		}
	}

	@Test
	void aListenerThatBreaksRulesItselfIsNotToldOfIt() throws SQLException {
		List<Violation> told = new ArrayList<>();
		try (Scene scene = scene(Reaction.IGNORE)) {
			List<ViolationListener> listeners = new ArrayList<>();
			try (BoundaryGuard guard = new BoundaryGuard(listeners);
					GuardedHikariDataSource other = GuardedHikariDataSource.guard(
							Scene.pool(Scene.database(Driver.PGJDBC), 2), scene.watch, PoolPolicy.defaults(),
							(pool) -> guard.watch(pool, Scene.only(RULE, Reaction.COUNT)), null)) {
				listeners.add((violation) -> {
					told.add(violation);
					new JdbcTemplate(other).update("insert into ledger values (2)");
				});
				try (Connection connection = other.getConnection()) {
					Scene.ask(connection);
				}
				PoolViolations seen = guard.violations(other);
				assertThat(seen).isNotNull();
				assertThat(seen.count(RULE)).isGreaterThan(told.size());
			}
		}
		assertThat(told).isNotEmpty();
	}

	@Test
	void aListenerOfOnePoolHearsOfThatPoolUntilItIsRemoved() throws SQLException {
		List<Violation> told = new ArrayList<>();
		ViolationListener listener = told::add;
		try (Scene scene = scene(Reaction.COUNT);
				GuardedHikariDataSource other = scene.guard(Scene.pool(Scene.database(Driver.PGJDBC), 1),
						Scene.only(RULE, Reaction.COUNT))) {
			PoolViolations seen = PoolViolations.of(scene.dataSource);
			assertThat(seen).isSameAs(scene.seen());
			seen.addListener(listener);
			try (Connection connection = other.getConnection()) {
				Scene.ask(connection);
			}
			assertThat(told).isEmpty();
			scene.violations.clear();
			breakRule(scene);
			assertThat(told).isNotEmpty().isEqualTo(scene.violations);
			seen.removeListener(listener);
			told.clear();
			breakRule(scene);
			assertThat(told).isEmpty();
		}
	}

	@Test
	void whatWasBrokenIsKnownOfAClosedPoolToo() throws SQLException {
		Scene scene = scene(Reaction.COUNT);
		breakRule(scene);
		scene.close();
		assertThat(PoolViolations.of(scene.dataSource)).isNotNull()
			.satisfies((seen) -> assertThat(seen.count(RULE)).isPositive());
	}

	@Test
	void aPoolWithoutRulesHasNoViolations() {
		try (Scene scene = scene(Reaction.COUNT);
				GuardedHikariDataSource other = GuardedHikariDataSource
					.guard(Scene.pool(Scene.database(Driver.PGJDBC), 1), scene.watch, PoolPolicy.defaults(), null)) {
			assertThat(PoolViolations.of(other)).isNull();
		}
	}

	@Test
	void theLastTwentyAreRememberedAndAllAreCounted() throws Exception {
		int threads = 8;
		int times = 50;
		try (Scene scene = scene(Reaction.COUNT)) {
			ExecutorService executor = Executors.newFixedThreadPool(threads);
			CountDownLatch start = new CountDownLatch(1);
			List<Future<?>> workers = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				workers.add(executor.submit(() -> {
					start.await();
					for (int j = 0; j < times; j++) {
						breakRule(scene);
					}
					return null;
				}));
			}
			start.countDown();
			for (Future<?> worker : workers) {
				worker.get();
			}
			executor.shutdown();
			assertThat(scene.seen().count(RULE)).isEqualTo(scene.violations.size())
				.isGreaterThanOrEqualTo((long) threads * times);
			assertThat(scene.seen().recent()).hasSize(20);
			breakRule(scene);
			assertThat(scene.seen().recent().get(0)).isEqualTo(scene.violations.get(scene.violations.size() - 1));
		}
	}

}
