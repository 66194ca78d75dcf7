package io.github.jdbcguard.pool.hikari.model;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.jdbcguard.pool.Lease;
import io.github.jdbcguard.pool.PoolSnapshot;
import io.github.jdbcguard.pool.PoolSnapshot.Counters;
import io.github.jdbcguard.pool.PoolSnapshot.PooledConnection;
import org.awaitility.core.ConditionFactory;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * That the pool, its counters, the model and the server agree once all borrowers have
 * given back what they held.
 */
final class Agreement {

	private final Scene scene;

	Agreement(Scene scene) {
		this.scene = scene;
	}

	/**
	 * What was opened too late for its borrower, or is closed in another thread, takes a
	 * moment.
	 */
	private static ConditionFactory soon() {
		return await().pollInterval(Duration.ofMillis(5)).pollDelay(Duration.ZERO).atMost(Duration.ofSeconds(10));
	}

	void check(List<Borrowed> detached) throws SQLException {
		this.scene.calmDown();
		soon().untilAsserted(() -> checkCounts(this.scene.ledger().count("abandoned")));
		checkThatAllCanBeTaken();
		soon().untilAsserted(() -> checkCounts(0));
		this.scene.closePool();
		soon().untilAsserted(this::checkThatOnlyDetachedAreLeft);
		for (Borrowed each : detached) {
			closeQuietly(each);
		}
		soon().untilAsserted(this::checkThatNothingIsLeft);
		this.scene.checkRows();
		assertThat(this.scene.ledger().violations()).isEmpty();
	}

	/**
	 * Check who counts what.
	 * @param vacant how many places there may be in the pool whose connection was
	 * abandoned while it was idle: the next borrower opens another in its place
	 */
	private void checkCounts(long vacant) throws SQLException {
		assertThat(this.scene.ledger().violations()).isEmpty();
		PoolSnapshot pool = this.scene.snapshot();
		List<Long> open = this.scene.ledger().open();
		assertThat(pool.active()).as("active").isZero();
		assertThat(pool.waiting()).as("waiting").isZero();
		assertThat(pool.total()).as("total").isLessThanOrEqualTo(this.scene.setup().cap());
		assertThat(pool.connections()).extracting(PooledConnection::id).as("records").containsExactlyElementsOf(open);
		assertThat(pool.connections()).as("records of leased connections").allMatch((each) -> each.lease() == null);
		assertThat(pool.total() - open.size()).as("places without a connection").isBetween(0, (int) vacant);
		for (PooledConnection each : pool.connections()) {
			// What was inherited is let go at its next checkout, and not told of before
			assertThat(this.scene.ledger().life(each.id()) == ConnectionLife.IDLE
					|| each.incarnation() != pool.incarnation().number())
				.as("connection %d is idle", each.id())
				.isTrue();
		}
		checkCounters(pool.counters(), open.size());
		long ended = open.stream().filter(this.scene::wasTerminated).count()
				+ this.scene.ledger().detached().stream().filter(this.scene::wasTerminated).count();
		assertThat(this.scene.sessions()).as("sessions on the server")
			.isEqualTo(open.size() + this.scene.ledger().detached().size() - ended);
	}

	private void checkCounters(Counters counters, int open) {
		Ledger ledger = this.scene.ledger();
		assertThat(counters).isEqualTo(new Counters(ledger.count("opened"), ledger.count("closed"),
				ledger.count("abandoned"), ledger.count("retired"), ledger.count("recycled"),
				ledger.count("invalidated"), ledger.count("detached")));
		assertThat(counters.opened() - counters.closed() - counters.abandoned() - ledger.detached().size())
			.as("opened and not ended")
			.isEqualTo(open);
	}

	/**
	 * As many as the pool may have, at the same time, and each as new.
	 */
	private void checkThatAllCanBeTaken() throws SQLException {
		List<Connection> taken = new ArrayList<>();
		try {
			while (taken.size() < this.scene.setup().cap()) {
				Connection connection = this.scene.take();
				if (checkThatItIsAsNew(connection)) {
					taken.add(connection);
				}
				else {
					connection.close();
				}
			}
		}
		finally {
			for (Connection connection : taken) {
				connection.close();
			}
		}
	}

	/**
	 * Whether the connection works, which one need not whose session was ended while it
	 * was idle, for too short a time to be pinged.
	 */
	private boolean checkThatItIsAsNew(Connection connection) throws SQLException {
		long id = connection.unwrap(Lease.class).record().id();
		try {
			assertThat(connection.unwrap(BaseConnection.class).getTransactionState()).as("transaction")
				.isEqualTo(TransactionState.IDLE);
			assertThat(connection.getAutoCommit()).as("autocommit").isEqualTo(this.scene.setup().autoCommit());
			assertThat(connection.isReadOnly()).as("read only").isFalse();
			assertThat(connection.getHoldability()).as("holdability").isEqualTo(ResultSet.CLOSE_CURSORS_AT_COMMIT);
			assertThat(connection.getNetworkTimeout()).as("network timeout").isZero();
			assertThat(connection.getSchema()).as("schema").isEqualTo("public");
			assertThat(connection.getTransactionIsolation()).as("isolation")
				.isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
			return true;
		}
		catch (SQLException ex) {
			assertThat(this.scene.wasTerminated(id)).as("the end of session %d is expected: %s", id, ex).isTrue();
			return false;
		}
	}

	private void checkThatOnlyDetachedAreLeft() throws SQLException {
		assertThat(this.scene.ledger().open()).as("open after the pool was closed").isEmpty();
		assertThat(this.scene.snapshot().connections()).isEmpty();
		assertThat(this.scene.sessions()).as("sessions after the pool was closed")
			.isLessThanOrEqualTo(this.scene.ledger().detached().size());
	}

	private void checkThatNothingIsLeft() throws SQLException {
		assertThat(this.scene.ledger().detached()).isEmpty();
		assertThat(this.scene.sessions()).as("sessions at the end").isZero();
		checkCounters(this.scene.snapshot().counters(), 0);
	}

	private static void closeQuietly(Borrowed detached) {
		try {
			detached.close();
		}
		catch (SQLException ex) {
			// Its session was ended by the server
		}
	}

}
