package io.github.jdbcguard.pool.hikari;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;

import io.github.jdbcguard.pool.PendingRollbackException;
import io.github.jdbcguard.process.Incarnation;

/**
 * What borrowers are told who go on with a transaction that is lost.
 */
final class LostTransaction {

	private LostTransaction() {
	}

	static SQLException lost(PooledRecord record) {
		SQLException original = record.failure;
		String reason = (original != null) ? Failures.summary(original) : "it was closed";
		return new SQLNonTransientConnectionException(record + " is lost: " + reason + ". Close it and take another.",
				"08003", original);
	}

	/**
	 * The transaction was to be committed when its connection came back.
	 */
	static SQLException uncommitted(PooledRecord record) {
		Incarnation now = record.pool.monitor().incarnation();
		return (now != record.incarnation) ? ForeignLease.transaction(record, now)
				: new SQLNonTransientConnectionException(
						record + " was closed before it came back, so the transaction on it was not committed, as it "
								+ "would have been then. Run the whole unit of work once more where that is right.",
						"08003", record.failure);
	}

	static SQLException madeOnLost(PooledRecord record) {
		return new SQLNonTransientConnectionException(
				"The statement was made on " + record
						+ ", which was lost or given back since: nothing is done with it. Make it again.",
				"08003", record.failure);
	}

	static PendingRollbackException pending(PooledRecord record, LeaseState state) {
		SQLException original = record.failure;
		if (original == null) {
			original = new SQLException(record + " was closed in the middle of a transaction", "08003");
		}
		String what = switch (state) {
			case COMMIT_FAILED -> "could not be committed";
			case LOST_IN_COMMIT -> "was lost with its connection when it was to be committed";
			default -> "was lost with its connection";
		};
		return new PendingRollbackException(
				("The transaction on %s %s: %s. Nothing more is done in it: call rollback(), "
						+ "after which this connection can be used again, and run the whole unit of work once more where "
						+ "that is right.")
					.formatted(record, what, Failures.summary(original)),
				original);
	}

}
