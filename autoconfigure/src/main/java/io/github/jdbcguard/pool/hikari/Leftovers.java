package io.github.jdbcguard.pool.hikari;

import java.sql.SQLException;
import java.util.List;

import io.github.jdbcguard.pool.LeaseWatch;
import io.github.jdbcguard.pool.LeaseWatch.LeftSetting;
import io.github.jdbcguard.pool.PoolPolicy.ResetOnReturn;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a borrower has left on a connection that he should have tidied up himself: an open
 * transaction with updates in it, changed settings. Not autocommit: whoever switched it
 * off may leave it to the pool to switch it on again, as JDBC's textbooks do and every
 * pool promises. Thread-safe.
 */
final class Leftovers {

	private static final Logger logger = LoggerFactory.getLogger("io.github.jdbcguard.pool");

	private final GuardedPool pool;

	private final LeaseWatch watch;

	/**
	 * Whether what is uncommitted is lost: where it is to be committed on return, leaving
	 * it open is how it is meant.
	 */
	private final boolean losesWork;

	Leftovers(GuardedPool pool) {
		this.pool = pool;
		this.watch = pool.watch;
		this.losesWork = pool.policy.resetOnReturn() != ResetOnReturn.COMMIT;
	}

	/**
	 * Look at a connection before it is reset.
	 * @param lease the lease, closed already
	 * @param state how the borrower has left it
	 * @return what the borrower gets to see once the connection is reset, {@code null}
	 * for nothing
	 */
	@Nullable SQLException check(LeaseConnection lease, LeaseState state) {
		PooledRecord record = lease.record;
		if (this.watch == LeaseWatch.NONE || lease.target == record.raw || !state.isConnected() || !record.isOpen()
				|| this.pool.isForeign(record)) {
			return null;
		}
		try {
			if (state == LeaseState.WORKED && record.updated && this.losesWork) {
				this.watch.returnedInTransaction(lease);
			}
			List<LeftSetting> left = record.hasChangedSettings() ? record.settings().left() : List.of();
			if (!left.isEmpty()) {
				this.watch.settingsLeft(lease, left);
			}
			return null;
		}
		catch (SQLException ex) {
			return ex;
		}
		catch (RuntimeException ex) {
			// The connection still has to go back
			logger.warn("What was left on {} could not be judged", record, ex);
			return null;
		}
	}

}
