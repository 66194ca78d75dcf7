package io.github.jdbcguard.test;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.sql.DataSource;

import io.github.jdbcguard.boundary.BoundaryRule;
import io.github.jdbcguard.boundary.Violation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ConnectionWatch}.
 */
@Timeout(30)
class ConnectionWatchTests {

	private static final Duration SHORT = Duration.ofMillis(50);

	private final Branch branch = Branch.withRules();

	@AfterEach
	void close() {
		this.branch.close();
	}

	private ConnectionWatch watch() {
		return ConnectionWatch.of(this.branch.dataSource).grace(SHORT);
	}

	@Nested
	class ABlock {

		@Test
		void thatLeavesNothingPasses() throws SQLException {
			watch().during(() -> ConnectionWatchTests.this.branch.take().close());
		}

		@Test
		void thatLeavesAConnectionOpenFailsAndIsNotBlamedTwice() throws SQLException {
			ConnectionWatch watch = watch();
			assertThatExceptionOfType(AssertionError.class)
				.isThrownBy(() -> watch.during(ConnectionWatchTests.this.branch::take))
				.withMessageStartingWith("1 connection not given back:")
				.withMessageContaining("of branch is held by thread 'main'");
			watch.during(ConnectionWatchTests.this.branch::close);
		}

		@Test
		void isNotBlamedForWhatWasDoneBefore() throws SQLException {
			ConnectionWatch watch = watch();
			ConnectionWatchTests.this.branch.leaveReadOnly();
			try (Connection before = ConnectionWatchTests.this.branch.take()) {
				watch.during(() -> assertThat(before.isClosed()).isFalse());
			}
		}

		@Test
		void thatFailsKeepsItsOwnFailure() {
			IOException own = new IOException("own");
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> watch().during(() -> {
				ConnectionWatchTests.this.branch.leaveReadOnly();
				throw own;
			}))
				.isSameAs(own)
				.satisfies((failure) -> assertThat(failure.getSuppressed()).singleElement()
					.satisfies((left) -> assertThat(left).isInstanceOf(AssertionError.class)
						.hasMessageContaining("state-leak: ")));
		}

