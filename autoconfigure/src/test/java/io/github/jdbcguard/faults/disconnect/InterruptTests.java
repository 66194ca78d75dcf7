package io.github.jdbcguard.faults.disconnect;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.github.jdbcguard.faults.Driver;
import io.github.jdbcguard.faults.TestPool;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.testing.FaultProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A thread is interrupted in mid-statement.
 */
@ParameterizedClass
@EnumSource(Driver.class)
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class InterruptTests {

	private static final int CONNECTIONS = 5;

	private final CompletableFuture<Thread> borrower = new CompletableFuture<>();

	private final Driver driver;

	private FaultProxy proxy;

	private TestPool pool;

	InterruptTests(Driver driver) {
		this.driver = driver;
	}

	@BeforeEach
	void open() {
		this.proxy = FaultProxy.before(this.driver.database());
		// However long a busy machine takes, nobody is pinged for having been idle
		PoolPolicy policy = PoolPolicy.builder().pingAfterIdle(Duration.ofMinutes(1)).build();
		this.pool = TestPool.guarded(this.proxy.database(), policy, (config) -> config.setMaximumPoolSize(CONNECTIONS));
	}

	@AfterEach
	void close() throws Exception {
		this.proxy.close();
		this.pool.close();
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "there are no virtual threads before JDK 21")
	void aVirtualThreadLosesItsOwnConnectionOnly() throws Exception {
		ExecutorService executor = (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor")
			.invoke(null);
		List<Long> before = this.pool.sessions(CONNECTIONS);
		try {
			Future<Outcome> asleep = startToSleep(executor, 60);
			long requests = this.proxy.requests();
			this.borrower.get().interrupt();
			Outcome outcome = asleep.get(30, TimeUnit.SECONDS);
			this.pool.touch(CONNECTIONS - 1);
			assertThat(this.proxy.requests() - requests).as("pings of siblings").isZero();
			assertThat(this.proxy.connections()).isEqualTo(CONNECTIONS);
			assertThat(outcome.failure()).isPresent();
			assertThat(this.pool.sessions(CONNECTIONS)).doesNotContain(outcome.session())
				.containsAll(before.stream().filter((session) -> session != outcome.session()).toList());
			assertThat(this.pool.counters().invalidated()).isEqualTo(1);
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void aPlatformThreadLosesNothing() throws Exception {
		ExecutorService executor = Executors.newSingleThreadExecutor();
		List<Long> before = this.pool.sessions(CONNECTIONS);
		try {
			Future<Outcome> asleep = startToSleep(executor, 1);
			this.borrower.get().interrupt();
			assertThat(asleep.get(30, TimeUnit.SECONDS).failure()).isEmpty();
			assertThat(this.pool.sessions(CONNECTIONS)).containsExactlyInAnyOrderElementsOf(before);
			assertThat(this.pool.counters().invalidated()).isZero();
		}
		finally {
			executor.shutdownNow();
		}
	}

	private Future<Outcome> startToSleep(ExecutorService executor, int seconds) {
		long requests = this.proxy.requests();
		Future<Outcome> asleep = executor.submit(() -> sleep(seconds));
		// The question for the session, and the sleep
		await().until(() -> this.proxy.requests() - requests >= 2);
		return asleep;
	}

	private Outcome sleep(int seconds) throws SQLException {
		try (Connection connection = this.pool.take(); Statement statement = connection.createStatement()) {
			long session = this.driver.dialect().session(connection);
			this.borrower.complete(Thread.currentThread());
			try {
				statement.execute(this.driver.dialect().sleep(seconds));
				return new Outcome(session, Optional.empty());
			}
			catch (SQLException ex) {
				return new Outcome(session, Optional.of(ex));
			}
		}
	}

	/**
	 * What became of a statement.
	 *
	 * @param session the session it ran in
	 * @param failure why it failed, if it did
	 */
	private record Outcome(long session, Optional<SQLException> failure) {

	}

}
