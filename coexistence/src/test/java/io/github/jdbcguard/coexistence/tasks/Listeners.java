package io.github.jdbcguard.coexistence.tasks;

import org.springframework.scheduling.annotation.Async;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Listens to the transactions in which letters are sent. Until all of them were told, the
 * transaction has its connection, though it has ended: what is read then is read on it,
 * and what is written needs a transaction, and so a connection, of its own.
 */
class Listeners {

	private final Events events;

	Listeners(Events events) {
		this.events = events;
	}

	@TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
	void beforeCommit(Letters.Sent sent) {
		this.events.add("before commit", sent.letter());
	}

	@TransactionalEventListener
	void afterCommit(Letters.Sent sent) {
		this.events.count();
		this.events.addInTransactionOfItsOwn("after commit", sent.letter());
	}

	@Async
	@TransactionalEventListener
	void afterCommitInAnotherThread(Letters.Sent sent) {
		this.events.addInTransactionOfItsOwn("async after commit", sent.letter());
	}

	@TransactionalEventListener(phase = TransactionPhase.AFTER_ROLLBACK)
	void afterRollback(Letters.Sent sent) {
		this.events.addInTransactionOfItsOwn("rolled back", sent.letter());
	}

	@TransactionalEventListener(phase = TransactionPhase.AFTER_COMPLETION)
	void afterCompletion(Letters.Sent sent) {
		this.events.count();
		this.events.addInTransactionOfItsOwn("completed", sent.letter());
	}

}
