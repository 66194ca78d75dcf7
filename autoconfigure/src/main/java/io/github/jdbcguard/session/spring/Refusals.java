package io.github.jdbcguard.session.spring;

import io.github.jdbcguard.pool.Borrower;
import io.github.jdbcguard.session.NoSessionException;
import io.github.jdbcguard.session.TransactionOutcomeUnknownException;
import org.jspecify.annotations.Nullable;

import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What sessions say when they refuse something: what happened, who is involved, what to
 * do. Never SQL, nor anything that a user has sent.
 */
final class Refusals {

	private Refusals() {
	}

	static NoSessionException noSession(SessionSource source, String call) {
		String message = "No session of DataSource '" + source.name() + "' is in scope for " + call + " in thread '"
				+ currentThread() + "'. ";
		if (TransactionSynchronizationManager.isActualTransactionActive()) {
			return new NoSessionException(message + "The transaction " + currentTransaction()
					+ " in progress is not one of this DataSource: use the transaction manager of '" + source.name()
					+ "' there, or a TransactionalScope of it");
		}
		return new NoSessionException(message + "One is in a web request (with jdbc-guard.session.web.enabled), in a "
				+ "@Transactional method that has a transaction, and in a TransactionalScope; open one for a message, a "
				+ "job or another thread by SessionRegistry.open(name), or enter that of another thread by "
				+ "SessionScope.attach()");
	}

	static IllegalTransactionStateException usedConcurrently(ScopedSession session, String call,
			@Nullable Thread inside, @Nullable String insideCall) {
		return new IllegalTransactionStateException(start(session, call) + ": thread '"
				+ ((inside != null) ? Borrower.nameOf(inside) : "unknown") + "' is inside of "
				+ ((insideCall != null) ? insideCall : "another call") + ", and thread '" + currentThread()
				+ "' wanted " + call + " at the same time. A session serves one thread at a time: give each thread a "
				+ "scope or TransactionalScope of its own");
	}

	static IllegalTransactionStateException begunElsewhere(ScopedSession session, String call, Thread owner) {
		return new IllegalTransactionStateException(
				start(session, call) + ": its transaction was begun by thread '" + Borrower.nameOf(owner)
						+ "', which has to end it before thread '" + currentThread() + "' can use the session");
	}

	static IllegalTransactionStateException illegal(ScopedSession session, String call, SessionState state) {
		return new IllegalTransactionStateException(
				start(session, call) + ": the session " + state.inWords() + " (state " + state + ")");
	}

	static IllegalTransactionStateException needsRollback(ScopedSession session, String call, @Nullable String reason,
			@Nullable Throwable cause) {
		NotCommitted before = session.notCommitted();
		String why = (reason != null) ? reason
				: (before != null) ? before.why() : "the connection of its transaction was lost";
		IllegalTransactionStateException refusal = new IllegalTransactionStateException(
				start(session, call) + ": " + why + ". The session " + SessionState.NEEDS_ROLLBACK.inWords()
						+ " (state " + SessionState.NEEDS_ROLLBACK + ")");
		Throwable behind = (before != null) ? before.cause() : cause;
		if (behind != null) {
			refusal.initCause(behind);
		}
		return refusal;
	}

	static IllegalTransactionStateException notOwn(ScopedSession session, String call) {
		return new IllegalTransactionStateException(start(session, call) + ": the current transaction is "
				+ currentTransaction() + ", which the session has not begun. Whoever began it ends it: return from the "
				+ "method, or end the scope, that it belongs to");
	}

	static IllegalTransactionStateException suspended(ScopedSession session, String call) {
		return new IllegalTransactionStateException(start(session, call) + ": the transaction of the session is "
				+ "suspended, for " + inProgress() + " is in progress (REQUIRES_NEW, NOT_SUPPORTED). End the "
				+ "transaction of the session when that has returned");
	}

	static IllegalTransactionStateException notInnermost(ScopedSession session, String call) {
		return new IllegalTransactionStateException(start(session, call) + ": the transaction " + currentTransaction()
				+ " of another transaction manager was begun in it. End the transaction of the session when that "
				+ "has ended");
	}

	static IllegalTransactionStateException joined(ScopedSession session, String call, String participant) {
		return new IllegalTransactionStateException(start(session, call) + ": the " + participant
				+ " takes part in the session's transaction and has not returned. End the transaction outside of it, "
				+ "or give it a transaction of its own (REQUIRES_NEW)");
	}

	static IllegalTransactionStateException notLatest(ScopedSession session, String call, ScopedSession latest) {
		return new IllegalTransactionStateException(start(session, call) + ": the transaction of the session of "
				+ "DataSource '" + latest.source.name() + "' was begun after it. End that one first");
	}

	static IllegalTransactionStateException insideCall(ScopedSession session, String call, String around) {
		return new IllegalTransactionStateException(start(session, call) + ": it was called inside of " + around
				+ " of the same session. End the transaction when that has returned");
	}

	static IllegalTransactionStateException ending(ScopedSession session, String call) {
		return new IllegalTransactionStateException(start(session, call) + ": it was called by a listener, or another "
				+ "callback, while the transaction is being ended");
	}

	static IllegalTransactionStateException noneWanted(ScopedSession session, String call) {
		return new IllegalTransactionStateException(start(session, call) + ": the method in progress, "
				+ currentTransaction() + ", is declared to run without a transaction of this session "
				+ "(NOT_SUPPORTED, NEVER, or SUPPORTS outside of one). Call it outside of that method");
	}

