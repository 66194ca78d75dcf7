package io.github.jdbcguard.pool.hikari;

import io.github.jdbcguard.pool.Borrower;
import io.github.jdbcguard.pool.ConnectionRecord;
import io.github.jdbcguard.pool.PoolListener;
import org.slf4j.Logger;

/**
 * Logs every checkout and checkin. A listener, for what has to be asked at each of them
 * costs every application: whether somebody wants to read it is asked when the pool is
 * guarded. Mirrors SQLAlchemy's {@code echo_pool="debug"}.
 */
final class LeaseLog implements PoolListener {

	private final Logger logger;

	LeaseLog(Logger logger) {
		this.logger = logger;
	}

	@Override
	public void checkedOut(ConnectionRecord record) {
		this.logger.debug("Checked out {} to thread '{}'", record, Borrower.nameOf(Thread.currentThread()));
	}

	@Override
	public void checkedIn(ConnectionRecord record) {
		this.logger.debug("Checked in {} by thread '{}'", record, Borrower.nameOf(Thread.currentThread()));
	}

	@Override
	public String toString() {
		return "The log of checkouts";
	}

}
