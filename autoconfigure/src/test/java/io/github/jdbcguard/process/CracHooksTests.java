package io.github.jdbcguard.process;

import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jdbcguard.pool.Lease;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.pool.hikari.GuardedHikariDataSource;
import io.github.jdbcguard.testing.Database;
import io.github.jdbcguard.testing.EmbeddedDatabases;
import org.awaitility.Awaitility;
import org.crac.Core;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a JVM that takes checkpoints makes of the hooks, called as it calls them.
 */
class CracHooksTests {

	private static final String SESSIONS = "select count(*) from pg_stat_activity "
			+ "where datname = current_database() and pid <> pg_backend_pid()";

	private static final Duration WHILE = Duration.ofMillis(500);

	private final Database database = EmbeddedDatabases.postgres();

	private final ProcessWatch watch = ProcessWatch.builder().start();

	private final CracHooks hooks = new CracHooks(this.watch);

	private final HikariDataSource pool = pool();

	private HikariDataSource pool() {
		HikariDataSource original = new HikariDataSource();
		original.setJdbcUrl(this.database.url());
		original.setUsername(this.database.user());
		original.setPassword(this.database.password());
		original.setMaximumPoolSize(3);
		original.setConnectionTimeout(5000);
		return GuardedHikariDataSource.guard(original, this.watch, PoolPolicy.defaults(), "dataSource");
	}

	@BeforeEach
	void fillPool() throws Exception {
		this.pool.getConnection().close();
		Awaitility.await().untilAsserted(() -> assertThat(sessions()).isEqualTo(3));
	}

	@AfterEach
	void close() {
		this.pool.close();
		this.watch.close();
	}

	private long sessions() throws Exception {
		return this.database.number(SESSIONS);
	}

	private void beforeCheckpoint() throws Exception {
		this.hooks.beforeCheckpoint(Core.getGlobalContext());
	}

	private void afterRestore() {
		this.hooks.afterRestore(Core.getGlobalContext());
	}

	@Test
	void noConnectionIsOpenWhileACheckpointIsTaken() throws Exception {
		beforeCheckpoint();
		Awaitility.await().untilAsserted(() -> assertThat(sessions()).isZero());
		Awaitility.await()
			.during(WHILE)
			.atMost(WHILE.multipliedBy(10))
			.untilAsserted(() -> assertThat(sessions()).isZero());
	}

	@Test
	void whoAsksForAConnectionMeanwhileGetsItAfterTheRestore() throws Exception {
		beforeCheckpoint();
		CompletableFuture<Long> incarnation = CompletableFuture.supplyAsync(this::incarnationOfANewLease);
		Awaitility.await()
			.during(WHILE)
			.atMost(WHILE.multipliedBy(10))
			.untilAsserted(() -> assertThat(incarnation).isNotDone());
		afterRestore();
		assertThat(incarnation.get(30, TimeUnit.SECONDS)).isEqualTo(2);
	}

	private long incarnationOfANewLease() {
		try (Connection connection = this.pool.getConnection()) {
			return connection.unwrap(Lease.class).record().incarnation().number();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void aRestoreIsAnotherIncarnation() throws Exception {
		Incarnation before = this.watch.incarnation();
		beforeCheckpoint();
		assertThat(this.watch.incarnation()).isSameAs(before);
		afterRestore();
		assertThat(this.watch.incarnation().number()).isEqualTo(before.number() + 1);
		assertThat(this.watch.incarnation().origin()).isEqualTo(Incarnation.Origin.RESTORED);
		assertThat(incarnationOfANewLease()).isEqualTo(this.watch.incarnation().number());
	}

	@Test
	void aRefusedCheckpointIsNoRestore() throws Exception {
		Incarnation before = this.watch.incarnation();
		try (Connection lease = this.pool.getConnection()) {
			lease.setAutoCommit(false);
			assertThatException().isThrownBy(this::beforeCheckpoint);
			afterRestore();
			assertThat(this.watch.incarnation()).isSameAs(before);
			lease.createStatement().execute("select 1");
			lease.commit();
		}
		assertThat(incarnationOfANewLease()).isEqualTo(before.number());
	}

	@Test
	void aLeaseIsWaitedFor() throws Exception {
		Connection lease = this.pool.getConnection();
		CompletableFuture<Void> checkpoint = CompletableFuture.runAsync(this::prepareCheckpoint);
		Awaitility.await()
			.during(WHILE)
			.atMost(WHILE.multipliedBy(10))
			.untilAsserted(() -> assertThat(checkpoint).isNotDone());
		lease.close();
		checkpoint.get(30, TimeUnit.SECONDS);
		Awaitility.await().untilAsserted(() -> assertThat(sessions()).isZero());
	}

	private void prepareCheckpoint() {
		try {
			beforeCheckpoint();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void aLeaseThatStaysOutRefusesTheCheckpointAndIsNamed() throws Exception {
		try (Connection lease = this.pool.getConnection()) {
			long id = lease.unwrap(Lease.class).record().id();
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(this::beforeCheckpoint)
				.withMessageContaining("#" + id)
				.withMessageContaining(Thread.currentThread().getName());
			// The application goes on as before
			incarnationOfANewLease();
		}
	}

}
