package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.jdbcguard.pool.ConnectionRecord;
import io.github.jdbcguard.pool.PoolListener;
import io.github.jdbcguard.pool.PoolPolicy;
import org.junit.jupiter.api.Test;

/**
 * What listeners are told of a checkout and a checkin, and in which order.
 */
class CheckoutEventsTests extends EventOrder {

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
