package io.github.jdbcguard.pool.hikari;

import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import io.github.jdbcguard.faults.TestPool;
import io.github.jdbcguard.pool.CheckoutTimeoutException;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.pool.PoolSnapshot.PooledConnection;
import io.github.jdbcguard.testing.NamedScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What a borrower is told who gets no connection in time (C7).
 */
class CheckoutTimeoutMessageTests {

	private final PoolFixture pool = ImpatientPool.of(3);

	private static CheckoutTimeoutException timeout(PoolFixture pool) {
		return catchThrowableOfType(CheckoutTimeoutException.class, pool.dataSource::getConnection);
	}

	private static int size(String message) {
		return message.getBytes(StandardCharsets.UTF_8).length;
	}

	@AfterEach
	void close() {
		this.pool.close();
	}

	@Nested
	class OfADryPool {

		@Test
		void namesItsHoldersAndTheTransactionsTheyAreIn() throws Exception {
			try (HoldingThread first = holder("first", "OrderService.place");
					HoldingThread second = holder("second", "GET /orders");
					HoldingThread third = holder("third", "Nightly.run")) {
				assertThat((Throwable) timeout()).hasMessageMatching("ledger: no connection within 250 ms "
						+ "\\(total 3, active 3, idle 0, waiting 0\\)\\. "
						+ "Longest: (#\\d held by thread '(first|second|third)' in "
						+ "'(OrderService.place|GET /orders|Nightly.run)' for \\d+ ms(, |\\. )){3}report\\(\\) has "
						+ "all holders and where they are: have them give their connections back sooner, or raise "
						+ "jdbc-guard.pool.size \\(spring.datasource.hikari.maximum-pool-size\\)\\.");
			}
		}

		@Test
		void comesWithTheStateThatArchitecturePromisesAndWhatHikariThrewAsItsCause() throws Exception {
			try (HoldingThread first = holder("first", "a");
					HoldingThread second = holder("second", "b");
					HoldingThread third = holder("third", "c")) {
				CheckoutTimeoutException timeout = timeout();
				assertThat(timeout.getSQLState()).isEqualTo("08001");
				assertThat(timeout.getErrorCode()).isZero();
				assertThat((Throwable) timeout).hasCauseExactlyInstanceOf(SQLTransientConnectionException.class)
					.hasRootCauseMessage(timeout.getCause().getMessage());
				assertThat(timeout.getCause()).hasMessageContaining("request timed out after");
			}
		}

		@Test
		void namesTheThreeLongestOnly() throws Exception {
			try (PoolFixture large = ImpatientPool.of(4);
					HoldingThread first = new HoldingThread(large.dataSource, "first", "a");
					HoldingThread second = new HoldingThread(large.dataSource, "second", "b");
					HoldingThread third = new HoldingThread(large.dataSource, "third", "c")) {
				TestPool.pause(Duration.ofMillis(60));
				try (HoldingThread fourth = new HoldingThread(large.dataSource, "fourth", "d")) {
					assertThat((Throwable) CheckoutTimeoutMessageTests.timeout(large)).hasMessageContaining("'first'")
						.hasMessageContaining("'second'")
						.hasMessageContaining("'third'")
						.hasMessageNotContaining("'fourth'");
				}
			}
		}

		@Test
		void tellsAThreadThatHasEndedFromOneThatRuns() throws Exception {
			CompletableFuture<Connection> lost = new CompletableFuture<>();
			Thread thread = new Thread(() -> {
				try {
					lost.complete(CheckoutTimeoutMessageTests.this.pool.dataSource.getConnection());
				}
				catch (SQLException ex) {
					lost.completeExceptionally(ex);
				}
			}, "forgetful");
			thread.start();
			thread.join();
			try (Connection connection = lost.get();
					HoldingThread first = holder("first", "a");
					HoldingThread second = holder("second", "b")) {
				assertThat((Throwable) timeout()).hasMessageContaining("held by the ended thread 'forgetful' for ")
					.hasMessageContaining("held by thread 'first' in 'a' for ");
			}
		}

		@Test
		@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "there are no virtual threads before JDK 21")
		void namesVirtualThreadsByTheirNumber() throws Exception {
			CompletableFuture<Connection> taken = new CompletableFuture<>();
			Runnable work = () -> {
				try {
					taken.complete(CheckoutTimeoutMessageTests.this.pool.dataSource.getConnection());
				}
				catch (SQLException ex) {
					taken.completeExceptionally(ex);
				}
			};
			Thread virtual = (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work);
			try (Connection connection = taken.get();
					HoldingThread first = holder("first", "a");
					HoldingThread second = holder("second", "b")) {
				virtual.join();
				assertThat((Throwable) timeout())
					.hasMessageContaining("held by the ended thread '#" + virtual.getId() + "'");
			}
		}

		@ParameterizedTest
		@ValueSource(strings = { "x", "ü", "漢", "👷" })
		void keepsToOneKibibyteWhateverThreadsAreCalled(String character) throws Exception {
			String name = character.repeat(200);
			try (Connection own = NamedScope.in("own-" + name,
					CheckoutTimeoutMessageTests.this.pool.dataSource::getConnection);
					HoldingThread first = holder(name + "-1", name);
					HoldingThread second = holder(name + "-2", name)) {
				String message = timeout().getMessage();
				assertThat(size(message)).isBetween(600, TimeoutMessage.MAX_BYTES);
				assertThat(message).contains("-1' in ", "-2' in ", "this thread already holds", "taken in own-")
					.endsWith("where they are.")
					.doesNotContain("\uFFFD");
			}
		}

