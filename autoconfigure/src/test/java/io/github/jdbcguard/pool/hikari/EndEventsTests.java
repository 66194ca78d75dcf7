package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;

import io.github.jdbcguard.pool.Lease;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What listeners are told of the end of a connection, and in which order.
 */
class EndEventsTests extends EventOrder {

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
