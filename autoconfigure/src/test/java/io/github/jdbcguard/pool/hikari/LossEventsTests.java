package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import io.github.jdbcguard.pool.ConnectionRecord;
import io.github.jdbcguard.pool.Lease;
import io.github.jdbcguard.pool.PendingRollbackException;
import io.github.jdbcguard.pool.PoolListener;
import io.github.jdbcguard.pool.PoolPolicy;
import io.github.jdbcguard.pool.PoolPolicy.ResetOnReturn;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What listeners are told of a connection that is lost, and in which order.
 */
class LossEventsTests extends EventOrder {

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
		execute(connection, "create temporary table child (id int references parent deferrable initially deferred)");
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
