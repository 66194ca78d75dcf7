package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import com.zaxxer.hikari.HikariConfig;
import io.github.jdbcguard.pool.ConnectionRecord;
import io.github.jdbcguard.pool.Lease;
import io.github.jdbcguard.pool.PendingRollbackException;
import io.github.jdbcguard.pool.PoolListener;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.pool.PoolPolicy.ResetOnReturn;
import io.github.jdbcguard.pool.ReplaceConnectionException;
import io.github.jdbcguard.pool.ReplaceGenerationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What listeners are told, and in which order, on each way that a connection of a real
 * server can go. The numbers are those of the records. Long because there are that many
 * ways.
 */
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class EventOrderTests {

	private final RecordedEvents events = new RecordedEvents();

	private PoolFixture pool;

	@AfterEach
	void close() {
		this.pool.close();
	}

	private void open(PoolPolicy policy, Consumer<HikariConfig> customizer) {
		this.pool = new PoolFixture(policy, customizer);
		this.pool.dataSource.addListener(this.events);
	}

	private void open(PoolPolicy policy) {
		open(policy, (config) -> {
		});
	}

	private void open() {
		open(PoolPolicy.defaults());
	}

	/**
	 * A pool with connections that are idle, whose events so far are of no interest.
	 */
	private void openWithIdle(int count) throws SQLException {
		open();
		PoolFixture.backends(this.pool.dataSource, count);
		this.events.forget();
	}

	private PoolFixture pool() {
		return this.pool;
	}

	private GuardedHikariDataSource dataSource() {
		return this.pool.dataSource;
	}

	private void assertEvents(String... expected) {
		this.events.are(expected);
	}

	private void forgetEvents() {
		this.events.forget();
	}

	private Connection take() throws SQLException {
		return this.pool.dataSource.getConnection();
	}

	private void takeAndGiveBack() throws SQLException {
		take().close();
	}

	/**
	 * Take a connection and do something in a transaction.
	 */
	private Connection takeForTransaction() throws SQLException {
		Connection connection = take();
		connection.setAutoCommit(false);
		execute(connection, "select 1");
		return connection;
	}

	private void terminate(Connection connection) throws SQLException {
		terminate(PoolFixture.backend(connection));
	}

	private void terminate(long backend) throws SQLException {
		this.pool.database.number("select count(pg_terminate_backend(" + backend + "))");
		await().until(() -> !this.pool.isAlive(backend));
	}

	private static void execute(Connection connection, String sql) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	private static void assertThatWorkFails(Connection connection) {
		assertThatExceptionOfType(SQLException.class).isThrownBy(() -> execute(connection, "select 1"));
	}

	@Nested
	class OfACheckoutAndACheckin {

		@Test
		void theFirstOpensTheConnectionAndTheSecondFindsIt() throws SQLException {
			open();
			Connection first = take();
			assertEvents("opened 1", "checkedOut 1");
			first.close();
			assertEvents("clean reset 1", "checkedIn 1");
			Connection second = take();
			assertEvents("checkedOut 1");
			second.close();
			assertEvents("clean reset 1", "checkedIn 1");
			second.close();
			assertEvents();
		}

		@Test
		void anOpenTransactionIsEndedByTheReset() throws SQLException {
			openWithIdle(1);
			takeForTransaction().close();
			assertEvents("checkedOut 1", "reset 1", "checkedIn 1");
		}

		@Test
		void aTransactionThatTheBorrowerHasEndedIsNot() throws SQLException {
			openWithIdle(1);
			try (Connection connection = takeForTransaction()) {
				connection.commit();
			}
			assertEvents("checkedOut 1", "clean reset 1", "checkedIn 1");
		}

		@Test
		void aConnectionThatIsUsedOnceIsResetForTheLastTime() throws SQLException {
			open(PoolPolicy.builder().reuse(false).build());
			takeForTransaction().close();
			assertEvents("opened 1", "checkedOut 1", "terminal reset 1", "checkedIn 1", "closed 1");
			takeAndGiveBack();
			assertEvents("opened 2", "checkedOut 2", "clean terminal reset 2", "checkedIn 2", "closed 2");
		}

		@Test
		void whatAListenerRefusesWhenItWasOpenedIsNotHandedOut() throws SQLException {
			AtomicInteger refusals = new AtomicInteger(1);
			open();
			dataSource().addListener(new PoolListener() {
				@Override
				public void opened(ConnectionRecord record, Connection connection) throws SQLException {
					if (refusals.getAndDecrement() > 0) {
						throw new SQLException("not set up");
					}
				}
			});
			take();
			assertEvents("opened 1", "closed 1", "opened 2", "checkedOut 2");
		}

	}

	@Nested
	class OfAReplacement {

		@Test
		void aRetiredConnectionIsReplacedAtItsNextCheckout() throws SQLException {
			openWithIdle(1);
			dataSource().retireAll();
			assertEvents("generationRetired 1");
			takeAndGiveBack();
			assertEvents("retired 1", "closed 1", "opened 2", "checkedOut 2", "clean reset 2", "checkedIn 2");
		}

		@Test
		void aConnectionThatIsTooOldIsRecycled() throws SQLException {
			open(PoolPolicy.builder().recycle(Duration.ofSeconds(1)).build());
			takeAndGiveBack();
			forgetEvents();
			await().pollDelay(Duration.ofMillis(1100)).until(() -> true);
			take();
			assertEvents("recycled 1", "closed 1", "opened 2", "checkedOut 2");
		}

		@Test
		void aPingFindsADeadConnection() throws SQLException {
			openWithIdle(1);
			long backend = pool().backend();
			forgetEvents();
			terminate(backend);
			// Longer than HikariCP trusts a connection unasked
			await().pollDelay(Duration.ofMillis(700)).until(() -> true);
			take();
			assertEvents("invalidated 1", "closed 1", "opened 2", "checkedOut 2");
		}

		@Test
		void theFirstSuspectThatDoesNotAnswerRetiresTheOthers() throws SQLException {
			open();
			try (Connection one = take(); Connection two = take(); Connection three = take()) {
				terminate(one);
				terminate(two);
				terminate(three);
				forgetEvents();
				assertThatWorkFails(one);
				assertEvents("failed 57P01 LOST_AND_SIBLINGS_SUSPECT 1", "invalidated 1", "closed 1");
				two.close();
				three.close();
				forgetEvents();
			}
			take();
			assertEvents("invalidated 3", "closed 3", "opened 4", "checkedOut 4");
			take();
			assertEvents("retired 2", "closed 2", "opened 5", "checkedOut 5");
		}

		@Test
		void aListenerHasTheConnectionReplaced() throws SQLException {
			openWithIdle(1);
			AtomicInteger vetoes = new AtomicInteger(1);
			dataSource().addListener(new PoolListener() {
				@Override
				public void checkedOut(ConnectionRecord record) throws ReplaceConnectionException {
					if (vetoes.getAndDecrement() > 0) {
						throw new ReplaceConnectionException("not this one");
					}
				}
			});
			take();
			assertEvents("checkedOut 1", "invalidated 1", "closed 1", "opened 2", "checkedOut 2");
		}

		@Test
		void aListenerHasTheGenerationReplaced() throws SQLException {
			openWithIdle(2);
			AtomicInteger vetoes = new AtomicInteger(1);
			dataSource().addListener(new PoolListener() {
				@Override
				public void checkedOut(ConnectionRecord record) throws ReplaceGenerationException {
					if (vetoes.getAndDecrement() > 0) {
						throw new ReplaceGenerationException("credentials were rotated");
					}
				}
			});
			take();
			// Given back in the opposite order, the second is the first to be taken again
			assertEvents("checkedOut 2", "generationRetired 1", "invalidated 2", "closed 2", "opened 3",
					"checkedOut 3");
			take();
			assertEvents("retired 1", "closed 1", "opened 4", "checkedOut 4");
		}

		@Test
		void anIdleConnectionOfAnotherLifeOfTheProcessIsAbandoned() throws SQLException {
			openWithIdle(1);
			pool().watch.declareNewIncarnation("test");
			take();
			assertEvents("abandoned 1", "opened 2", "checkedOut 2");
		}

		@Test
		void aLeasedConnectionOfAnotherLifeOfTheProcessIsAbandonedWhenItHasComeBack() throws SQLException {
			openWithIdle(1);
			Connection connection = take();
			pool().watch.declareNewIncarnation("test");
			connection.close();
			take();
			assertEvents("checkedOut 1", "abandoned 1", "opened 2", "checkedOut 2");
		}

	}

	@Nested
	class OfALoss {

		@Test
		void inAStatementOutsideOfATransaction() throws SQLException {
			openWithIdle(1);
			Connection connection = take();
			terminate(connection);
			assertThatWorkFails(connection);
			assertEvents("checkedOut 1", "failed 57P01 LOST_AND_SIBLINGS_SUSPECT 1", "invalidated 1", "closed 1");
			assertThatWorkFails(connection);
			connection.close();
			assertEvents();
		}

		@Test
		void inAStatementInATransaction() throws SQLException {
			openWithIdle(1);
			Connection connection = takeForTransaction();
			terminate(connection);
			assertThatWorkFails(connection);
			assertEvents("checkedOut 1", "failed 57P01 LOST_AND_SIBLINGS_SUSPECT 1", "invalidated 1", "closed 1");
			assertThatExceptionOfType(PendingRollbackException.class).isThrownBy(connection::commit);
			connection.rollback();
			assertEvents();
			execute(connection, "select 1");
			assertEvents("opened 2", "checkedOut 2");
			connection.close();
			assertEvents("reset 2", "checkedIn 2");
		}

		@Test
		void inTheRollbackOnReturn() throws SQLException {
			openWithIdle(1);
			Connection connection = takeForTransaction();
			terminate(connection);
			assertThatCode(connection::close).doesNotThrowAnyException();
			assertEvents("checkedOut 1", "failed 57P01 LOST_AND_SIBLINGS_SUSPECT 1", "invalidated 1", "closed 1");
		}

		@Test
		void inARollbackOnReturnMakesSuspectsOfTheSiblings() throws SQLException {
			open(PoolPolicy.builder().pingAfterIdle(Duration.ofMinutes(1)).build());
			Connection sibling = take();
			Connection lost = takeForTransaction();
			terminate(lost);
			terminate(sibling);
			sibling.close();
			lost.close();
			forgetEvents();
			take();
			assertEvents("invalidated 1", "closed 1", "opened 3", "checkedOut 3");
		}

		@Test
		void inTheCommitOnReturn() throws SQLException {
			open(PoolPolicy.builder().resetOnReturn(ResetOnReturn.COMMIT).build());
			takeAndGiveBack();
			forgetEvents();
			Connection connection = takeForTransaction();
			execute(connection, "create temporary table parent (id int primary key)");
			execute(connection,
					"create temporary table child (id int references parent deferrable initially deferred)");
			execute(connection, "insert into child values (1)");
			assertThatExceptionOfType(SQLException.class).isThrownBy(connection::close);
			assertEvents("checkedOut 1", "failed 23503 ALIVE 1", "invalidated 1", "closed 1");
		}

		@Test
		void inAReset() throws SQLException {
			openWithIdle(1);
			dataSource().addListener(new PoolListener() {
				@Override
				public void reset(ConnectionRecord record, Connection connection, Reset reset) {
					throw new IllegalStateException("cannot be reset");
				}
			});
			takeAndGiveBack();
			assertEvents("checkedOut 1", "clean reset 1", "invalidated 1", "closed 1");
		}

		@Test
		void declaredByTheBorrowerInATransaction() throws SQLException {
			openWithIdle(1);
			Connection connection = takeForTransaction();
			connection.unwrap(Lease.class).invalidate();
			assertEvents("checkedOut 1", "invalidated 1", "closed 1");
			assertThatExceptionOfType(PendingRollbackException.class).isThrownBy(() -> execute(connection, "select 1"));
			connection.rollback();
			assertEvents();
			execute(connection, "select 1");
			assertEvents("opened 2", "checkedOut 2");
			connection.close();
			assertEvents("reset 2", "checkedIn 2");
		}

		@Test
		void declaredByTheBorrowerOutsideOfATransaction() throws SQLException {
			openWithIdle(1);
			Connection connection = take();
			connection.unwrap(Lease.class).invalidate();
			assertEvents("checkedOut 1", "invalidated 1", "closed 1");
			execute(connection, "select 1");
			assertEvents("opened 2", "checkedOut 2");
			connection.close();
			assertEvents("clean reset 2", "checkedIn 2");
		}

		@Test
		void declaredByTheBorrowerWhoDoesNotGoOn() throws SQLException {
			openWithIdle(1);
			Connection connection = takeForTransaction();
			connection.unwrap(Lease.class).invalidate();
			connection.close();
			assertEvents("checkedOut 1", "invalidated 1", "closed 1");
		}

	}

	@Nested
	class OfAnEnd {

		@Test
		void idleConnectionsAreClosedWhenThePoolIsDisposed() throws SQLException {
			openWithIdle(1);
			dataSource().dispose();
			assertEvents("generationRetired 1", "closed 1");
			take();
			assertEvents("opened 2", "checkedOut 2");
		}

		@Test
		void leasedConnectionsAreClosedWhenTheyComeBackAfterThePoolWasDisposed() throws SQLException {
			openWithIdle(1);
			Connection connection = take();
			dataSource().dispose();
			execute(connection, "select 1");
			assertEvents("checkedOut 1", "generationRetired 1");
			connection.close();
			assertEvents("clean reset 1", "checkedIn 1", "retired 1", "closed 1");
		}

		@Test
		void aDetachedConnectionIsClosedByItsOwner() throws SQLException {
			openWithIdle(1);
			Connection connection = take();
			connection.unwrap(Lease.class).detach();
			assertEvents("checkedOut 1", "detached 1");
			take();
			assertEvents("opened 2", "checkedOut 2");
			connection.close();
			assertEvents("closed 1");
			connection.close();
			assertEvents();
		}

		@Test
		void anAbortedConnectionIsClosed() throws SQLException {
			openWithIdle(1);
			Connection connection = take();
			connection.abort(Runnable::run);
			assertEvents("checkedOut 1", "closed 1");
			connection.close();
			assertEvents();
		}

		@Test
		void allAreClosedWithThePool() throws SQLException {
			openWithIdle(1);
			Connection leased = take();
			forgetEvents();
			close();
			assertEvents("closed 1");
			assertThatWorkFails(leased);
			leased.close();
			assertEvents();
		}

		@Test
		void idleConnectionsAreClosedWithThePool() throws SQLException {
			openWithIdle(1);
			close();
			assertEvents("closed 1");
			assertThat(dataSource().snapshot().connections()).isEmpty();
		}

	}

}
