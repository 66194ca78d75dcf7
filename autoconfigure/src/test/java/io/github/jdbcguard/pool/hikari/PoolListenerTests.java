package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.jdbcguard.pool.ConnectionRecord;
import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.Lease;
import io.github.jdbcguard.pool.PoolListener;
import io.github.jdbcguard.pool.PoolSnapshot;
import io.github.jdbcguard.pool.ReplaceConnectionException;
import io.github.jdbcguard.pool.ReplaceGenerationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for listeners of a {@link GuardedPool}: what they are told, what they may do, and
 * that none of them can do harm.
 */
class PoolListenerTests {

	private PoolFixture fixture;

	@BeforeEach
	void open() {
		this.fixture = new PoolFixture();
	}

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void areToldOfEachStepInOrder() throws SQLException {
		RecordedEvents events = new RecordedEvents();
		dataSource().addListener(events);
		backend();
		dataSource().retireAll();
		backend();
		events.are("opened 1", "checkedOut 1", "clean reset 1", "checkedIn 1", "generationRetired 1", "retired 1",
				"closed 1", "opened 2", "checkedOut 2", "clean reset 2", "checkedIn 2");
	}

	@Test
	void mayHaveAConnectionReplacedTwice() throws SQLException {
		AtomicInteger vetoes = new AtomicInteger(2);
		dataSource().addListener(new PoolListener() {
			@Override
			public void checkedOut(ConnectionRecord record) throws ReplaceConnectionException {
				if (vetoes.getAndDecrement() > 0) {
					throw new ReplaceConnectionException("not this one");
				}
			}
		});
		try (Connection connection = dataSource().getConnection()) {
			assertThat(connection.unwrap(Lease.class).record().id()).isEqualTo(3);
		}
		assertThat(counters().invalidated()).isEqualTo(2);
	}

	@Test
	void thatNeverAcceptFailTheCheckoutWithTheirReasonAndLoseNothing() throws SQLException {
		PoolListener never = new PoolListener() {
			@Override
			public void checkedOut(ConnectionRecord record) throws ReplaceConnectionException {
				throw new ReplaceConnectionException("never good enough");
			}
		};
		dataSource().addListener(never);
		for (int i = 0; i < 5; i++) {
			assertThatExceptionOfType(SQLTransientConnectionException.class)
				.isThrownBy(() -> dataSource().getConnection())
				.withMessageContaining("never good enough")
				.withCauseInstanceOf(ReplaceConnectionException.class);
		}
		dataSource().removeListener(never);
		backend();
		assertThat(dataSource().snapshot().active()).isZero();
		await().until(() -> dataSource().snapshot().connections().size() == dataSource().snapshot().total());
	}

	@Test
	void mayHaveTheWholeGenerationReplaced() throws SQLException {
		Connection other = dataSource().getConnection();
		backend();
		AtomicInteger vetoes = new AtomicInteger(1);
		dataSource().addListener(new PoolListener() {
			@Override
			public void checkedOut(ConnectionRecord record) throws ReplaceGenerationException {
				if (vetoes.getAndDecrement() > 0) {
					throw new ReplaceGenerationException("credentials were rotated");
				}
			}
		});
		long otherBackend = PoolFixture.backend(other);
		backend();
		other.close();
		assertThat(dataSource().snapshot().generation()).isEqualTo(2);
		try (Connection one = dataSource().getConnection(); Connection two = dataSource().getConnection()) {
			assertThat(List.of(PoolFixture.backend(one), PoolFixture.backend(two))).doesNotContain(otherBackend);
		}
	}

	@Test
	void thatFailHurtNobody() throws SQLException {
		dataSource().addListener(new PoolListener() {
			@Override
			public void checkedOut(ConnectionRecord record) {
				throw new IllegalStateException("broken listener");
			}

			@Override
			public void checkedIn(ConnectionRecord record) {
				throw new IllegalStateException("broken listener");
			}

			@Override
			public void closed(ConnectionRecord record) {
				throw new IllegalStateException("broken listener");
			}
		});
		RecordedEvents events = new RecordedEvents();
		dataSource().addListener(events);
		for (int i = 0; i < 10; i++) {
			backend();
			dataSource().retireAll();
		}
		events.contain("checkedOut 1", "checkedIn 1", "closed 1");
		assertThat(dataSource().snapshot().active()).isZero();
	}

	@Test
	void thatThrowErrorsLoseNoConnection() throws SQLException {
		dataSource().addListener(new PoolListener() {
			@Override
			public void checkedOut(ConnectionRecord record) {
				throw new AssertionError("broken listener");
			}

			@Override
			public void checkedIn(ConnectionRecord record) {
				throw new AssertionError("broken listener");
			}
		});
		for (int i = 0; i < 10; i++) {
			backend();
		}
		assertThat(dataSource().snapshot().active()).isZero();
	}

	@Test
	void thatWatchNoLeasesCostACheckoutNothing() {
		PoolListeners listeners = new PoolListeners();
		listeners.add(new PoolListener() {
			@Override
			public void generationRetired(GuardedDataSource dataSource, long generation) {
				// No lease
			}
		});
		assertThat(listeners.leasesWatched()).isFalse();
		RecordedEvents recorder = new RecordedEvents();
		listeners.add(recorder);
		assertThat(listeners.leasesWatched()).isTrue();
		listeners.remove(recorder);
		assertThat(listeners.leasesWatched()).isFalse();
	}

	@Test
	void thatRefuseANewConnectionHaveItClosed() throws SQLException {
		AtomicInteger refusals = new AtomicInteger(1);
		List<Long> refused = new CopyOnWriteArrayList<>();
		dataSource().addListener(new PoolListener() {
			@Override
			public void opened(ConnectionRecord record, Connection connection) throws SQLException {
				if (refusals.getAndDecrement() > 0) {
					refused.add(PoolFixture.backend(connection));
					throw new IllegalStateException("not set up");
				}
			}
		});
		long accepted = backend();
		assertThat(refused).hasSize(1).doesNotContain(accepted);
		await().until(() -> !isAlive(refused.get(0)));
		assertThat(dataSource().snapshot().connections()).hasSize(1);
	}

	private GuardedDataSource dataSource() {
		return this.fixture.dataSource;
	}

	private PoolSnapshot.Counters counters() {
		return dataSource().snapshot().counters();
	}

	private long backend() throws SQLException {
		return this.fixture.backend();
	}

	private boolean isAlive(long backend) throws SQLException {
		return this.fixture.isAlive(backend);
	}

}
