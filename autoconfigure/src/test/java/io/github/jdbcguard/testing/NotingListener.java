package io.github.jdbcguard.testing;

import java.sql.Connection;
import java.sql.SQLException;

import io.github.jdbcguard.pool.ConnectionRecord;
import io.github.jdbcguard.pool.PoolListener;

/**
 * Notes by name what it is told of connections.
 */
public abstract class NotingListener implements PoolListener {

	/**
	 * Note an event.
	 * @param event its name, which is that of the method
	 * @param record the connection
	 */
	protected abstract void note(String event, ConnectionRecord record);

	@Override
	public void opened(ConnectionRecord record, Connection connection) throws SQLException {
		note("opened", record);
	}

	@Override
	public void checkedOut(ConnectionRecord record) {
		note("checkedOut", record);
	}

	@Override
	public void reset(ConnectionRecord record, Connection connection, Reset reset) {
		note("reset", record);
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

}
