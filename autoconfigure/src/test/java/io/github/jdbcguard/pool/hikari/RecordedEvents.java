package io.github.jdbcguard.pool.hikari;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.jdbcguard.pool.ConnectionRecord;
import io.github.jdbcguard.pool.GuardedDataSource;
import io.github.jdbcguard.pool.PoolListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Notes everything that a pool tells its listeners, in order. Thread-safe.
 */
final class RecordedEvents implements PoolListener {

	private final List<String> events = new CopyOnWriteArrayList<>();

	/**
	 * Assert what was told since the last time.
	 */
	void are(String... expected) {
		// HikariCP closes in a thread of its own
		await().untilAsserted(() -> assertThat(this.events).containsExactly(expected));
		this.events.clear();
	}

	void forget() {
		this.events.clear();
	}

	private void note(String event, ConnectionRecord record) {
		this.events.add(event + " " + record.id());
	}

	@Override
	public void opened(ConnectionRecord record, Connection connection) {
		note("opened", record);
	}

	@Override
	public void checkedOut(ConnectionRecord record) {
		note("checkedOut", record);
	}

	@Override
	public void reset(ConnectionRecord record, Connection connection, Reset reset) {
		String how = reset.transactionEnded() ? "clean " : "";
		note(how + (reset.terminal() ? "terminal " : "") + "reset", record);
	}

	@Override
	public void checkedIn(ConnectionRecord record) {
		note("checkedIn", record);
	}

	@Override
	public void invalidated(ConnectionRecord record) {
		note("invalidated", record);
	}

	@Override
	public void retired(ConnectionRecord record) {
		note("retired", record);
	}

	@Override
	public void recycled(ConnectionRecord record) {
		note("recycled", record);
	}

	@Override
	public Verdict failed(ConnectionRecord record, SQLException failure, Verdict proposed) {
		note("failed " + failure.getSQLState() + " " + proposed, record);
		return proposed;
	}

	@Override
	public void detached(ConnectionRecord record) {
		note("detached", record);
	}

	@Override
	public void abandoned(ConnectionRecord record) {
		note("abandoned", record);
	}

	@Override
	public void closed(ConnectionRecord record) {
		note("closed", record);
	}

	@Override
	public void generationRetired(GuardedDataSource dataSource, long generation) {
		this.events.add("generationRetired " + generation);
	}

}