		@Test
		void showsInTheSnapshotWhatConnectionsWereTakenFor() throws Exception {
			try (HoldingThread first = holder("first", "OrderService.place")) {
				assertThat(CheckoutTimeoutMessageTests.this.pool.dataSource.snapshot().connections())
					.extracting(PooledConnection::lease)
					.filteredOn(Objects::nonNull)
					.singleElement()
					.satisfies((holder) -> {
						assertThat(holder.scope()).isEqualTo("OrderService.place");
						assertThat(holder.thread()).isEqualTo("first");
					});
			}
		}

		private HoldingThread holder(String thread, String scope) throws Exception {
			return new HoldingThread(CheckoutTimeoutMessageTests.this.pool.dataSource, thread, scope);
		}

		private CheckoutTimeoutException timeout() {
			return CheckoutTimeoutMessageTests.timeout(CheckoutTimeoutMessageTests.this.pool);
		}

	}

	@Nested
	class OfAThreadThatWaitsForItself {

		private final PoolFixture single = ImpatientPool.of(1);

		@AfterEach
		void close() {
			this.single.close();
		}

		@Test
		void saysWhatItHoldsAndWhereItWasTaken() throws Exception {
			CheckoutTimeoutException timeout = NamedScope.in("OrderService.place", () -> {
				try (Connection outer = this.single.dataSource.getConnection()) {
					return NamedScope.in("AuditService.log", () -> timeout(this.single));
				}
			});
			assertThat(timeout.getMessage())
				.containsPattern("waiting 0\\), and this thread already holds connection #1 for \\d+ ms, taken in "
						+ "OrderService\\.place\\. Longest: #1 held by thread")
				.contains("Give back the connection of this thread before it asks for another");
		}

		@Test
		void saysWhatItHoldsOutsideOfAnyTransaction() throws Exception {
			try (Connection outer = this.single.dataSource.getConnection()) {
				assertThat(timeout(this.single).getMessage())
					.containsPattern("this thread already holds connection #1 for \\d+ ms\\. Longest");
			}
		}

		@Test
		void countsWhatElseItHolds() throws Exception {
			PoolFixture pool = CheckoutTimeoutMessageTests.this.pool;
			try (Connection first = pool.dataSource.getConnection();
					Connection second = pool.dataSource.getConnection();
					Connection third = pool.dataSource.getConnection()) {
				assertThat(timeout(pool).getMessage())
					.containsPattern("this thread already holds connection #\\d for \\d+ ms, and 2 more\\. ");
			}
		}

		@Test
		void isNotSaidOfWhatItHasGivenBackOrHoldsOfAnotherPool() throws Exception {
			PoolFixture other = CheckoutTimeoutMessageTests.this.pool;
			try (Connection elsewhere = other.dataSource.getConnection()) {
				this.single.dataSource.getConnection().close();
				try (HoldingThread holder = new HoldingThread(this.single.dataSource, "holder", "a")) {
					assertThat((Throwable) timeout(this.single)).hasMessageNotContaining("this thread");
				}
			}
		}

	}

	@Nested
	class WithoutADatabase {

		@Test
		void showsTheFailureThatHikariShowsToo() {
			try (PoolFixture pool = new PoolFixture(PoolPolicy.defaults(), (config) -> {
				config.setPoolName("ledger");
				config.setConnectionTimeout(250);
				config.setJdbcUrl("jdbc:postgresql://localhost:1/none");
			})) {
				CheckoutTimeoutException timeout = timeout(pool);
				assertThat((Throwable) timeout).hasRootCauseInstanceOf(ConnectException.class)
					.hasMessage("ledger: no connection within 250 ms (total 0, active 0, idle 0, waiting 0). Nobody "
							+ "holds a connection. The last attempt to open a connection failed, see the cause. The "
							+ "pool is not used up: see whether the database answers and takes connections.");
				assertThat((Throwable) timeout.getNextException()).isSameAs(timeout.getCause().getCause())
					.hasMessageContaining("refused");
			}
		}

		@Test
		void leavesTheFailureOfAPoolThatCannotStartAlone() {
			try (PoolFixture pool = new PoolFixture(PoolPolicy.defaults(), (config) -> {
				config.setInitializationFailTimeout(1);
				config.setDataSource(new Unreachable());
			})) {
				assertThatExceptionOfType(SQLTransientConnectionException.class)
					.isThrownBy(pool.dataSource::getConnection)
					.isNotInstanceOf(CheckoutTimeoutException.class)
					.withMessage("unreachable");
			}
		}

		@Test
		void leavesTheRefusalOfAClosedPoolAlone() throws SQLException {
			PoolFixture pool = CheckoutTimeoutMessageTests.this.pool;
			pool.dataSource.getConnection().close();
			pool.dataSource.close();
			assertThatExceptionOfType(SQLException.class).isThrownBy(pool.dataSource::getConnection)
				.isNotInstanceOf(CheckoutTimeoutException.class)
				.withMessageContaining("has been closed");
		}

	}

}
