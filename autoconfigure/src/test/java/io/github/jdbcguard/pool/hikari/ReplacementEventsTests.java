package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.jdbcguard.pool.ConnectionRecord;
import io.github.jdbcguard.pool.PoolListener;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.pool.ReplaceConnectionException;
import io.github.jdbcguard.pool.ReplaceGenerationException;
import org.junit.jupiter.api.Test;

import static org.awaitility.Awaitility.await;

/**
 * What listeners are told of a connection that is replaced, and in which order.
 */
class ReplacementEventsTests extends EventOrder {

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
		refuseOnce(() -> {
			throw new ReplaceConnectionException("not this one");
		});
		take();
		assertEvents("checkedOut 1", "invalidated 1", "closed 1", "opened 2", "checkedOut 2");
	}

	@Test
	void aListenerHasTheGenerationReplaced() throws SQLException {
		openWithIdle(2);
		refuseOnce(() -> {
			throw new ReplaceGenerationException("credentials were rotated");
		});
		take();
		// Given back in the opposite order, the second is the first to be taken again
		assertEvents("checkedOut 2", "generationRetired 1", "invalidated 2", "closed 2", "opened 3", "checkedOut 3");
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

	private void refuseOnce(Refusal refusal) {
		AtomicInteger refusals = new AtomicInteger(1);
		dataSource().addListener(new PoolListener() {
			@Override
			public void checkedOut(ConnectionRecord record)
					throws ReplaceConnectionException, ReplaceGenerationException {
				if (refusals.getAndDecrement() > 0) {
					refusal.say();
				}
			}
		});
	}

	/**
	 * What a listener has against a connection.
	 */
	@FunctionalInterface
	private interface Refusal {

		void say() throws ReplaceConnectionException, ReplaceGenerationException;

	}

}
