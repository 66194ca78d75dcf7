package io.github.jdbcguard.pool.hikari;

/**
 * Where a lease stands between its transaction and its connection. <pre>
 * state                    work            lost                 commit fails    rollback     autocommit on
 * AUTO_COMMIT              –               LOST                 –               driver       –
 * BEGUN                    WORKED          ROLLED_BACK          –               –            AUTO_COMMIT
 * WORKED                   –               LOST_IN_TRANSACTION  COMMIT_FAILED   BEGUN        AUTO_COMMIT
 * COMMIT_FAILED            refused         LOST_IN_COMMIT       refused         BEGUN        rolls back first
 * LOST_IN_TRANSACTION      refused         –                    refused         ROLLED_BACK  refused
 * LOST_IN_COMMIT           refused         –                    refused         ROLLED_BACK  ROLLED_BACK_AUTO_COMMIT
 * ROLLED_BACK              takes another   –                    –               –            ROLLED_BACK_AUTO_COMMIT
 * ROLLED_BACK_AUTO_COMMIT  takes another   –                    –               –            –
 * LOST, CLOSED             refused         –                    driver          driver       driver
 * </pre> Switching autocommit on commits, so it is refused where a commit would be, but
 * for where the borrower knows already that the commit failed: he tidies up.
 */
enum LeaseState {

	/** No transaction is kept open. */
	AUTO_COMMIT,

	/** In a transaction in which nothing was done yet. */
	BEGUN,

	/** In a transaction in which something was done. */
	WORKED,

	/** The commit failed, the connection lives. */
	COMMIT_FAILED,

	/** The connection was lost in the middle of a transaction. */
	LOST_IN_TRANSACTION,

	/** The connection was lost when the transaction was to be committed. */
	LOST_IN_COMMIT,

	/** Without a connection; the next use takes another. */
	ROLLED_BACK,

	/** Without a connection and with autocommit on; the next use takes another. */
	ROLLED_BACK_AUTO_COMMIT,

	/** The connection was lost outside of a transaction. */
	LOST,

	/** Given back. */
	CLOSED;

	boolean isAutoCommit() {
		return this == AUTO_COMMIT || this == ROLLED_BACK_AUTO_COMMIT;
	}

	/**
	 * Whether work is refused until the borrower rolls back.
	 */
	boolean isRollbackPending() {
		return this == COMMIT_FAILED || this == LOST_IN_TRANSACTION || this == LOST_IN_COMMIT;
	}

	/**
	 * Whether the borrower holds no connection, and is to be given another.
	 */
	boolean isVacant() {
		return this == ROLLED_BACK || this == ROLLED_BACK_AUTO_COMMIT;
	}

	/**
	 * Whether there is a connection that has not failed.
	 */
	boolean isConnected() {
		return this == AUTO_COMMIT || this == BEGUN || this == WORKED || this == COMMIT_FAILED;
	}

	/**
	 * Whether something of the borrower may be uncommitted.
	 */
	boolean isDirty() {
		return this == WORKED || this == COMMIT_FAILED;
	}

	LeaseState whenLost() {
		return switch (this) {
			case AUTO_COMMIT -> LOST;
			case BEGUN -> ROLLED_BACK;
			case WORKED -> LOST_IN_TRANSACTION;
			case COMMIT_FAILED -> LOST_IN_COMMIT;
			default -> this;
		};
	}

	/**
	 * As {@link #whenLost()}, where the borrower has declared the loss himself: then he
	 * need not be told of it outside of a transaction.
	 */
	LeaseState whenInvalidated() {
		return (this == AUTO_COMMIT) ? ROLLED_BACK_AUTO_COMMIT : whenLost();
	}

	LeaseState whenCommitFailed() {
		return switch (this) {
			case BEGUN, WORKED -> COMMIT_FAILED;
			case LOST_IN_TRANSACTION -> LOST_IN_COMMIT;
			default -> this;
		};
	}

	LeaseState whenRolledBack() {
		return switch (this) {
			case WORKED, COMMIT_FAILED -> BEGUN;
			case LOST_IN_TRANSACTION, LOST_IN_COMMIT -> ROLLED_BACK;
			default -> this;
		};
	}

}
