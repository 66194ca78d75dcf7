package io.github.jdbcguard.web;

import java.util.function.BooleanSupplier;

import io.github.jdbcguard.session.OnCompletion;
import io.github.jdbcguard.session.SessionScope;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work of a request's session, and whether it ends well. Thread-safe; each thread
 * finishes what it has begun itself.
 */
final class RequestWork {

	private static final Logger logger = LoggerFactory.getLogger("io.github.jdbcguard.session");

	private static final int FIRST_ERROR = 400;

	final SessionScope scope;

	/** Whether work that has ended well is committed, and not rolled back. */
	final boolean isCommitted;

	private volatile boolean failed;

	/** A commit has failed, and nobody has made anything of the exception yet. */
	private volatile @Nullable RuntimeException untold;

	private volatile @Nullable Thread finishing;

	private volatile @Nullable EarlierHeaders headers;

	RequestWork(SessionScope scope, OnCompletion onCompletion) {
		this.scope = scope;
		this.isCommitted = onCompletion == OnCompletion.COMMIT;
	}

	/**
	 * Remember the headers so far, which belong to no answer: when the request begins,
	 * and again when its handler is found.
	 */
	void keepHeaders(HttpServletResponse response) {
		if (this.isCommitted) {
			this.headers = EarlierHeaders.of(response);
		}
	}

	/**
	 * It does not end well, whatever the answer says.
	 */
	void fail() {
		this.failed = true;
	}

	/**
	 * Somebody makes an answer of an exception.
	 */
	void told() {
		this.untold = null;
	}

	/**
	 * Finish what the current thread has open before the response is committed, unless a
	 * statement is being read into the response. What would be rolled back stays open
	 * until the end: no answer depends on it, and the application may still commit it.
	 */
	void finishBeforeAnswer(HttpServletResponse response, int status) {
		if (isTakenBack(response, status)) {
			// Another exception than before: whoever closes what he was writing to adds
			// this one to that
			throw new IllegalStateException(
					"The answer was taken back, for " + this.scope + " could not be committed: no success can be told",
					this.untold);
		}
		if (this.isCommitted && this.scope.isInTransaction() && isClean(status) && !this.scope.isBusy()) {
			finish(response, status);
		}
	}

	/**
	 * Whether a commit has failed, nobody has made an answer of that yet, and this one
	 * would say otherwise.
	 */
	boolean isTakenBack(HttpServletResponse response, int status) {
		return this.untold != null && status < FIRST_ERROR && !response.isCommitted();
	}

	/**
	 * Finish what the current thread has open.
	 * @throws RuntimeException what a commit fails with, when the answer was taken back
	 */
	void finish(HttpServletResponse response, int status) {
		finish(response, status, () -> true);
	}

	/**
	 * Finish what the current thread has open.
	 * @param mayTakeBack whether the response is still that of the request, asked when
	 * the answer has to be taken back
	 * @throws RuntimeException what a commit fails with
	 */
	void finish(HttpServletResponse response, int status, BooleanSupplier mayTakeBack) {
		if (this.finishing == Thread.currentThread() || !this.scope.isInTransaction()) {
			return;
		}
		if (!isClean(status)) {
			this.scope.rollback();
			return;
		}
		this.finishing = Thread.currentThread();
		try {
			this.scope.complete();
		}
		catch (RuntimeException ex) {
			failedToFinish(response, ex, mayTakeBack);
		}
		finally {
			this.finishing = null;
		}
	}

	private boolean isClean(int status) {
		return !this.failed && status < FIRST_ERROR;
	}

	private void failedToFinish(HttpServletResponse response, RuntimeException failure, BooleanSupplier mayTakeBack) {
		if (!this.isCommitted) {
			logger.warn("What {} has left open could not be rolled back", this.scope, failure);
			return;
		}
		this.failed = true;
		this.untold = failure;
		if (mayTakeBack.getAsBoolean()) {
			takeBack(response, failure);
		}
		throw failure;
	}

	/**
	 * Where the application has swallowed what a commit has failed with, and goes on to
	 * tell the client of a success.
	 */
	void throwWhatWasSwallowed(HttpServletResponse response, int status) {
		RuntimeException failure = this.untold;
		if (failure != null && status < FIRST_ERROR) {
			takeBack(response, failure);
			throw failure;
		}
	}

	private void takeBack(HttpServletResponse response, RuntimeException failure) {
		if (response.isCommitted()) {
			logger.error(
					"{} could not be committed, and its answer, which says otherwise, is on its way: what was "
							+ "begun after the first byte is lost. Do all work before anything is written",
					this.scope, failure);
			return;
		}
		EarlierHeaders headers = this.headers;
		if (headers != null) {
			headers.restore(response);
		}
	}

}
