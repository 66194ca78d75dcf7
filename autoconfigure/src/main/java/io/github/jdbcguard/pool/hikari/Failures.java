package io.github.jdbcguard.pool.hikari;

import java.net.SocketTimeoutException;
import java.sql.SQLException;

import com.zaxxer.hikari.SQLExceptionOverride;
import com.zaxxer.hikari.SQLExceptionOverride.Override;
import io.github.jdbcguard.pool.ForeignConnectionException;
import io.github.jdbcguard.pool.ForeignTransactionException;
import io.github.jdbcguard.pool.PendingRollbackException;
import io.github.jdbcguard.pool.PoolListener.Verdict;
import io.github.jdbcguard.pool.server.Disconnects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges what a failed call says of the connection it was made on, and of its siblings.
 * Thread-safe.
 */
final class Failures {

	/**
	 * HikariCP judges nothing: it would do so before anybody can be asked, and knows
	 * nothing of siblings.
	 */
	static final SQLExceptionOverride JUDGED_BY_LEASE = new SQLExceptionOverride() {

		@java.lang.Override
		public Override adjudicate(SQLException failure) {
			return Override.DO_NOT_EVICT;
		}

	};

	private static final Logger logger = LoggerFactory.getLogger("io.github.jdbcguard.pool");

	private static final int MAX_DEPTH = 10;

	private final GuardedPool pool;

	Failures(GuardedPool pool) {
		this.pool = pool;
	}

	/**
	 * Judge a failure, and do to the connection and its siblings what follows from it.
	 * @param record the connection
	 * @param failure what was thrown
	 * @return whether the connection is lost
	 */
	boolean isLoss(PooledRecord record, SQLException failure) {
		if (isOwn(failure)) {
			return false;
		}
		if (!record.isOpen()) {
			return !record.isDetached();
		}
		Verdict verdict = this.pool.listeners.judge(record, failure, propose(record, failure));
		if (verdict == Verdict.ALIVE) {
			return false;
		}
		logger.warn("{} is lost: {} (SQLState {}, code {})", record, summary(failure), failure.getSQLState(),
				failure.getErrorCode());
		if (verdict == Verdict.LOST_AND_SIBLINGS_SUSPECT) {
			this.pool.liveness().suspectSiblings(record, isSocketTimeout(failure));
		}
		this.pool.endings().invalidate(record);
		return true;
	}

	/**
	 * What a failure says, without the details that drivers add in further lines: they
	 * may hold values of the application's data.
	 */
	static String summary(Throwable failure) {
		String message = failure.getMessage();
		if (message == null) {
			return failure.getClass().getName();
		}
		String first = message.lines().findFirst().orElse(message).strip();
		return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
	}

	private Verdict propose(PooledRecord record, SQLException failure) {
		SQLExceptionOverride override = this.pool.original().getExceptionOverride();
		Override users = (override != null) ? override.adjudicate(failure) : Override.CONTINUE_EVICT;
		if (users == Override.DO_NOT_EVICT) {
			return Verdict.ALIVE;
		}
		if (Disconnects.isDisconnect(failure, this.pool.server()) || isClosed(record)) {
			// Interrupting a virtual thread closes the socket it waits for
			return Thread.currentThread().isInterrupted() ? Verdict.LOST : Verdict.LOST_AND_SIBLINGS_SUSPECT;
		}
		return (users == Override.MUST_EVICT || Disconnects.losesConnection(failure, this.pool.server())) ? Verdict.LOST
				: Verdict.ALIVE;
	}

	/**
	 * Some drivers have codes of their own for a lost connection, but close it.
	 */
	private static boolean isClosed(PooledRecord record) {
		try {
			return record.raw.isClosed();
		}
		catch (SQLException | RuntimeException ex) {
			return false;
		}
	}

	private static boolean isOwn(SQLException failure) {
		return failure instanceof ForeignConnectionException || failure instanceof ForeignTransactionException
				|| failure instanceof PendingRollbackException;
	}

	private static boolean isSocketTimeout(SQLException failure) {
		Throwable cause = failure;
		for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
			if (cause instanceof SocketTimeoutException) {
				return true;
			}
			cause = cause.getCause();
		}
		return false;
	}

}
