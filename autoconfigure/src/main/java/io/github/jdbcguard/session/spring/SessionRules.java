package io.github.jdbcguard.session.spring;

import org.jspecify.annotations.Nullable;

import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Which moves a session may make now, by what the current thread is in. Belongs to the
 * session.
 */
final class SessionRules {

	private final ScopedSession session;

	private final SessionCalls calls;

	SessionRules(ScopedSession session, SessionCalls calls) {
		this.session = session;
		this.calls = calls;
	}

	/**
	 * The session's own transaction, where the current thread may work in it, or suspends
	 * it. What has become of it matters nothing to the transaction of somebody else.
	 * @return the transaction, {@code null} where none is open
	 */
	@Nullable SessionTransaction ownForWork(String call) {
		SessionTransaction own = ownOfThisThread(call);
		String reason = (own != null && own.isCurrent()) ? own.reasonAgainstWork() : null;
		if (reason != null || (own == null && this.session.notCommitted() != null
				&& !this.session.source.isTransactionCurrent())) {
			throw Refusals.needsRollback(this.session, call, reason, (own != null) ? own.undoneBy() : null);
		}
		return own;
	}

	private @Nullable SessionTransaction ownOfThisThread(String call) {
		if (this.session.owner.hasEnded()) {
			throw Refusals.illegal(this.session, call, SessionState.CLOSED);
		}
		SessionTransaction own = this.session.transaction();
		if (own != null && own.thread != Thread.currentThread()) {
			throw Refusals.begunElsewhere(this.session, call, own.thread);
		}
		return own;
	}

	/**
	 * Whether a transaction can begin here and end before what is around it. Not in a
	 * method that wants none; a transaction of another transaction manager would end
	 * first.
	 */
	boolean mayBeginHere(String call) {
		boolean actual = TransactionSynchronizationManager.isActualTransactionActive();
		if (!TransactionSynchronizationManager.isSynchronizationActive()) {
			if (actual) {
				// It is just being completed, and what Spring clears up then would be of
				// both
				throw Refusals.otherManager(this.session, call);
			}
			return true;
		}
		if (!actual) {
			return false;
		}
		SessionTransaction latest = this.session.source.sessions.latestTransaction();
		if (latest == null || !latest.isInnermost()) {
			throw Refusals.otherManager(this.session, call);
		}
		return true;
	}

	void requireBegin() {
		String call = "begin()";
		SessionTransaction own = ownOfThisThread(call);
		if (own != null && own.isCurrent()) {
			if (this.session.needsRollback()) {
				throw Refusals.needsRollback(this.session, call, own.reasonForRollback(), own.undoneBy());
			}
			throw Refusals.illegal(this.session, call, SessionState.IN_TRANSACTION);
		}
		if (this.session.source.isTransactionCurrent()) {
			throw Refusals.notOwn(this.session, call);
		}
		if (this.session.notCommitted() != null) {
			throw Refusals.needsRollback(this.session, call, null, null);
		}
		if (own != null || !this.session.owner.mayBegin() || !mayBeginHere(call)) {
			throw Refusals.noneWanted(this.session, call);
		}
	}

	/**
	 * The session's own transaction, which the current thread may end now.
	 * @return the transaction, {@code null} where none is open
	 */
	@Nullable SessionTransaction ownToEnd(String call) {
		SessionTransaction own = ownOfThisThread(call);
		String around = this.calls.around();
		if (around != null) {
			throw Refusals.insideCall(this.session, call, around);
		}
		if (own == null) {
			if (this.session.notCommitted() == null && this.session.source.isTransactionCurrent()) {
				throw Refusals.notOwn(this.session, call);
			}
			return null;
		}
		if (own.isEnding()) {
			throw Refusals.ending(this.session, call);
		}
		if (!own.isCurrent()) {
			throw Refusals.suspended(this.session, call);
		}
		String participant = Participants.since(own.begunIn);
		if (participant != null) {
			throw Refusals.joined(this.session, call, participant);
		}
		requireLatest(own, call);
		if (own.completion.isSuspended()) {
			throw Refusals.notInnermost(this.session, call);
		}
		return own;
	}

	private void requireLatest(SessionTransaction own, String call) {
		SessionTransaction latest = this.session.source.sessions.latestTransaction();
		if (latest != null && latest != own) {
			throw Refusals.notLatest(this.session, call, latest.session);
		}
	}

	/**
	 * Whether the transaction can be ended where the work of its scope ends. Where that
	 * ends badly those that were begun in it are ended before.
	 */
	void requireEnd(SessionTransaction own, Ending ending) {
		if (ending == Ending.ROLLBACK) {
			this.session.source.sessions.rollBackThoseAfter(own);
		}
		else {
			if (this.calls.isInside()) {
				throw Refusals.insideCall(this.session, "complete()", "a call");
			}
			String participant = Participants.since(own.begunIn);
			if (participant != null) {
				throw Refusals.joined(this.session, "complete()", participant);
			}
			SessionOwner inner = this.session.source.sessions.transactionalScopeIn(this.session.owner);
			if (inner != null && own.isInnermost()) {
				throw Refusals.joined(this.session, "complete()", inner.inWords());
			}
			requireLatest(own, "complete()");
		}
		if (!own.isInnermost()) {
			own.status.setRollbackOnly();
			throw Refusals.suspendedAtEnd(this.session);
		}
	}

}
