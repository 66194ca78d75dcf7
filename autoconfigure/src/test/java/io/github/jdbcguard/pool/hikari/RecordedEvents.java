package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.jdbcguard.pool.ConnectionRecord;
import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.testing.NotingListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Notes everything that a pool tells its listeners, in order. Thread-safe.
 */
final class RecordedEvents extends NotingListener {

	private final List<String> events = new CopyOnWriteArrayList<>();

	/**
	 * Assert what was told since the last time.
	 */
	void are(String... expected) {
		// HikariCP closes in a thread of its own
		await().untilAsserted(() -> assertThat(this.events).containsExactly(expected));
		this.events.clear();
	}

	/**
	 * Assert that among others these were told.
	 */
	void contain(String... expected) {
		await().untilAsserted(() -> assertThat(this.events).contains(expected));
	}

	void forget() {
		this.events.clear();
	}

	@Override
	protected void note(String event, ConnectionRecord record) {
		this.events.add(event + " " + record.id());
	}

	@Override
	public void reset(ConnectionRecord record, Connection connection, Reset reset) {
		String how = reset.transactionEnded() ? "clean " : "";
		note(how + (reset.terminal() ? "terminal " : "") + "reset", record);
	}

	@Override
	public Verdict failed(ConnectionRecord record, SQLException failure, Verdict proposed) {
		note("failed " + failure.getSQLState() + " " + proposed, record);
		return proposed;
	}

	@Override
	public void generationRetired(GuardedDataSource dataSource, long generation) {
		this.events.add("generationRetired " + generation);
	}

}
