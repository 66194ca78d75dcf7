package io.github.jdbcguard.boundary;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.faults.Workers;
import io.github.jdbcguard.pool.Borrower;
import io.github.jdbcguard.pool.Lease;
import io.github.jdbcguard.pool.LeaseScope;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that transactions in any order, and many at once, raise no alarm (B12), and that
 * what a connection serves is what Spring says.
 */
@Timeout(60)
class NoFalseAlarmTests {

	private static final int DEPTH = 5;

	private static final int[] PROPAGATIONS = { TransactionDefinition.PROPAGATION_REQUIRED,
			TransactionDefinition.PROPAGATION_REQUIRES_NEW, TransactionDefinition.PROPAGATION_NESTED,
			TransactionDefinition.PROPAGATION_NOT_SUPPORTED, TransactionDefinition.PROPAGATION_SUPPORTS,
			TransactionDefinition.PROPAGATION_MANDATORY, TransactionDefinition.PROPAGATION_NEVER };

	private static BoundaryPolicy policy() {
		Map<BoundaryRule, Reaction> reactions = new EnumMap<>(Scene.all(Reaction.FAIL).reactions());
		reactions.put(BoundaryRule.OUTSIDE_TRANSACTION, Reaction.IGNORE);
		return new BoundaryPolicy(reactions, Duration.ofSeconds(20), Duration.ofSeconds(20), false);
	}

	@RepeatedTest(5)
	void transactionsInAnyOrderServeWhatSpringSays() throws SQLException {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		try (Scene scene = new Scene(Driver.PGJDBC, DEPTH + 3, policy())) {
			for (int i = 0; i < 40; i++) {
				try {
					run(scene, random, DEPTH);
				}
				catch (TransactionException | IllegalStateException ex) {
					assertThat(ex).as("seed %s", seed).hasNoSuppressedExceptions();
				}
				assertThat(TransactionBoundaries.current()).as("seed %s", seed).isNull();
				assertThat(Borrower.current().scope()).as("seed %s", seed).isNull();
			}
			assertThat(scene.violations).as("seed %s", seed).isEmpty();
			assertThat(scene.dataSource.snapshot().active()).isZero();
		}
	}

	private static void run(Scene scene, Random random, int depth) {
		assertServesWhatSpringSays(scene);
		if (depth == 0) {
			return;
		}
		for (int i = 0; i <= random.nextInt(3); i++) {
			TransactionTemplate template = scene.transaction("t" + random.nextInt(1000),
					PROPAGATIONS[random.nextInt(PROPAGATIONS.length)]);
			int fate = random.nextInt(8);
			try {
				template.executeWithoutResult((status) -> {
					run(scene, random, depth - 1);
					if (fate == 0) {
						throw new IllegalStateException("rolls back");
					}
					if (fate == 1) {
						status.setRollbackOnly();
					}
				});
			}
			catch (TransactionException | IllegalStateException ex) {
				if (fate == 2) {
					throw ex;
				}
			}
			assertServesWhatSpringSays(scene);
		}
	}

	private static void assertServesWhatSpringSays(Scene scene) {
		try (Connection connection = scene.take()) {
			LeaseScope scope = connection.unwrap(Lease.class).scope();
			assertThat((scope != null) ? scope.name() : null)
				.isEqualTo(TransactionSynchronizationManager.isActualTransactionActive()
						? TransactionSynchronizationManager.getCurrentTransactionName() : null);
		}
		catch (SQLException ex) {
			throw new AssertionError(ex);
		}
	}

	@Test
	void manyTransactionsAtOnceAreNotReported() throws Exception {
		try (Scene scene = new Scene(Driver.PGJDBC, 8, policy())) {
			JdbcTemplate jdbc = new JdbcTemplate(scene.dataSource);
			try (Workers workers = Workers.start(8, () -> {
				RequestBoundary request = RequestBoundary.begin("GET /orders");
				try {
					scene.transaction("place").executeWithoutResult((status) -> {
						jdbc.queryForObject("select 1", Integer.class);
						jdbc.queryForObject("select 2", Integer.class);
					});
					jdbc.queryForObject("select 3", Integer.class);
				}
				finally {
					request.end();
				}
				scene.transaction("pay")
					.executeWithoutResult((status) -> jdbc.queryForObject("select 4", Integer.class));
			})) {
				new CountDownLatch(1).await(2, TimeUnit.SECONDS);
				workers.awaitSuccessOfAll(Duration.ofSeconds(20));
				assertThat(workers.failures()).isEmpty();
			}
			assertThat(scene.violations).isEmpty();
		}
	}

}