		@Test
		void ofResourcesIsCheckedAtItsEnd() {
			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> {
				try (ConnectionWatch watch = watch()) {
					ConnectionWatchTests.this.branch.leaveReadOnly();
				}
			}).withMessageContaining("state-leak: ");
		}

	}

	@Nested
	class Violations {

		@Test
		void ofRulesThatAreToleratedDoNotCount() throws SQLException {
			ConnectionWatch watch = watch().tolerate(BoundaryRule.STATE_LEAK);
			watch.during(ConnectionWatchTests.this.branch::leaveReadOnly);
			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> watch.during(() -> {
				ConnectionWatchTests.this.branch.leaveReadOnly();
				ConnectionWatchTests.this.branch.useClosed();
			})).withMessageStartingWith("1 violation of boundary rules:").withMessageContaining("use-after-close: ");
		}

		@Test
		void areTakenOnce() throws SQLException {
			ConnectionWatch watch = watch();
			ConnectionWatchTests.this.branch.leaveReadOnly();
			ConnectionWatchTests.this.branch.useClosed();
			assertThat(watch.takeViolations()).extracting(Violation::rule)
				.containsExactly(BoundaryRule.STATE_LEAK, BoundaryRule.USE_AFTER_CLOSE);
			watch.assertNothingLeft();
		}

		@Test
		void fromTheStartAreThoseOfBeforeToo() throws SQLException {
			ConnectionWatchTests.this.branch.leaveReadOnly();
			ConnectionWatch watch = watch().fromTheStart();
			ConnectionWatchTests.this.branch.useClosed();
			assertThat(watch.fromTheStart().takeViolations()).extracting(Violation::rule)
				.containsExactly(BoundaryRule.STATE_LEAK, BoundaryRule.USE_AFTER_CLOSE);
		}

		@Test
		void areNotHeardOfAfterTheEnd() throws SQLException {
			ConnectionWatch watch = watch();
			watch.close();
			ConnectionWatchTests.this.branch.leaveReadOnly();
			assertThat(watch.takeViolations()).isEmpty();
		}

		@Test
		void ofWhichThereAreManyAreNotAllTold() {
			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> watch().during(() -> {
				for (int i = 0; i < 15; i++) {
					ConnectionWatchTests.this.branch.leaveReadOnly();
				}
			})).withMessageStartingWith("15 violations of boundary rules:").withMessageEndingWith("- and 5 more");
		}

	}

	@Nested
	class OpenConnections {

		@Test
		void areNotThoseThatWereOpenBefore() throws SQLException {
			try (Connection before = ConnectionWatchTests.this.branch.take()) {
				ConnectionWatch watch = watch();
				assertThat(before.isClosed()).isFalse();
				assertThat(watch.openLeases()).isEmpty();
				assertThat(watch.fromTheStart().openLeases()).hasSize(1);
			}
		}

		@Test
		void ofOtherThreadsSayWhereThoseAre() throws Exception {
			CountDownLatch taken = new CountDownLatch(1);
			CountDownLatch end = new CountDownLatch(1);
			Thread thread = new Thread(() -> takeAndWait(taken, end), "teller");
			ConnectionWatch watch = watch();
			thread.start();
			taken.await();
			assertThatExceptionOfType(AssertionError.class).isThrownBy(watch::assertNothingLeft)
				.withMessageContaining("is held by thread 'teller' for ")
				.withMessageContaining("It was taken")
				.withMessageContaining("That thread is now")
				.withMessageContaining("ConnectionWatchTests$OpenConnections.takeAndWait(ConnectionWatchTests.java:");
			end.countDown();
			thread.join();
		}

		private void takeAndWait(CountDownLatch taken, CountDownLatch end) {
			try (Connection connection = ConnectionWatchTests.this.branch.take()) {
				taken.countDown();
				end.await();
			}
			catch (SQLException | InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Test
		void areNotThoseOfOneWhoTakesThemAgainAndAgain() throws Exception {
			CountDownLatch begun = new CountDownLatch(1);
			AtomicBoolean end = new AtomicBoolean();
			Thread thread = new Thread(() -> takeAgainAndAgain(begun, end), "clerk");
			ConnectionWatch watch = watch().grace(Duration.ofSeconds(5));
			thread.start();
			begun.await();
			assertThatCode(watch::assertNothingLeft).doesNotThrowAnyException();
			end.set(true);
			thread.join();
		}

		private void takeAgainAndAgain(CountDownLatch begun, AtomicBoolean end) {
			while (!end.get()) {
				try (Connection connection = ConnectionWatchTests.this.branch.take()) {
					begun.countDown();
					// It works with it, so that whoever looks finds it taken
					Thread.sleep(20);
				}
				catch (SQLException | InterruptedException ex) {
					throw new IllegalStateException(ex);
				}
			}
		}

	}

	@Nested
	class ADataSource {

		@Test
		void thatIsNotGuardedIsRefused() {
			DataSource unguarded = new SimpleDriverDataSource();
			assertThatIllegalArgumentException().isThrownBy(() -> ConnectionWatch.of(unguarded))
				.withMessageStartingWith(unguarded + " is not guarded. Only HikariCP's pools are");
		}

		@Test
		void mayBeWrapped() throws SQLException {
			DataSource wrapper = new DelegatingDataSource(ConnectionWatchTests.this.branch.dataSource);
			try (Connection connection = wrapper.getConnection()) {
				assertThat(ConnectionWatch.of(wrapper).fromTheStart().grace(SHORT).openLeases()).hasSize(1);
			}
		}

		@Test
		void mayRouteToSeveral() throws SQLException {
			try (Branch other = Branch.withoutRules()) {
				AbstractRoutingDataSource router = new AbstractRoutingDataSource() {

					@Override
					protected Object determineCurrentLookupKey() {
						throw new IllegalStateException("not now");
					}

				};
				router.setTargetDataSources(Map.of("a", other.dataSource));
				router.setDefaultTargetDataSource(ConnectionWatchTests.this.branch.dataSource);
				router.afterPropertiesSet();
				ConnectionWatch watch = ConnectionWatch.of(router).grace(SHORT);
				try (Connection first = other.take(); Connection second = ConnectionWatchTests.this.branch.take()) {
					assertThat(watch.openLeases()).hasSize(2);
				}
			}
		}

	}

}