	static IllegalTransactionStateException otherManager(ScopedSession session, String call) {
		return new IllegalTransactionStateException(start(session, call) + ": the transaction " + currentTransaction()
				+ " of another transaction manager is in progress and would end before one that the session begins. "
				+ "Use @Transactional with the transaction manager of DataSource '" + session.source.name()
				+ "', or a TransactionalScope of it");
	}

	static IllegalTransactionStateException notCovered(ScopedSession session, PlatformTransactionManager manager) {
		return new IllegalTransactionStateException(start(session, "begin") + ": " + manager.getClass().getName()
				+ " has begun a transaction, but none on this DataSource. Give the session the transaction manager of "
				+ "the same DataSource bean; a JpaTransactionManager needs a JpaDialect that exposes its JDBC connection");
	}

	static IllegalTransactionStateException nestedEnded(ScopedSession session, String call, boolean ended) {
		return new IllegalTransactionStateException(start(session, call) + " of a nested transaction: "
				+ (ended ? "it has ended" : "the transaction around it has ended, or is not the current one"));
	}

	static IllegalTransactionStateException nestedElsewhere(ScopedSession session, String call, Thread owner) {
		return new IllegalTransactionStateException(
				start(session, call) + " of a nested transaction: thread '" + Borrower.nameOf(owner)
						+ "' has begun it, and has to end it. This is thread '" + currentThread() + "'");
	}

	static IllegalTransactionStateException nestedUndone(ScopedSession session, Throwable failure) {
		return new IllegalTransactionStateException(
				start(session, "release()") + " of a nested transaction: the server "
						+ "has rolled back all of the transaction around it: " + Words.of(failure),
				failure);
	}

	static IllegalTransactionStateException scopeEnded(SessionOwner owner) {
		return new IllegalTransactionStateException(
				"The " + owner.inWords() + " has ended: open a new one for more work");
	}

	static IllegalTransactionStateException notInnermost(SessionOwner owner, String call) {
		return new IllegalTransactionStateException(call + " on the " + owner.inWords()
				+ ": another scope was opened in it and has not ended. Close that one first");
	}

	static IllegalTransactionStateException outOfScope(ScopedSession session, String call) {
		return new IllegalTransactionStateException(start(session, call) + ": the session "
				+ (session.owner.hasEnded() ? SessionState.CLOSED.inWords() : "is not the one that thread '"
						+ currentThread() + "' is in: use that of the innermost block, or the JdbcSession bean"));
	}

	static IllegalTransactionStateException suspendedAtEnd(ScopedSession session) {
		return new IllegalTransactionStateException("The " + session.owner.inWords() + " cannot end while "
				+ inProgress() + ", which was begun in the transaction of its session, is in progress: the "
				+ "session's will be rolled back. End the scope when the other one has ended");
	}

	static UnexpectedRollbackException rolledBackByServer(ScopedSession session, Throwable failure) {
		return new UnexpectedRollbackException("The transaction of the session of " + session.owner.inWords()
				+ " was rolled back by the server, and the failure was ignored: " + Words.of(failure), failure);
	}

	static TransactionOutcomeUnknownException outcomeUnknown(String name, SessionSource source, Throwable failure) {
		return new TransactionOutcomeUnknownException("The commit of the " + name + " on DataSource '" + source.name()
				+ "' was not answered: " + Words.of(failure) + ". The transaction may be committed, or not: look at "
				+ "the data before the work is done again", failure);
	}

	static String lost(ScopedSession session) {
		return "Session of DataSource '" + session.source.name() + "' in " + session.owner.inWords()
				+ ": updates were rolled back at the end, for nobody has committed them. Call commit() on the session, "
				+ "use @Transactional, or have the end commit them: OnCompletion.COMMIT, for requests "
				+ "jdbc-guard.session.on-completion=commit";
	}

	static IllegalTransactionStateException scopeEnded(SessionOwner owner, String how) {
		return new IllegalTransactionStateException(
				"The " + owner.inWords() + " " + how + ", and has ended: open a new one for more work");
	}

	static IllegalTransactionStateException leftOpen(SessionOwner owner, SessionOwner inner) {
		return new IllegalTransactionStateException("The " + owner.inWords() + " was rolled back: the "
				+ inner.inWords() + ", which was opened in it, has not ended. Close it where it was opened, as by "
				+ "try-with-resources");
	}

	static String leftOpenIn(SessionOwner owner, SessionOwner inner) {
		return "The " + inner.inWords() + ", which was opened in " + owner.inWords()
				+ ", was left open and is rolled back. Close it where it was opened, as by try-with-resources";
	}

	static UnexpectedRollbackException undone(String name, SessionSource source, Throwable failure) {
		return new UnexpectedRollbackException("The transaction of the " + name + " on DataSource '" + source.name()
				+ "' was rolled back by the server in the middle, and the failure was ignored: " + Words.of(failure)
				+ ". What was done after it was rolled back too", failure);
	}

	private static String start(ScopedSession session, String call) {
		return call + " on the session of DataSource '" + session.source.name() + "' in " + session.owner.inWords();
	}

	private static String currentTransaction() {
		return Words.quoted(TransactionSynchronizationManager.getCurrentTransactionName());
	}

	private static String inProgress() {
		String name = TransactionSynchronizationManager.getCurrentTransactionName();
		return (name != null) ? Words.quoted(name) : "a transaction " + Words.quoted(null);
	}

	private static String currentThread() {
		return Borrower.nameOf(Thread.currentThread());
	}

}
